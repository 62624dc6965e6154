import { describe, expect, test } from 'vitest';
import { readBatch } from '../../../src/gateway/batch-reading.ts';
import { Refusal } from '../../../src/gateway/refusal.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import { arrived, participantWith } from './wire-items.ts';

const CARD = cardNumber(400_000, 1);
const OTHER_CARD = cardNumber(400_000, 2);

interface Changes {
  readonly linked?: boolean;
  readonly [field: string]: unknown;
}

/** Reads a batch of earns that are changed as given; what is refused is told by its path. */
function read(...items: Changes[]): string[] {
  const batch = arrived(
    items.map((changes, index) => ({
      id: `0190a5b0-5b5d-7cc1-8b5f-${String(index).padStart(12, '0')}`,
      type: 'EARN',
      card: CARD,
      program: 'ACME',
      amount: 1,
      ...changes,
    })),
  );
  const pathOf = (index: number): string => `transactions[${index}]`;
  return readBatch(batch, participantWith('ISSUER'), pathOf).map((item) =>
    item instanceof Refusal ? (item.message.split(':')[0] ?? '') : 'ok',
  );
}

describe('a batch', () => {
  test('refuses a bad item by its place, and its neighbours proceed', () => {
    expect(read({}, { amount: 0 }, {}, { program: 'x' })).toEqual([
      'ok',
      'transactions[1].amount',
      'ok',
      'transactions[3].program',
    ]);
  });

  test('may be empty', () => {
    expect(read()).toEqual([]);
  });
});

describe('a linked chain', () => {
  const chained = (length: number): Changes[] =>
    Array.from({ length }, (_, index) => ({ linked: index < length - 1 }));

  test('of one card is read', () => {
    expect(read({}, { linked: true }, { linked: true }, {}, {})).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
  });

  test('is refused whole when one of it is bad, and nothing else', () => {
    expect(read({}, { linked: true }, { linked: true, amount: 0 }, {}, {})).toEqual([
      'ok',
      'transactions[1].linked',
      'transactions[2].amount',
      'transactions[3].linked',
      'ok',
    ]);
  });

  test('is refused when the item it is linked to is bad', () => {
    expect(read({ linked: true }, { amount: 0 })).toEqual([
      'transactions[0].linked',
      'transactions[1].amount',
    ]);
  });

  test('does not end the batch', () => {
    expect(read({}, { linked: true })).toEqual(['ok', 'transactions[1].linked']);
    expect(read({ linked: true })).toEqual(['transactions[0].linked']);
  });

  test('has one card', () => {
    expect(read({ linked: true }, { card: OTHER_CARD }, {})).toEqual([
      'transactions[0].linked',
      'transactions[1].linked',
      'ok',
    ]);
  });

  test('has no transfer', () => {
    const transfer = { type: 'TRANSFER', toCard: OTHER_CARD };
    expect(read({ linked: true }, transfer)).toEqual(['transactions[0].linked', 'transactions[1].linked']);
    expect(read({ ...transfer, linked: true }, {})).toEqual([
      'transactions[0].linked',
      'transactions[1].linked',
    ]);
  });

  test('has up to a hundred items', () => {
    expect(new Set(read(...chained(100)))).toEqual(new Set(['ok']));
    expect(read(...chained(101))).not.toContain('ok');
  });

  test('is told from the one behind it', () => {
    expect(read({ linked: true }, {}, { linked: true }, { amount: 0 })).toEqual([
      'ok',
      'ok',
      'transactions[2].linked',
      'transactions[3].amount',
    ]);
  });
});
