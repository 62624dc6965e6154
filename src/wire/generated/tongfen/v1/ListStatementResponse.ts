// Original file: proto/tongfen/v1/accounts.proto

import type { CommittedTransaction as _tongfen_v1_CommittedTransaction, CommittedTransaction__Output as _tongfen_v1_CommittedTransaction__Output } from '../../tongfen/v1/CommittedTransaction.ts';

export interface ListStatementResponse {
  'transactions'?: (_tongfen_v1_CommittedTransaction)[];
  /**
   * Empty on the last page.
   */
  'nextPageToken'?: (string);
}

export interface ListStatementResponse__Output {
  'transactions': (_tongfen_v1_CommittedTransaction__Output)[];
  /**
   * Empty on the last page.
   */
  'nextPageToken': (string);
}
