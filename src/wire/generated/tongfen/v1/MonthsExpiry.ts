// Original file: proto/tongfen/v1/network.proto


export interface MonthsExpiry {
  /**
   * Points expire at the end of the month that many months after earning: 1 to 120.
   */
  'months'?: (number);
}

export interface MonthsExpiry__Output {
  /**
   * Points expire at the end of the month that many months after earning: 1 to 120.
   */
  'months': (number);
}
