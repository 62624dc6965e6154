// Original file: proto/tongfen/v1/reconciliation.proto

import type { Long } from '@grpc/proto-loader';

export interface ListBreaksRequest {
  'reconciliation'?: (number | string | Long);
  /**
   * Only those behind this number.
   */
  'after'?: (number | string | Long);
  /**
   * 1 to 1,000; 0 for 100.
   */
  'pageSize'?: (number);
}

export interface ListBreaksRequest__Output {
  'reconciliation': (number);
  /**
   * Only those behind this number.
   */
  'after': (number);
  /**
   * 1 to 1,000; 0 for 100.
   */
  'pageSize': (number);
}
