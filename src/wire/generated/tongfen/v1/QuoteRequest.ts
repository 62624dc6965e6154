// Original file: proto/tongfen/v1/clearing.proto

import type { Long } from '@grpc/proto-loader';

export interface QuoteRequest {
  'fromProgram'?: (string);
  'toProgram'?: (string);
  /**
   * What is debited.
   */
  'amountIn'?: (number | string | Long);
  /**
   * What has to arrive at least: the smallest amount to debit is found.
   */
  'amountOut'?: (number | string | Long);
  /**
   * In the smallest unit of its program: 1 to 10^12.
   */
  'amount'?: "amountIn"|"amountOut";
}

export interface QuoteRequest__Output {
  'fromProgram': (string);
  'toProgram': (string);
  /**
   * What is debited.
   */
  'amountIn'?: (number);
  /**
   * What has to arrive at least: the smallest amount to debit is found.
   */
  'amountOut'?: (number);
  /**
   * In the smallest unit of its program: 1 to 10^12.
   */
  'amount'?: "amountIn"|"amountOut";
}
