// Original file: proto/tongfen/v1/clearing.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What an exchange posts in standard points (标准积分), in millionths of one. The issuer of the points that were taken owes
 * `taken_micro`; of that the issuer of the points that arrived is owed `given_micro`, and the network keeps the rest.
 */
export interface StandardPostings {
  'takenMicro'?: (number | string | Long);
  'givenMicro'?: (number | string | Long);
  'spreadMicro'?: (number | string | Long);
  'roundingMicro'?: (number | string | Long);
  /**
   * What arrived, in the smallest unit of the other program.
   */
  'amountOut'?: (number | string | Long);
}

/**
 * What an exchange posts in standard points (标准积分), in millionths of one. The issuer of the points that were taken owes
 * `taken_micro`; of that the issuer of the points that arrived is owed `given_micro`, and the network keeps the rest.
 */
export interface StandardPostings__Output {
  'takenMicro': (number);
  'givenMicro': (number);
  'spreadMicro': (number);
  'roundingMicro': (number);
  /**
   * What arrived, in the smallest unit of the other program.
   */
  'amountOut': (number);
}
