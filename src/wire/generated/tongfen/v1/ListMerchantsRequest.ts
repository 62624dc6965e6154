// Original file: proto/tongfen/v1/network.proto


export interface ListMerchantsRequest {
  /**
   * Only those whose code comes behind this one; empty for the first.
   */
  'after'?: (string);
  /**
   * 1 to 1,000; 0 for 1,000.
   */
  'pageSize'?: (number);
}

export interface ListMerchantsRequest__Output {
  /**
   * Only those whose code comes behind this one; empty for the first.
   */
  'after': (string);
  /**
   * 1 to 1,000; 0 for 1,000.
   */
  'pageSize': (number);
}
