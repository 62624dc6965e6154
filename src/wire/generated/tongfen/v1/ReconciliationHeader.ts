// Original file: proto/tongfen/v1/reconciliation.proto


export interface ReconciliationHeader {
  'cycle'?: (number);
  /**
   * Empty for the caller itself; only the operator may name another.
   */
  'participant'?: (string);
}

export interface ReconciliationHeader__Output {
  'cycle': (number);
  /**
   * Empty for the caller itself; only the operator may name another.
   */
  'participant': (string);
}
