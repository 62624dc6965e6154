import { describe, expect, test } from 'vitest';
import type { Sight } from '../../../src/gateway/visibility.ts';
import { isBeforeAccount, maySee, Sights, seenEntry } from '../../../src/gateway/visibility.ts';
import type { Outcome } from '../../../src/ledger/outcome.ts';
import { OUTCOMES } from '../../../src/ledger/outcome.ts';
import { entryOf } from './entries.ts';
import { participantWith } from './wire-items.ts';

function sightOf(fields: Partial<Sight>): Sight {
  return {
    participant: 'CALLER',
    all: false,
    programs: new Set(),
    merchants: new Set(),
    acceptedPrograms: new Set(),
    ...fields,
  };
}

const OPERATOR = sightOf({ all: true });
const ISSUER = sightOf({ programs: new Set(['ACME']) });
const ACQUIRER = sightOf({ merchants: new Set(['SHOP-1']) });

describe('an entry', () => {
  test('of another program and merchant is seen by the operator alone', () => {
    const entry = entryOf({ program: 'BETA', merchant: 'SHOP-2' });
    expect([OPERATOR, ISSUER, ACQUIRER].map((sight) => maySee(sight, entry))).toEqual([true, false, false]);
  });

  test('that a participant submitted is its to see, whatever became of it', () => {
    for (const outcome of OUTCOMES) {
      expect(maySee(sightOf({}), entryOf({ origin: 'CALLER', outcome }))).toBe(true);
    }
  });

  test('is seen by the issuer of its program, but for the attempts of those who may not know the program', () => {
    const unseen = OUTCOMES.filter((outcome) => !maySee(ISSUER, entryOf({ outcome })));
    expect(new Set(unseen)).toEqual(new Set(['PROGRAM_UNKNOWN', 'LINKED_DECLINED']));
  });

  test('is seen by the acquirer of its merchant once the merchant was known to be the submitter’s', () => {
    const unseen = OUTCOMES.filter((outcome) => !maySee(ACQUIRER, entryOf({ outcome })));
    expect(new Set(unseen)).toEqual(
      new Set([
        'PROGRAM_UNKNOWN',
        'PROGRAM_BLOCKED',
        'CARD_UNKNOWN',
        'CARD_BLOCKED',
        'MERCHANT_UNKNOWN',
        'LINKED_DECLINED',
      ]),
    );
  });

  test('says what is on the account to its issuer and the operator, to others where it was their business', () => {
    const told = (sight: Sight, outcome: Outcome): boolean =>
      seenEntry(sight, entryOf({ outcome, balance: 7, available: 5 })).balance === 7;
    for (const outcome of OUTCOMES) {
      expect(told(OPERATOR, outcome) && told(ISSUER, outcome)).toBe(true);
      expect(told(ACQUIRER, outcome)).toBe(!isBeforeAccount(outcome));
    }
    expect(seenEntry(ACQUIRER, entryOf({ outcome: 'CARD_BLOCKED', available: 5 })).available).toBe(0);
    expect(told(ACQUIRER, 'INSUFFICIENT_POINTS')).toBe(true);
  });

  test('without a merchant is not taken for one', () => {
    expect(maySee(ACQUIRER, entryOf({ merchant: '' }))).toBe(false);
  });
});

describe('what a participant sees', () => {
  const program = { code: 'ACME', issuer: 'CALLER' };
  const foreign = { code: 'BETA', issuer: 'OTHER' };
  const merchant = { code: 'SHOP-1', acquirer: 'CALLER', programs: ['BETA'] };
  const elsewhere = { code: 'SHOP-2', acquirer: 'OTHER', programs: ['ACME'] };
  const sights = () =>
    new Sights({
      programs: async () => [program, foreign],
      merchants: async ({ acquirer }: { acquirer: string }) =>
        [merchant, elsewhere].filter((each) => each.acquirer === acquirer),
    } as never);

  test('follows from its roles', async () => {
    const [issuer, acquirer, operator] = await Promise.all([
      sights().of(participantWith('ISSUER')),
      sights().of(participantWith('ACQUIRER')),
      sights().of(participantWith('OPERATOR')),
    ]);
    expect(issuer).toEqual(sightOf({ programs: new Set(['ACME']) }));
    expect(acquirer).toEqual(
      sightOf({ merchants: new Set(['SHOP-1']), acceptedPrograms: new Set(['BETA']) }),
    );
    expect(operator).toEqual(OPERATOR);
  });
});
