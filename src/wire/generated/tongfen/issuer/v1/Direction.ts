// Original file: proto/tongfen/issuer/v1/host.proto

/**
 * Seen from the member.
 */
export const Direction = {
  DIRECTION_UNSPECIFIED: 'DIRECTION_UNSPECIFIED',
  /**
   * Takes points from the member.
   */
  DEBIT: 'DEBIT',
  /**
   * Gives the member points.
   */
  CREDIT: 'CREDIT',
} as const;

/**
 * Seen from the member.
 */
export type Direction =
  | 'DIRECTION_UNSPECIFIED'
  | 0
  /**
   * Takes points from the member.
   */
  | 'DEBIT'
  | 1
  /**
   * Gives the member points.
   */
  | 'CREDIT'
  | 2

/**
 * Seen from the member.
 */
export type Direction__Output = typeof Direction[keyof typeof Direction]
