import { AMOUNT_MAX } from '../ledger/transaction.ts';

// The formats of the reference data, for whoever reads input and for the database: migration 0001 states the same codes
// and bounds as constraints.

/**
 * Code of a participant. Upper case and never only digits, so that no participant can be taken for another origin of an
 * entry: `SYSTEM_ORIGIN`, or one that begins with a card number, `return`, `host` or `answer`.
 */
export const PARTICIPANT_CODE = /^[A-Z][A-Z0-9_-]{1,31}$/;

export const MERCHANT_CODE = /^[A-Z][A-Z0-9_-]{1,31}$/;

export const PROGRAM_CODE = /^[A-Z][A-Z0-9-]{1,15}$/;

/** An issuer's own member id: printable ASCII. */
export const ALIAS = /^[\x20-\x7e]{1,64}$/;

/** What a participant, program or merchant is called by people. */
export const NAME = /^[^\p{Cc}]{1,100}$/u;

/** A common name in a certificate (X.520: at most 64 characters); '' for none. */
export const CERTIFICATE_NAME = /^[^\p{Cc}]{0,64}$/u;

/** `host:port` of an issuer's host. */
export const HOST_ADDRESS = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]{1,253}):\d{1,5}$/;

/** An issuer's prefix: six digits, the first of them 1 to 8, so that its card numbers stay below 2^53. */
export const CARD_PREFIX_MIN = 100_000;
export const CARD_PREFIX_MAX = 899_999;

/** Numerator and denominator of a par value: 1 to this. */
export const PAR_MAX = 1_000_000_000;

export const SCALE_MAX = 4;

export const EXPIRY_MONTHS_MAX = 120;

/** Transactions per second and burst of a participant: 1 to this. */
export const RATE_MAX = 1_000_000;

/** Programs that one merchant may name. */
export const MERCHANT_PROGRAMS_MAX = 1_000;

/** Cards of one call: what Postgres inserts in a fraction of a second, while the issuer's other calls wait. */
export const OPEN_CARDS_MAX = 10_000;

/** True for an integer from `low` to `high`. */
export function isBetween(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}

/** True for an amount that one transaction may have. */
export function isAmount(value: number): boolean {
  return isBetween(value, 1, AMOUNT_MAX);
}
