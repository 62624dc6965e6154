// Original file: proto/tongfen/v1/network.proto


export interface FixedDayExpiry {
  /**
   * Points expire on the next such day after earning.
   */
  'month'?: (number);
  'day'?: (number);
}

export interface FixedDayExpiry__Output {
  /**
   * Points expire on the next such day after earning.
   */
  'month': (number);
  'day': (number);
}
