// Original file: proto/tongfen/v1/clearing.proto

import type { TransactionResult as _tongfen_v1_TransactionResult, TransactionResult__Output as _tongfen_v1_TransactionResult__Output } from '../../tongfen/v1/TransactionResult.ts';
import type { Status as _google_rpc_Status, Status__Output as _google_rpc_Status__Output } from '../../google/rpc/Status.ts';
import type { Long } from '@grpc/proto-loader';

export interface SubmitBatchResponse {
  'batch'?: (number | string | Long);
  /**
   * One per transaction, in their order; empty when `error` is set.
   */
  'results'?: (_tongfen_v1_TransactionResult)[];
  /**
   * Set when the batch as a whole was not accepted: RESOURCE_EXHAUSTED with google.rpc.QuotaFailure and, unless the batch
   * would always be too long, google.rpc.RetryInfo; or UNAVAILABLE with google.rpc.RetryInfo. After INTERNAL the outcome is
   * unknown.
   */
  'error'?: (_google_rpc_Status | null);
}

export interface SubmitBatchResponse__Output {
  'batch': (number);
  /**
   * One per transaction, in their order; empty when `error` is set.
   */
  'results': (_tongfen_v1_TransactionResult__Output)[];
  /**
   * Set when the batch as a whole was not accepted: RESOURCE_EXHAUSTED with google.rpc.QuotaFailure and, unless the batch
   * would always be too long, google.rpc.RetryInfo; or UNAVAILABLE with google.rpc.RetryInfo. After INTERNAL the outcome is
   * unknown.
   */
  'error': (_google_rpc_Status__Output | null);
}
