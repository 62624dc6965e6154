// Original file: proto/tongfen/v1/network.proto


export interface CutOverRequest {
  /**
   * The business date of the next cycle, yyyymmdd, later than the present one; 0 for the day after it. At most 31 days
   * after the present one, for points expire by it: who is further behind cuts over in steps.
   */
  'businessDate'?: (number);
}

export interface CutOverRequest__Output {
  /**
   * The business date of the next cycle, yyyymmdd, later than the present one; 0 for the day after it. At most 31 days
   * after the present one, for points expire by it: who is further behind cuts over in steps.
   */
  'businessDate': (number);
}
