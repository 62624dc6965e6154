// Original file: proto/tongfen/v1/network.proto

export const Clawback = {
  CLAWBACK_UNSPECIFIED: 'CLAWBACK_UNSPECIFIED',
  /**
   * The reversal of an earn whose points were spent is declined with INSUFFICIENT_POINTS.
   */
  REJECT: 'REJECT',
  /**
   * It takes what is there.
   */
  PARTIAL: 'PARTIAL',
  /**
   * It takes all; the account is below zero until new points come in. Of a transfer, its sender gets what the receiver had spent as
   * points that are earned on the day of the reversal.
   */
  OVERDRAW: 'OVERDRAW',
} as const;

export type Clawback =
  | 'CLAWBACK_UNSPECIFIED'
  | 0
  /**
   * The reversal of an earn whose points were spent is declined with INSUFFICIENT_POINTS.
   */
  | 'REJECT'
  | 1
  /**
   * It takes what is there.
   */
  | 'PARTIAL'
  | 2
  /**
   * It takes all; the account is below zero until new points come in. Of a transfer, its sender gets what the receiver had spent as
   * points that are earned on the day of the reversal.
   */
  | 'OVERDRAW'
  | 3

export type Clawback__Output = typeof Clawback[keyof typeof Clawback]
