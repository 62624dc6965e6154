// Original file: proto/tongfen/v1/clearing.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What the points of an EXCHANGE become.
 */
export interface Exchange {
  /**
   * Another program of the network.
   */
  'toProgram'?: (string);
  /**
   * The least that has to arrive at the rate of the moment, in the smallest unit of `to_program`: 1 to 10^12. Only without
   * a quote.
   */
  'amountOutMin'?: (number | string | Long);
  /**
   * Token of a Quote: what it promises arrives, until it expires.
   */
  'quote'?: (string);
}

/**
 * What the points of an EXCHANGE become.
 */
export interface Exchange__Output {
  /**
   * Another program of the network.
   */
  'toProgram': (string);
  /**
   * The least that has to arrive at the rate of the moment, in the smallest unit of `to_program`: 1 to 10^12. Only without
   * a quote.
   */
  'amountOutMin': (number);
  /**
   * Token of a Quote: what it promises arrives, until it expires.
   */
  'quote': (string);
}
