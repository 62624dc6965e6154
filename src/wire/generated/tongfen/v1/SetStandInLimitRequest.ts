// Original file: proto/tongfen/v1/network.proto

import type { Long } from '@grpc/proto-loader';

export interface SetStandInLimitRequest {
  'participant'?: (string);
  /**
   * In millionths of a standard point: 0 to 2^53 - 1.
   */
  'limitMicro'?: (number | string | Long);
}

export interface SetStandInLimitRequest__Output {
  'participant': (string);
  /**
   * In millionths of a standard point: 0 to 2^53 - 1.
   */
  'limitMicro': (number);
}
