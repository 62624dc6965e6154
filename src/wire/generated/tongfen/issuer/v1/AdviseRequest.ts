// Original file: proto/tongfen/issuer/v1/host.proto

import type { Transaction as _tongfen_issuer_v1_Transaction, Transaction__Output as _tongfen_issuer_v1_Transaction__Output } from '../../../tongfen/issuer/v1/Transaction.ts';
import type { AdviceCause as _tongfen_issuer_v1_AdviceCause, AdviceCause__Output as _tongfen_issuer_v1_AdviceCause__Output } from '../../../tongfen/issuer/v1/AdviceCause.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

export interface AdviseRequest {
  'messageId'?: (string);
  /**
   * With the amount that is captured, or authorized.
   */
  'transaction'?: (_tongfen_issuer_v1_Transaction | null);
  'cause'?: (_tongfen_issuer_v1_AdviceCause);
  /**
   * The transaction is captured; else it is only authorized, which a STAND_IN may be.
   */
  'capture'?: (boolean);
  /**
   * When the network will have ended the authorization. Unset with `capture`.
   */
  'endsBy'?: (_google_protobuf_Timestamp | null);
}

export interface AdviseRequest__Output {
  'messageId': (string);
  /**
   * With the amount that is captured, or authorized.
   */
  'transaction': (_tongfen_issuer_v1_Transaction__Output | null);
  'cause': (_tongfen_issuer_v1_AdviceCause__Output);
  /**
   * The transaction is captured; else it is only authorized, which a STAND_IN may be.
   */
  'capture': (boolean);
  /**
   * When the network will have ended the authorization. Unset with `capture`.
   */
  'endsBy': (_google_protobuf_Timestamp__Output | null);
}
