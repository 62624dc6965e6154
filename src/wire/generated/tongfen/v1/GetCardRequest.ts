// Original file: proto/tongfen/v1/accounts.proto

import type { Long } from '@grpc/proto-loader';

export interface GetCardRequest {
  'card'?: (number | string | Long);
  'alias'?: (string);
  'by'?: "card"|"alias";
}

export interface GetCardRequest__Output {
  'card'?: (number);
  'alias'?: (string);
  'by'?: "card"|"alias";
}
