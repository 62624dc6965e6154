// Original file: proto/tongfen/v1/clearing.proto

import type { CommittedTransaction as _tongfen_v1_CommittedTransaction, CommittedTransaction__Output as _tongfen_v1_CommittedTransaction__Output } from '../../tongfen/v1/CommittedTransaction.ts';
import type { Exposure as _tongfen_v1_Exposure, Exposure__Output as _tongfen_v1_Exposure__Output } from '../../tongfen/v1/Exposure.ts';

export interface WatchTransactionsResponse {
  'transactions'?: (_tongfen_v1_CommittedTransaction)[];
  /**
   * Store it with what you made of the transactions: the stream goes on behind them.
   */
  'cursor'?: (string);
  /**
   * Issuers that came close to their net debit cap, or are no longer; the caller itself, all of them for the operator.
   * A stream begins with those that are close.
   */
  'exposures'?: (_tongfen_v1_Exposure)[];
}

export interface WatchTransactionsResponse__Output {
  'transactions': (_tongfen_v1_CommittedTransaction__Output)[];
  /**
   * Store it with what you made of the transactions: the stream goes on behind them.
   */
  'cursor': (string);
  /**
   * Issuers that came close to their net debit cap, or are no longer; the caller itself, all of them for the operator.
   * A stream begins with those that are close.
   */
  'exposures': (_tongfen_v1_Exposure__Output)[];
}
