// Original file: proto/tongfen/v1/clearing.proto

/**
 * What became of a transaction, in order of precedence. Recorded with the id, for ever; see docs/errors.md.
 */
export const Outcome = {
  OUTCOME_UNSPECIFIED: 'OUTCOME_UNSPECIFIED',
  /**
   * It is cleared.
   */
  POSTED: 'POSTED',
  /**
   * The id was used before on this card with other content. Nothing was stored.
   */
  ID_REUSED: 'ID_REUSED',
  PROGRAM_UNKNOWN: 'PROGRAM_UNKNOWN',
  PROGRAM_BLOCKED: 'PROGRAM_BLOCKED',
  /**
   * No such card; for a transfer also: no such receiving card.
   */
  CARD_UNKNOWN: 'CARD_UNKNOWN',
  CARD_BLOCKED: 'CARD_BLOCKED',
  /**
   * No such merchant, or it does not accept this program.
   */
  MERCHANT_UNKNOWN: 'MERCHANT_UNKNOWN',
  MERCHANT_BLOCKED: 'MERCHANT_BLOCKED',
  /**
   * Above the program's limit per transaction; for an exchange also: above that of the other program, or worth more than
   * an exchange may be.
   */
  AMOUNT_ABOVE_LIMIT: 'AMOUNT_ABOVE_LIMIT',
  /**
   * The program's issuer keeps the accounts itself, and this is not cleared there: a transfer, an adjustment, an item of
   * a linked chain.
   */
  PROGRAM_EXTERNAL: 'PROGRAM_EXTERNAL',
  /**
   * The quote is expired, changed, for another exchange or another participant's.
   */
  QUOTE_INVALID: 'QUOTE_INVALID',
  /**
   * At the rate of the moment less would arrive than the lowest acceptable amount.
   */
  AMOUNT_BELOW_MINIMUM: 'AMOUNT_BELOW_MINIMUM',
  INSUFFICIENT_POINTS: 'INSUFFICIENT_POINTS',
  /**
   * A balance would pass 2^53 - 1.
   */
  BALANCE_OVERFLOW: 'BALANCE_OVERFLOW',
  /**
   * The issuer of the points would owe the network more than it may.
   */
  NET_DEBIT_CAP: 'NET_DEBIT_CAP',
  HOLD_UNKNOWN: 'HOLD_UNKNOWN',
  HOLD_EXPIRED: 'HOLD_EXPIRED',
  /**
   * The hold was captured or released before.
   */
  HOLD_CLOSED: 'HOLD_CLOSED',
  AMOUNT_ABOVE_HOLD: 'AMOUNT_ABOVE_HOLD',
  ORIGINAL_UNKNOWN: 'ORIGINAL_UNKNOWN',
  /**
   * The original did not post, or is of a type that is not reversed.
   */
  ORIGINAL_NOT_REVERSIBLE: 'ORIGINAL_NOT_REVERSIBLE',
  /**
   * More than what is left of the original.
   */
  AMOUNT_ABOVE_ORIGINAL: 'AMOUNT_ABOVE_ORIGINAL',
  /**
   * The issuer's host declined, for a reason of its own.
   */
  ISSUER_DECLINED: 'ISSUER_DECLINED',
  /**
   * The issuer's host did not answer. What it may have done all the same is undone.
   */
  ISSUER_UNAVAILABLE: 'ISSUER_UNAVAILABLE',
  /**
   * Another item of its linked chain was declined.
   */
  LINKED_DECLINED: 'LINKED_DECLINED',
  /**
   * The account has 1,000 open holds.
   */
  TOO_MANY_HOLDS: 'TOO_MANY_HOLDS',
} as const;

/**
 * What became of a transaction, in order of precedence. Recorded with the id, for ever; see docs/errors.md.
 */
export type Outcome =
  | 'OUTCOME_UNSPECIFIED'
  | 0
  /**
   * It is cleared.
   */
  | 'POSTED'
  | 1
  /**
   * The id was used before on this card with other content. Nothing was stored.
   */
  | 'ID_REUSED'
  | 2
  | 'PROGRAM_UNKNOWN'
  | 3
  | 'PROGRAM_BLOCKED'
  | 4
  /**
   * No such card; for a transfer also: no such receiving card.
   */
  | 'CARD_UNKNOWN'
  | 5
  | 'CARD_BLOCKED'
  | 6
  /**
   * No such merchant, or it does not accept this program.
   */
  | 'MERCHANT_UNKNOWN'
  | 7
  | 'MERCHANT_BLOCKED'
  | 8
  /**
   * Above the program's limit per transaction; for an exchange also: above that of the other program, or worth more than
   * an exchange may be.
   */
  | 'AMOUNT_ABOVE_LIMIT'
  | 9
  /**
   * The program's issuer keeps the accounts itself, and this is not cleared there: a transfer, an adjustment, an item of
   * a linked chain.
   */
  | 'PROGRAM_EXTERNAL'
  | 10
  /**
   * The quote is expired, changed, for another exchange or another participant's.
   */
  | 'QUOTE_INVALID'
  | 11
  /**
   * At the rate of the moment less would arrive than the lowest acceptable amount.
   */
  | 'AMOUNT_BELOW_MINIMUM'
  | 12
  | 'INSUFFICIENT_POINTS'
  | 13
  /**
   * A balance would pass 2^53 - 1.
   */
  | 'BALANCE_OVERFLOW'
  | 14
  /**
   * The issuer of the points would owe the network more than it may.
   */
  | 'NET_DEBIT_CAP'
  | 15
  | 'HOLD_UNKNOWN'
  | 16
  | 'HOLD_EXPIRED'
  | 17
  /**
   * The hold was captured or released before.
   */
  | 'HOLD_CLOSED'
  | 18
  | 'AMOUNT_ABOVE_HOLD'
  | 19
  | 'ORIGINAL_UNKNOWN'
  | 20
  /**
   * The original did not post, or is of a type that is not reversed.
   */
  | 'ORIGINAL_NOT_REVERSIBLE'
  | 21
  /**
   * More than what is left of the original.
   */
  | 'AMOUNT_ABOVE_ORIGINAL'
  | 22
  /**
   * The issuer's host declined, for a reason of its own.
   */
  | 'ISSUER_DECLINED'
  | 23
  /**
   * The issuer's host did not answer. What it may have done all the same is undone.
   */
  | 'ISSUER_UNAVAILABLE'
  | 24
  /**
   * Another item of its linked chain was declined.
   */
  | 'LINKED_DECLINED'
  | 25
  /**
   * The account has 1,000 open holds.
   */
  | 'TOO_MANY_HOLDS'
  | 26

/**
 * What became of a transaction, in order of precedence. Recorded with the id, for ever; see docs/errors.md.
 */
export type Outcome__Output = typeof Outcome[keyof typeof Outcome]
