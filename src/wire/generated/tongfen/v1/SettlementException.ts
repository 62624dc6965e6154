// Original file: proto/tongfen/v1/settlement.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What the network cleared without an external issuer's host, standing in or because it had been authorized, and the issuer
 * disputed when it was advised. It is in the obligations of the cycle in which it was cleared all the same: issuer and
 * operator settle it between them.
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
   * Why the issuer disputes it: an outcome of docs/errors.md.
   */
  'reason'?: (string);
}

/**
 * What the network cleared without an external issuer's host, standing in or because it had been authorized, and the issuer
 * disputed when it was advised. It is in the obligations of the cycle in which it was cleared all the same: issuer and
 * operator settle it between them.
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
   * Why the issuer disputes it: an outcome of docs/errors.md.
   */
  'reason': (string);
}
