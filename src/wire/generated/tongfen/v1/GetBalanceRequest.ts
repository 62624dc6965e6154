// Original file: proto/tongfen/v1/accounts.proto

import type { Long } from '@grpc/proto-loader';

export interface GetBalanceRequest {
  'card'?: (number | string | Long);
  'program'?: (string);
}

export interface GetBalanceRequest__Output {
  'card': (number);
  'program': (string);
}
