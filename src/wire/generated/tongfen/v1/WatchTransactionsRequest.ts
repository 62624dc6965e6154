// Original file: proto/tongfen/v1/clearing.proto


export interface WatchTransactionsRequest {
  /**
   * From an earlier answer; empty for the beginning of the journal.
   */
  'cursor'?: (string);
  /**
   * Start at the end of the journal instead, with what commits from now on. Only without a cursor. The first answer comes
   * at once: no transactions, and the cursor of where the stream starts.
   */
  'fromNow'?: (boolean);
}

export interface WatchTransactionsRequest__Output {
  /**
   * From an earlier answer; empty for the beginning of the journal.
   */
  'cursor': (string);
  /**
   * Start at the end of the journal instead, with what commits from now on. Only without a cursor. The first answer comes
   * at once: no transactions, and the cursor of where the stream starts.
   */
  'fromNow': (boolean);
}
