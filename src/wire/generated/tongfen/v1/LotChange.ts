// Original file: proto/tongfen/v1/clearing.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Points of one day of expiry.
 */
export interface LotChange {
  /**
   * yyyymmdd; 99991231 never expires.
   */
  'expiresOn'?: (number);
  /**
   * Change of the lot, in the program's smallest unit.
   */
  'change'?: (number | string | Long);
}

/**
 * Points of one day of expiry.
 */
export interface LotChange__Output {
  /**
   * yyyymmdd; 99991231 never expires.
   */
  'expiresOn': (number);
  /**
   * Change of the lot, in the program's smallest unit.
   */
  'change': (number);
}
