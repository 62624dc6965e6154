/** Digits of an issuer's prefix and of a sequence within it; with the Luhn digit 16 in all. */
const PREFIX_DIGITS = 6;
const SEQUENCE_DIGITS = 9;

/** Cards an issuer's prefix can number. */
export const CARD_SEQUENCE_MAX = 10 ** SEQUENCE_DIGITS - 1;

/**
 * The number of a card: issuer prefix, sequence, Luhn digit (ISO/IEC 7812-1). Below 2^53, because a prefix begins with
 * 1 to 8.
 *
 * @param prefix six digits, the first of them 1 to 8
 * @param sequence 0 to `CARD_SEQUENCE_MAX`
 */
export function cardNumber(prefix: number, sequence: number): number {
  const payload = prefix * 10 ** SEQUENCE_DIGITS + sequence;
  return payload * 10 + luhnDigit(payload);
}

/** What `isCardNumber` is true for, for messages. */
export const CARD_NUMBER = 'a card number: 16 digits, the last of which is its check digit (Luhn)';

/** True for a 16-digit number that passes Luhn and begins with 1 to 8. */
export function isCardNumber(card: number): boolean {
  if (!Number.isSafeInteger(card) || card < 1e15 || card >= 9e15) return false;
  const payload = Math.floor(card / 10);
  return luhnDigit(payload) === card % 10;
}

/** The issuer prefix of a card. */
export function cardPrefix(card: number): number {
  return Math.floor(card / 10 ** (SEQUENCE_DIGITS + 1));
}

/** A card for people who may not see the whole of it: prefix and the last four digits (PCI DSS 3.4). */
export function maskCard(card: number): string {
  const digits = String(card);
  return `${digits.slice(0, PREFIX_DIGITS)}******${digits.slice(-4)}`;
}

/** A text of others, with whatever in it may be a card number masked. */
export function maskCards(text: string): string {
  return text.replaceAll(/(?<!\d)\d{16}(?!\d)/g, (digits) => maskCard(Number(digits)));
}

/**
 * The shard of a card: `hash(card) mod shards`. The hash (the finalizer of MurmurHash3 over both halves of the number)
 * spreads consecutive card numbers; it must never change, for the shard is part of every stored key.
 */
export function shardOf(card: number, shards: number): number {
  const high = Math.floor(card / 4_294_967_296);
  let hash = Math.imul((card >>> 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return hash % shards;
}

/** The Luhn check digit of a 15-digit payload: the rightmost digit is doubled. */
function luhnDigit(payload: number): number {
  let sum = 0;
  let rest = payload;
  for (let position = 0; rest > 0; position += 1) {
    let digit = rest % 10;
    rest = Math.floor(rest / 10);
    if (position % 2 === 0) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return (10 - (sum % 10)) % 10;
}
