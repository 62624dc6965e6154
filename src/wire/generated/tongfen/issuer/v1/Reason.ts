// Original file: proto/tongfen/issuer/v1/host.proto

/**
 * Why not, in order of precedence. Unspecified in an answer that approves or accepts.
 */
export const Reason = {
  REASON_UNSPECIFIED: 'REASON_UNSPECIFIED',
  /**
   * The transaction was reversed, before it arrived or after.
   */
  TRANSACTION_REVERSED: 'TRANSACTION_REVERSED',
  /**
   * Another message has authorized the transaction, or was declined for it.
   */
  TRANSACTION_KNOWN: 'TRANSACTION_KNOWN',
  PROGRAM_UNKNOWN: 'PROGRAM_UNKNOWN',
  CARD_UNKNOWN: 'CARD_UNKNOWN',
  CARD_BLOCKED: 'CARD_BLOCKED',
  /**
   * Above the host's limit for one transaction.
   */
  AMOUNT_ABOVE_LIMIT: 'AMOUNT_ABOVE_LIMIT',
  /**
   * More than what the member may spend.
   */
  INSUFFICIENT_POINTS: 'INSUFFICIENT_POINTS',
  /**
   * A balance would pass 2^53 - 1.
   */
  BALANCE_OVERFLOW: 'BALANCE_OVERFLOW',
  /**
   * Capture: no authorization of this transaction was approved.
   */
  AUTHORIZATION_UNKNOWN: 'AUTHORIZATION_UNKNOWN',
  /**
   * Capture: the authorization was captured or reversed before.
   */
  AUTHORIZATION_CLOSED: 'AUTHORIZATION_CLOSED',
  /**
   * Capture, Advise: more than was authorized.
   */
  AMOUNT_ABOVE_AUTHORIZED: 'AMOUNT_ABOVE_AUTHORIZED',
  /**
   * Advise: the transaction was captured or authorized with another amount, or is of another card, program or direction.
   */
  TRANSACTION_DIFFERENT: 'TRANSACTION_DIFFERENT',
  /**
   * A rule of the issuer's own.
   */
  REFUSED: 'REFUSED',
} as const;

/**
 * Why not, in order of precedence. Unspecified in an answer that approves or accepts.
 */
export type Reason =
  | 'REASON_UNSPECIFIED'
  | 0
  /**
   * The transaction was reversed, before it arrived or after.
   */
  | 'TRANSACTION_REVERSED'
  | 1
  /**
   * Another message has authorized the transaction, or was declined for it.
   */
  | 'TRANSACTION_KNOWN'
  | 2
  | 'PROGRAM_UNKNOWN'
  | 3
  | 'CARD_UNKNOWN'
  | 4
  | 'CARD_BLOCKED'
  | 5
  /**
   * Above the host's limit for one transaction.
   */
  | 'AMOUNT_ABOVE_LIMIT'
  | 6
  /**
   * More than what the member may spend.
   */
  | 'INSUFFICIENT_POINTS'
  | 7
  /**
   * A balance would pass 2^53 - 1.
   */
  | 'BALANCE_OVERFLOW'
  | 8
  /**
   * Capture: no authorization of this transaction was approved.
   */
  | 'AUTHORIZATION_UNKNOWN'
  | 9
  /**
   * Capture: the authorization was captured or reversed before.
   */
  | 'AUTHORIZATION_CLOSED'
  | 10
  /**
   * Capture, Advise: more than was authorized.
   */
  | 'AMOUNT_ABOVE_AUTHORIZED'
  | 11
  /**
   * Advise: the transaction was captured or authorized with another amount, or is of another card, program or direction.
   */
  | 'TRANSACTION_DIFFERENT'
  | 12
  /**
   * A rule of the issuer's own.
   */
  | 'REFUSED'
  | 13

/**
 * Why not, in order of precedence. Unspecified in an answer that approves or accepts.
 */
export type Reason__Output = typeof Reason[keyof typeof Reason]
