// Original file: proto/tongfen/v1/accounts.proto

import type { Long } from '@grpc/proto-loader';

export interface Lot {
  /**
   * Last day on which these points may be spent, yyyymmdd; 99991231 never expires.
   */
  'expiresOn'?: (number);
  'amount'?: (number | string | Long);
}

export interface Lot__Output {
  /**
   * Last day on which these points may be spent, yyyymmdd; 99991231 never expires.
   */
  'expiresOn': (number);
  'amount': (number);
}
