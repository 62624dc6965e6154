// Original file: proto/tongfen/issuer/v1/host.proto

import type { Transaction as _tongfen_issuer_v1_Transaction, Transaction__Output as _tongfen_issuer_v1_Transaction__Output } from '../../../tongfen/issuer/v1/Transaction.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

export interface AuthorizeRequest {
  'messageId'?: (string);
  'transaction'?: (_tongfen_issuer_v1_Transaction | null);
  /**
   * Authorize and capture in one message.
   */
  'capture'?: (boolean);
  /**
   * When the network will have ended the authorization, by Capture or by Reverse; for the member's statement. Unset with
   * `capture`.
   */
  'endsBy'?: (_google_protobuf_Timestamp | null);
}

export interface AuthorizeRequest__Output {
  'messageId': (string);
  'transaction': (_tongfen_issuer_v1_Transaction__Output | null);
  /**
   * Authorize and capture in one message.
   */
  'capture': (boolean);
  /**
   * When the network will have ended the authorization, by Capture or by Reverse; for the member's statement. Unset with
   * `capture`.
   */
  'endsBy': (_google_protobuf_Timestamp__Output | null);
}
