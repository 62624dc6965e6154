// Original file: proto/tongfen/v1/network.proto

import type { Long } from '@grpc/proto-loader';

export interface Exposure {
  /**
   * An issuer.
   */
  'participant'?: (string);
  /**
   * What it owes the network, in millionths of a standard point; below zero, the network owes it.
   */
  'owedMicro'?: (number | string | Long);
  /**
   * Its net debit cap; unset for none.
   */
  'capMicro'?: (number | string | Long);
  /**
   * It owes 80% of its cap or more.
   */
  'isNearCap'?: (boolean);
  /**
   * What the network has stood in for and its host has not heard of, in millionths of a standard point.
   */
  'standInMicro'?: (number | string | Long);
  /**
   * The most that it stands in for; unset where it does not.
   */
  'standInLimitMicro'?: (number | string | Long);
  '_capMicro'?: "capMicro";
  '_standInLimitMicro'?: "standInLimitMicro";
}

export interface Exposure__Output {
  /**
   * An issuer.
   */
  'participant': (string);
  /**
   * What it owes the network, in millionths of a standard point; below zero, the network owes it.
   */
  'owedMicro': (number);
  /**
   * Its net debit cap; unset for none.
   */
  'capMicro'?: (number);
  /**
   * It owes 80% of its cap or more.
   */
  'isNearCap': (boolean);
  /**
   * What the network has stood in for and its host has not heard of, in millionths of a standard point.
   */
  'standInMicro': (number);
  /**
   * The most that it stands in for; unset where it does not.
   */
  'standInLimitMicro'?: (number);
  '_capMicro'?: "capMicro";
  '_standInLimitMicro'?: "standInLimitMicro";
}
