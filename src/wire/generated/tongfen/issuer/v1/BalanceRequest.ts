// Original file: proto/tongfen/issuer/v1/host.proto

import type { Long } from '@grpc/proto-loader';

export interface BalanceRequest {
  'card'?: (number | string | Long);
  'program'?: (string);
}

export interface BalanceRequest__Output {
  'card': (number);
  'program': (string);
}
