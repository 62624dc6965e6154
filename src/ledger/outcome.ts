/**
 * What can become of a transaction, in order of precedence: where several would apply, the first one is the outcome.
 * Every outcome but `ID_REUSED` is recorded with the transaction's id and is its outcome for ever.
 */
export const OUTCOMES = [
  'POSTED',
  'ID_REUSED',
  'PROGRAM_UNKNOWN',
  'PROGRAM_BLOCKED',
  'CARD_UNKNOWN',
  'CARD_BLOCKED',
  'MERCHANT_UNKNOWN',
  'MERCHANT_BLOCKED',
  'AMOUNT_ABOVE_LIMIT',
  'PROGRAM_EXTERNAL',
  'QUOTE_INVALID',
  'AMOUNT_BELOW_MINIMUM',
  'INSUFFICIENT_POINTS',
  'BALANCE_OVERFLOW',
  'NET_DEBIT_CAP',
  'HOLD_UNKNOWN',
  'HOLD_EXPIRED',
  'HOLD_CLOSED',
  'AMOUNT_ABOVE_HOLD',
  'ORIGINAL_UNKNOWN',
  'ORIGINAL_NOT_REVERSIBLE',
  'AMOUNT_ABOVE_ORIGINAL',
  'ISSUER_DECLINED',
  'ISSUER_UNAVAILABLE',
  'LINKED_DECLINED',
  'TOO_MANY_HOLDS',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Every outcome that is not `POSTED`: nothing moved. */
export type Decline = Exclude<Outcome, 'POSTED'>;

/**
 * Declines by which the program is not known to be one that the submitter may use: it may have named another's, and then the
 * entry is none of that issuer's business. An item that was declined with its chain was not looked at.
 */
export const DECLINED_BEFORE_PROGRAM: readonly Decline[] = ['PROGRAM_UNKNOWN', 'LINKED_DECLINED'];

/** The same of the merchant, and of its acquirer. */
export const DECLINED_BEFORE_MERCHANT: readonly Decline[] = [
  ...DECLINED_BEFORE_PROGRAM,
  'PROGRAM_BLOCKED',
  'CARD_UNKNOWN',
  'CARD_BLOCKED',
  'MERCHANT_UNKNOWN',
];
