import { describe, expect, it } from 'vitest';
import {
  CARD_SEQUENCE_MAX,
  cardNumber,
  cardPrefix,
  isCardNumber,
  maskCard,
  shardOf,
} from '../../../src/ledger/card.ts';

describe('a card number', () => {
  it('is its prefix, its sequence and the Luhn digit', () => {
    expect(cardNumber(765_432, 0)).toBe(7_654_320_000_000_006);
    expect(cardNumber(765_432, 1)).toBe(7_654_320_000_000_014);
    expect(cardNumber(100_000, 0)).toBe(1_000_000_000_000_008);
    expect(cardNumber(899_999, CARD_SEQUENCE_MAX)).toBe(8_999_999_999_999_997);
  });

  it('passes Luhn whatever its prefix and sequence, and gives its prefix back', () => {
    for (const prefix of [100_000, 411_111, 543_210, 899_999]) {
      for (let sequence = 0; sequence < CARD_SEQUENCE_MAX; sequence = sequence * 3 + 1) {
        expect(isCardNumber(cardNumber(prefix, sequence))).toBe(true);
        expect(cardPrefix(cardNumber(prefix, sequence))).toBe(prefix);
      }
    }
  });

  it.each([
    // Numbers that card networks publish for testing.
    [4_111_111_111_111_111, true],
    [5_555_555_555_554_444, true],
    [6_011_111_111_111_117, true],
    [4_111_111_111_111_112, false],
    // Two neighbours swapped.
    [5_555_555_555_545_444, false],
    // 15 and 17 digits, zero, a fraction, not a number.
    [378_282_246_310_005, false],
    [2 ** 56, false],
    [0, false],
    [-4_111_111_111_111_111, false],
    [4_111_111_111_111_111.5, false],
    [Number.NaN, false],
    [Number.POSITIVE_INFINITY, false],
    // Prefixes begin with 1 to 8.
    [9_000_000_000_000_000, false],
    [9_000_000_000_000_001, false],
  ])('%d: %s', (number, expected) => {
    expect(isCardNumber(number)).toBe(expected);
  });

  it('with any one digit changed fails Luhn', () => {
    const card = String(cardNumber(765_432, 123_456_789));
    for (let position = 1; position < card.length; position += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        if (card[position] === String(digit)) continue;
        expect(isCardNumber(Number(card.slice(0, position) + digit + card.slice(position + 1)))).toBe(false);
      }
    }
  });

  it('is shown by its prefix and its last four digits', () => {
    expect(maskCard(7_654_321_234_567_890)).toBe('765432******7890');
  });
});

describe('the shard of a card', () => {
  it('never changes: it is part of every stored key', () => {
    const cards = [cardNumber(100_000, 0), cardNumber(765_432, 1), cardNumber(899_999, CARD_SEQUENCE_MAX)];
    expect(cards.map((card) => shardOf(card, 8))).toEqual([7, 7, 1]);
    expect(cards.map((card) => shardOf(card, 1_024))).toEqual([671, 719, 1]);
    expect(cards.map((card) => shardOf(card, 1))).toEqual([0, 0, 0]);
  });

  it.each([2, 3, 8, 16, 100])('spreads the cards of an issuer over %d shards', (shards) => {
    const counts = new Array<number>(shards).fill(0);
    const cards = 2_000 * shards;
    for (let sequence = 0; sequence < cards; sequence += 1) {
      const shard = shardOf(cardNumber(765_432, sequence), shards);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(counts).toHaveLength(shards);
    // Of 2,000 each, chance alone would be off by 45 in a standard deviation.
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(250);
  });

  it('spreads the same sequences of many issuers', () => {
    const counts = new Array<number>(16).fill(0);
    for (let prefix = 100_000; prefix < 116_000; prefix += 1) {
      const shard = shardOf(cardNumber(prefix, 1), 16);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  });
});
