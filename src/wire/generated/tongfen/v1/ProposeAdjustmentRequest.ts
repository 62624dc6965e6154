// Original file: proto/tongfen/v1/reconciliation.proto

import type { Long } from '@grpc/proto-loader';

export interface ProposeAdjustmentRequest {
  'reconciliation'?: (number | string | Long);
  'break'?: (number | string | Long);
}

export interface ProposeAdjustmentRequest__Output {
  'reconciliation': (number);
  'break': (number);
}
