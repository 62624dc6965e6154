// Original file: proto/tongfen/v1/clearing.proto

import type { TransactionResult as _tongfen_v1_TransactionResult, TransactionResult__Output as _tongfen_v1_TransactionResult__Output } from '../../tongfen/v1/TransactionResult.ts';

export interface SubmitResponse {
  'result'?: (_tongfen_v1_TransactionResult | null);
}

export interface SubmitResponse__Output {
  'result': (_tongfen_v1_TransactionResult__Output | null);
}
