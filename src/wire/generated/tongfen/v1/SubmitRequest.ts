// Original file: proto/tongfen/v1/clearing.proto

import type { Transaction as _tongfen_v1_Transaction, Transaction__Output as _tongfen_v1_Transaction__Output } from '../../tongfen/v1/Transaction.ts';

export interface SubmitRequest {
  'transaction'?: (_tongfen_v1_Transaction | null);
}

export interface SubmitRequest__Output {
  'transaction': (_tongfen_v1_Transaction__Output | null);
}
