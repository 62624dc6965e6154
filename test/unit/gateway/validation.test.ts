import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/gateway/refusal.ts';
import { readTransaction } from '../../../src/gateway/validation.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import type { Role } from '../../../src/ledger/network.ts';
import { arrived, participantWith } from './wire-items.ts';

const ID = '0190a5b0-5b5d-7cc1-8b5f-3d1f6e6b3a10';
const CARD = cardNumber(400_000, 17);
const OTHER_CARD = cardNumber(400_000, 18);
const EXCHANGE = { toProgram: 'MILES', amountOutMin: 90 };

/** A well-formed transaction of each type, as an acquirer or else an issuer sends it. */
const WELL_FORMED: Record<string, Record<string, unknown>> = {
  EARN: { amount: 100, merchant: 'SHOP-1' },
  REDEEM: { amount: 100, merchant: 'SHOP-1' },
  AUTHORIZE: { amount: 100, merchant: 'SHOP-1', holdSeconds: 60 },
  CAPTURE: { amount: 100, originalId: ID },
  RELEASE: { originalId: ID },
  REVERSE: { amount: 100, originalId: ID },
  TRANSFER: { amount: 100, toCard: OTHER_CARD },
  ADJUST: { amount: 100, adjustment: 'CREDIT', reason: 'goodwill' },
  EXCHANGE: { amount: 100, exchange: EXCHANGE },
};

function read(type: string | number, changes: Record<string, unknown> = {}, ...roles: Role[]) {
  const [item] = arrived([{ id: ID, type, card: CARD, program: 'ACME', ...WELL_FORMED[type], ...changes }]);
  if (item === undefined) throw new Error('nothing arrived');
  return readTransaction(
    item,
    participantWith(...(roles.length > 0 ? roles : ['ISSUER' as const])),
    () => 'transaction',
  );
}

/** The field that a refusal names, or its status when it is not about a field. */
function complaint(answer: object): string {
  if (!(answer instanceof Refusal)) return 'NONE';
  return answer.status === 'INVALID_ARGUMENT' ? (answer.message.split(':')[0] ?? '') : answer.status;
}

describe('a well-formed transaction', () => {
  test.each(Object.keys(WELL_FORMED))('%s is read', (type) => {
    expect(read(type)).toMatchObject({ id: ID, type, card: CARD, program: 'ACME', participant: 'CALLER' });
  });

  test('has every field, and those that were not sent are empty', () => {
    expect(read('RELEASE')).toEqual({
      id: ID,
      type: 'RELEASE',
      card: CARD,
      program: 'ACME',
      amount: 0,
      participant: 'CALLER',
      merchant: '',
      reference: '',
      originalId: ID,
      toCard: 0,
      holdSeconds: 0,
      debit: false,
      reason: '',
      linked: false,
    });
  });

  test('may write its ids in capitals, and is kept in lower case', () => {
    const answer = read('CAPTURE', { id: ID.toUpperCase(), originalId: ID.toUpperCase() });
    expect(answer).toMatchObject({ id: ID, originalId: ID });
  });

  test('adjusts either way', () => {
    expect(read('ADJUST', { adjustment: 'CREDIT' })).toMatchObject({ debit: false });
    expect(read('ADJUST', { adjustment: 'DEBIT' })).toMatchObject({ debit: true });
  });

  test('exchanges for no less than an amount, or by a quote that nobody has looked at yet', () => {
    const exchange = { toProgram: 'MILES', amountOutMin: 90, quote: '', isQuoteGenuine: false };
    expect(read('EXCHANGE')).toMatchObject({ exchange });
    expect(read('EXCHANGE', { exchange: { toProgram: 'MILES', quote: 'q.1_a-B' } })).toMatchObject({
      exchange: { ...exchange, amountOutMin: 0, quote: 'q.1_a-B' },
    });
  });
});

describe('a field at its bounds is taken', () => {
  test.each([
    ['EARN', { amount: 1 }],
    ['EARN', { amount: 1_000_000_000_000 }],
    ['AUTHORIZE', { holdSeconds: 0 }],
    ['AUTHORIZE', { holdSeconds: 31 * 24 * 3_600 }],
    ['EARN', { reference: ' ~'.repeat(32) }],
    ['ADJUST', { reason: '積'.repeat(200) }],
    ['ADJUST', { reason: '🎁'.repeat(200) }],
    ['EARN', { merchant: `M${'9'.repeat(31)}` }],
    ['EARN', { program: `P${'9'.repeat(15)}` }],
    ['EXCHANGE', { exchange: { ...EXCHANGE, toProgram: `P${'9'.repeat(15)}` } }],
    ['EXCHANGE', { exchange: { ...EXCHANGE, amountOutMin: 1 } }],
    ['EXCHANGE', { exchange: { ...EXCHANGE, amountOutMin: 1_000_000_000_000 } }],
    ['EXCHANGE', { exchange: { toProgram: 'MILES', quote: 'q'.repeat(400) } }],
  ])('%s %o', (type, changes) => {
    expect(complaint(read(type, changes))).toBe('NONE');
  });
});

describe('a field that is wrong is named', () => {
  test.each<[string | number, Record<string, unknown>, string]>([
    [0, {}, 'type'],
    [99, {}, 'type'],
    ['EXPIRE', {}, 'type'],
    ['EARN', { id: '' }, 'id'],
    ['EARN', { id: 'not-a-uuid' }, 'id'],
    ['EARN', { id: `${ID}0` }, 'id'],
    ['EARN', { id: ` ${ID}` }, 'id'],
    ['EARN', { id: `${ID}\n` }, 'id'],
    ['EARN', { card: 0 }, 'card'],
    ['EARN', { card: -CARD }, 'card'],
    ['EARN', { card: CARD + 1 }, 'card'],
    ['EARN', { card: 411_111 }, 'card'],
    // Rounded to a double this is the number of a card.
    ['EARN', { card: '9007199254740993' }, 'card'],
    ['EARN', { card: '9223372036854775807' }, 'card'],
    ['EARN', { program: '' }, 'program'],
    ['EARN', { program: 'acme' }, 'program'],
    ['EARN', { program: 'P'.repeat(17) }, 'program'],
    ['EARN', { amount: 0 }, 'amount'],
    ['EARN', { amount: -1 }, 'amount'],
    ['EARN', { amount: 1_000_000_000_001 }, 'amount'],
    ['EARN', { amount: '9007199254740993' }, 'amount'],
    ['EARN', { amount: '-9223372036854775808' }, 'amount'],
    ['RELEASE', { amount: 1 }, 'amount'],
    ['RELEASE', { amount: '9223372036854775807' }, 'amount'],
    ['EARN', { merchant: 'shop' }, 'merchant'],
    ['EARN', { merchant: 'M'.repeat(33) }, 'merchant'],
    ['CAPTURE', { merchant: 'SHOP-1' }, 'merchant'],
    ['RELEASE', { merchant: 'SHOP-1' }, 'merchant'],
    ['TRANSFER', { merchant: 'SHOP-1' }, 'merchant'],
    ['REVERSE', { merchant: 'SHOP-1' }, 'merchant'],
    ['ADJUST', { merchant: 'SHOP-1' }, 'merchant'],
    ['EARN', { reference: 'x'.repeat(65) }, 'reference'],
    ['EARN', { reference: 'naïve' }, 'reference'],
    ['EARN', { reference: 'a\nb' }, 'reference'],
    ['CAPTURE', { originalId: '' }, 'original_id'],
    ['RELEASE', { originalId: 'first' }, 'original_id'],
    ['REVERSE', { originalId: '' }, 'original_id'],
    ['EARN', { originalId: ID }, 'original_id'],
    ['TRANSFER', { toCard: 0 }, 'to_card'],
    ['TRANSFER', { toCard: OTHER_CARD + 1 }, 'to_card'],
    ['TRANSFER', { toCard: CARD }, 'to_card'],
    ['EARN', { toCard: OTHER_CARD }, 'to_card'],
    ['EARN', { toCard: '9223372036854775807' }, 'to_card'],
    ['AUTHORIZE', { holdSeconds: -1 }, 'hold_seconds'],
    ['AUTHORIZE', { holdSeconds: 31 * 24 * 3_600 + 1 }, 'hold_seconds'],
    ['EARN', { holdSeconds: 60 }, 'hold_seconds'],
    ['ADJUST', { adjustment: 0 }, 'adjustment'],
    ['ADJUST', { adjustment: 7 }, 'adjustment'],
    ['EARN', { adjustment: 'DEBIT' }, 'adjustment'],
    ['ADJUST', { reason: '' }, 'reason'],
    ['ADJUST', { reason: 'x'.repeat(201) }, 'reason'],
    ['ADJUST', { reason: 'a\u0000b' }, 'reason'],
    ['EARN', { reason: 'why not' }, 'reason'],
    ['EXCHANGE', { merchant: 'SHOP-1' }, 'merchant'],
    ['EXCHANGE', { exchange: null }, 'exchange'],
    ['EXCHANGE', { exchange: { ...EXCHANGE, toProgram: '' } }, 'exchange.to_program'],
    ['EXCHANGE', { exchange: { ...EXCHANGE, toProgram: 'ACME' } }, 'exchange.to_program'],
    ['EXCHANGE', { exchange: { toProgram: 'MILES' } }, 'exchange.amount_out_min'],
    ['EXCHANGE', { exchange: { ...EXCHANGE, amountOutMin: -1 } }, 'exchange.amount_out_min'],
    ['EXCHANGE', { exchange: { ...EXCHANGE, amountOutMin: 1_000_000_000_001 } }, 'exchange.amount_out_min'],
    ['EXCHANGE', { exchange: { ...EXCHANGE, quote: 'q' } }, 'exchange.amount_out_min'],
    ['EXCHANGE', { exchange: { toProgram: 'MILES', quote: 'a quote' } }, 'exchange.quote'],
    ['EXCHANGE', { exchange: { toProgram: 'MILES', quote: 'q'.repeat(401) } }, 'exchange.quote'],
    ['EARN', { exchange: EXCHANGE }, 'exchange'],
  ])('%s %o', (type, changes, field) => {
    expect(complaint(read(type, changes))).toBe(`transaction.${field}`);
  });

  test('without the whole card number', () => {
    const answer = read('EARN', { card: CARD + 1 });
    expect(JSON.stringify(answer)).not.toContain(String(CARD + 1));
  });
});

describe('what a caller may submit', () => {
  const acquirers = ['EARN', 'REDEEM', 'AUTHORIZE', 'CAPTURE', 'RELEASE', 'REVERSE'];

  test.each(acquirers)('an acquirer: %s', (type) => {
    expect(complaint(read(type, {}, 'ACQUIRER'))).toBe('NONE');
  });

  test.each(['TRANSFER', 'ADJUST', 'EXCHANGE'])('not an acquirer: %s', (type) => {
    expect(complaint(read(type, {}, 'ACQUIRER'))).toBe('PERMISSION_DENIED');
  });

  test.each(['EARN', 'REDEEM', 'AUTHORIZE'])('an acquirer only for a merchant: %s', (type) => {
    expect(complaint(read(type, { merchant: '' }, 'ACQUIRER'))).toBe('transaction.merchant');
    expect(complaint(read(type, { merchant: '' }, 'ISSUER'))).toBe('NONE');
    expect(complaint(read(type, { merchant: '' }, 'OPERATOR'))).toBe('NONE');
    expect(complaint(read(type, { merchant: '' }, 'ACQUIRER', 'ISSUER'))).toBe('NONE');
  });

  test.each(Object.keys(WELL_FORMED))('the operator: %s', (type) => {
    expect(complaint(read(type, {}, 'OPERATOR'))).toBe('NONE');
  });
});
