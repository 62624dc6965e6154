// Original file: proto/tongfen/v1/settlement.proto

import type { ExceptionState as _tongfen_v1_ExceptionState, ExceptionState__Output as _tongfen_v1_ExceptionState__Output } from '../../tongfen/v1/ExceptionState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What the network cleared without an external issuer's host, standing in or because it had been authorized, and the issuer
 * disputed when it was advised. It is in the obligations of the cycle in which it was cleared all the same: issuer and
 * operator resolve it between them.
 */
export interface SettlementException {
  'issuer'?: (string);
  'program'?: (string);
  /**
   * The transaction: its id, card, and who submitted it.
   */
  'transactionId'?: (string);
  'card'?: (number | string | Long);
  'participant'?: (string);
  /**
   * Empty for one that is not at a merchant.
   */
  'merchant'?: (string);
  /**
   * What the member's account changed by, in the program's smallest unit.
   */
  'postedChange'?: (number | string | Long);
  /**
   * Why the issuer disputes it: a reason of the contract of issuers' hosts.
   */
  'reason'?: (string);
  /**
   * UUID that names it, and the transaction that reverses it.
   */
  'exception'?: (string);
  /**
   * In which the issuer disputed.
   */
  'cycle'?: (number);
  'state'?: (_tongfen_v1_ExceptionState);
  /**
   * Who proposed to reverse it, and when; empty before.
   */
  'proposedBy'?: (string);
  'proposedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Who upheld it or approved its reversal, and when; empty before.
   */
  'decidedBy'?: (string);
  'decidedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Of the transaction that reverses it; empty before.
   */
  'outcome'?: (string);
}

/**
 * What the network cleared without an external issuer's host, standing in or because it had been authorized, and the issuer
 * disputed when it was advised. It is in the obligations of the cycle in which it was cleared all the same: issuer and
 * operator resolve it between them.
 */
export interface SettlementException__Output {
  'issuer': (string);
  'program': (string);
  /**
   * The transaction: its id, card, and who submitted it.
   */
  'transactionId': (string);
  'card': (number);
  'participant': (string);
  /**
   * Empty for one that is not at a merchant.
   */
  'merchant': (string);
  /**
   * What the member's account changed by, in the program's smallest unit.
   */
  'postedChange': (number);
  /**
   * Why the issuer disputes it: a reason of the contract of issuers' hosts.
   */
  'reason': (string);
  /**
   * UUID that names it, and the transaction that reverses it.
   */
  'exception': (string);
  /**
   * In which the issuer disputed.
   */
  'cycle': (number);
  'state': (_tongfen_v1_ExceptionState__Output);
  /**
   * Who proposed to reverse it, and when; empty before.
   */
  'proposedBy': (string);
  'proposedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who upheld it or approved its reversal, and when; empty before.
   */
  'decidedBy': (string);
  'decidedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Of the transaction that reverses it; empty before.
   */
  'outcome': (string);
}
