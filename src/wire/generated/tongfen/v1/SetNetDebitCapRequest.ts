// Original file: proto/tongfen/v1/network.proto

import type { Long } from '@grpc/proto-loader';

export interface SetNetDebitCapRequest {
  'participant'?: (string);
  /**
   * In millionths of a standard point: 0 to 2^53 - 1.
   */
  'capMicro'?: (number | string | Long);
}

export interface SetNetDebitCapRequest__Output {
  'participant': (string);
  /**
   * In millionths of a standard point: 0 to 2^53 - 1.
   */
  'capMicro': (number);
}
