// Original file: proto/tongfen/v1/settlement.proto

/**
 * Only moves forward.
 */
export const ExceptionState = {
  EXCEPTION_STATE_UNSPECIFIED: 'EXCEPTION_STATE_UNSPECIFIED',
  EXCEPTION_OPEN: 'EXCEPTION_OPEN',
  /**
   * One of the two proposes to reverse it.
   */
  EXCEPTION_PROPOSED: 'EXCEPTION_PROPOSED',
  /**
   * Both agree, and it is not posted: to be said again. Where the ledger declined, see outcome; then it may be upheld.
   */
  EXCEPTION_APPROVED: 'EXCEPTION_APPROVED',
  EXCEPTION_REVERSED: 'EXCEPTION_REVERSED',
  EXCEPTION_UPHELD: 'EXCEPTION_UPHELD',
} as const;

/**
 * Only moves forward.
 */
export type ExceptionState =
  | 'EXCEPTION_STATE_UNSPECIFIED'
  | 0
  | 'EXCEPTION_OPEN'
  | 1
  /**
   * One of the two proposes to reverse it.
   */
  | 'EXCEPTION_PROPOSED'
  | 2
  /**
   * Both agree, and it is not posted: to be said again. Where the ledger declined, see outcome; then it may be upheld.
   */
  | 'EXCEPTION_APPROVED'
  | 3
  | 'EXCEPTION_REVERSED'
  | 4
  | 'EXCEPTION_UPHELD'
  | 5

/**
 * Only moves forward.
 */
export type ExceptionState__Output = typeof ExceptionState[keyof typeof ExceptionState]
