// Original file: proto/tongfen/v1/clearing.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { StandardPostings as _tongfen_v1_StandardPostings, StandardPostings__Output as _tongfen_v1_StandardPostings__Output } from '../../tongfen/v1/StandardPostings.ts';
import type { Long } from '@grpc/proto-loader';

export interface QuoteResponse {
  /**
   * For `amount` of the exchange.
   */
  'amountIn'?: (number | string | Long);
  /**
   * What arrives.
   */
  'amountOut'?: (number | string | Long);
  /**
   * For `exchange.quote`.
   */
  'token'?: (string);
  'expiresAt'?: (_google_protobuf_Timestamp | null);
  'standard'?: (_tongfen_v1_StandardPostings | null);
}

export interface QuoteResponse__Output {
  /**
   * For `amount` of the exchange.
   */
  'amountIn': (number);
  /**
   * What arrives.
   */
  'amountOut': (number);
  /**
   * For `exchange.quote`.
   */
  'token': (string);
  'expiresAt': (_google_protobuf_Timestamp__Output | null);
  'standard': (_tongfen_v1_StandardPostings__Output | null);
}
