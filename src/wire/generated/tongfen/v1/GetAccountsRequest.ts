// Original file: proto/tongfen/v1/accounts.proto

import type { Long } from '@grpc/proto-loader';

export interface GetAccountsRequest {
  'card'?: (number | string | Long);
  /**
   * One program only; empty for all.
   */
  'program'?: (string);
}

export interface GetAccountsRequest__Output {
  'card': (number);
  /**
   * One program only; empty for all.
   */
  'program': (string);
}
