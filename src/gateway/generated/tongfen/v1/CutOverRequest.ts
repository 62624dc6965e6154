// Original file: proto/tongfen/v1/network.proto


export interface CutOverRequest {
  /**
   * The business date of the next cycle, yyyymmdd, later than the present one; 0 for the day after it.
   */
  'businessDate'?: (number);
}

export interface CutOverRequest__Output {
  /**
   * The business date of the next cycle, yyyymmdd, later than the present one; 0 for the day after it.
   */
  'businessDate': (number);
}
