// Original file: proto/tongfen/v1/settlement.proto


export interface CloseCycleRequest {
  'cycle'?: (number);
  /**
   * The business date of the next cycle, yyyymmdd, within 31 days; 0 for the day after.
   */
  'businessDate'?: (number);
}

export interface CloseCycleRequest__Output {
  'cycle': (number);
  /**
   * The business date of the next cycle, yyyymmdd, within 31 days; 0 for the day after.
   */
  'businessDate': (number);
}
