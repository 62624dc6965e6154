// Original file: proto/tongfen/v1/clearing.proto

export const Adjustment = {
  ADJUSTMENT_UNSPECIFIED: 'ADJUSTMENT_UNSPECIFIED',
  /**
   * Gives the member points.
   */
  CREDIT: 'CREDIT',
  /**
   * Takes points from the member.
   */
  DEBIT: 'DEBIT',
} as const;

export type Adjustment =
  | 'ADJUSTMENT_UNSPECIFIED'
  | 0
  /**
   * Gives the member points.
   */
  | 'CREDIT'
  | 1
  /**
   * Takes points from the member.
   */
  | 'DEBIT'
  | 2

export type Adjustment__Output = typeof Adjustment[keyof typeof Adjustment]
