// Original file: proto/tongfen/v1/settlement.proto


export interface OutstandingPoints {
  /**
   * The month in which they expire, yyyymm; 999912 for those that never do; 0 for what is overdrawn, below zero.
   */
  'month'?: (number);
  'amount'?: (string);
}

export interface OutstandingPoints__Output {
  /**
   * The month in which they expire, yyyymm; 999912 for those that never do; 0 for what is overdrawn, below zero.
   */
  'month': (number);
  'amount': (string);
}
