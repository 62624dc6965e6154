// Original file: proto/tongfen/v1/settlement.proto


export interface ListCyclesRequest {
  /**
   * Only cycles before this one; 0 for all.
   */
  'before'?: (number);
  /**
   * 1 to 500; 0 for 50.
   */
  'pageSize'?: (number);
}

export interface ListCyclesRequest__Output {
  /**
   * Only cycles before this one; 0 for all.
   */
  'before': (number);
  /**
   * 1 to 500; 0 for 50.
   */
  'pageSize': (number);
}
