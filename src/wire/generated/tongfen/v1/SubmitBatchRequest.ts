// Original file: proto/tongfen/v1/clearing.proto

import type { Transaction as _tongfen_v1_Transaction, Transaction__Output as _tongfen_v1_Transaction__Output } from '../../tongfen/v1/Transaction.ts';
import type { Long } from '@grpc/proto-loader';

export interface SubmitBatchRequest {
  /**
   * Chosen by the client to tell the answers of a stream apart.
   */
  'batch'?: (number | string | Long);
  /**
   * At most 2,000.
   */
  'transactions'?: (_tongfen_v1_Transaction)[];
}

export interface SubmitBatchRequest__Output {
  /**
   * Chosen by the client to tell the answers of a stream apart.
   */
  'batch': (number);
  /**
   * At most 2,000.
   */
  'transactions': (_tongfen_v1_Transaction__Output)[];
}
