// Original file: proto/tongfen/v1/clearing.proto

import type { Long } from '@grpc/proto-loader';

export interface GetTransactionRequest {
  'card'?: (number | string | Long);
  'id'?: (string);
}

export interface GetTransactionRequest__Output {
  'card': (number);
  'id': (string);
}
