// Original file: proto/tongfen/v1/reconciliation.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What one side says of a transaction.
 */
export interface BreakSide {
  'outcome'?: (string);
  'amount'?: (number | string | Long);
  'postedChange'?: (number | string | Long);
}

/**
 * What one side says of a transaction.
 */
export interface BreakSide__Output {
  'outcome': (string);
  'amount': (number);
  'postedChange': (number);
}
