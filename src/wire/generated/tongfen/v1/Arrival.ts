// Original file: proto/tongfen/v1/network.proto

/**
 * When points that arrive by an exchange expire.
 */
export const Arrival = {
  ARRIVAL_UNSPECIFIED: 'ARRIVAL_UNSPECIFIED',
  /**
   * As if they were earned that day.
   */
  BY_POLICY: 'BY_POLICY',
  /**
   * The same, but no later than the points expired that they were made of.
   */
  OLDER_DAY: 'OLDER_DAY',
} as const;

/**
 * When points that arrive by an exchange expire.
 */
export type Arrival =
  | 'ARRIVAL_UNSPECIFIED'
  | 0
  /**
   * As if they were earned that day.
   */
  | 'BY_POLICY'
  | 1
  /**
   * The same, but no later than the points expired that they were made of.
   */
  | 'OLDER_DAY'
  | 2

/**
 * When points that arrive by an exchange expire.
 */
export type Arrival__Output = typeof Arrival[keyof typeof Arrival]
