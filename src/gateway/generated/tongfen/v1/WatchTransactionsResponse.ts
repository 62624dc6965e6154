// Original file: proto/tongfen/v1/clearing.proto

import type { CommittedTransaction as _tongfen_v1_CommittedTransaction, CommittedTransaction__Output as _tongfen_v1_CommittedTransaction__Output } from '../../tongfen/v1/CommittedTransaction.ts';

export interface WatchTransactionsResponse {
  'transactions'?: (_tongfen_v1_CommittedTransaction)[];
  /**
   * Store it with what you made of the transactions: the stream goes on behind them.
   */
  'cursor'?: (string);
}

export interface WatchTransactionsResponse__Output {
  'transactions': (_tongfen_v1_CommittedTransaction__Output)[];
  /**
   * Store it with what you made of the transactions: the stream goes on behind them.
   */
  'cursor': (string);
}
