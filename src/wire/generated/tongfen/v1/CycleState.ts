// Original file: proto/tongfen/v1/settlement.proto

export const CycleState = {
  CYCLE_STATE_UNSPECIFIED: 'CYCLE_STATE_UNSPECIFIED',
  /**
   * The network is in it.
   */
  CYCLE_OPEN: 'CYCLE_OPEN',
  /**
   * It is over; some shard has not left it yet.
   */
  CYCLE_CROSSING: 'CYCLE_CROSSING',
  /**
   * What everybody owes is known.
   */
  CYCLE_CLOSED: 'CYCLE_CLOSED',
  /**
   * Everybody has settled.
   */
  CYCLE_SETTLED: 'CYCLE_SETTLED',
} as const;

export type CycleState =
  | 'CYCLE_STATE_UNSPECIFIED'
  | 0
  /**
   * The network is in it.
   */
  | 'CYCLE_OPEN'
  | 1
  /**
   * It is over; some shard has not left it yet.
   */
  | 'CYCLE_CROSSING'
  | 2
  /**
   * What everybody owes is known.
   */
  | 'CYCLE_CLOSED'
  | 3
  /**
   * Everybody has settled.
   */
  | 'CYCLE_SETTLED'
  | 4

export type CycleState__Output = typeof CycleState[keyof typeof CycleState]
