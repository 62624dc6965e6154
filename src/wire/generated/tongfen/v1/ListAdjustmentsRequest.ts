// Original file: proto/tongfen/v1/reconciliation.proto

import type { Long } from '@grpc/proto-loader';

export interface ListAdjustmentsRequest {
  'reconciliation'?: (number | string | Long);
}

export interface ListAdjustmentsRequest__Output {
  'reconciliation': (number);
}
