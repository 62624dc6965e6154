import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProgramPosition, StandardPosition } from '../../../src/settlement/obligations.ts';
import { net, obligationsOf } from '../../../src/settlement/obligations.ts';

function position(fields: Partial<ProgramPosition>): ProgramPosition {
  const par = { numerator: 1n, denominator: 1n, scale: 0 };
  return { program: 'ACME', issuer: 'BANK', acquirer: 'CITYPAY', points: 100n, par, ...fields };
}

const owedBy = (positions: ProgramPosition[], standard: StandardPosition[] = []) =>
  obligationsOf(positions, standard).map(
    ({ debtor, creditor, amountMicro }) => `${debtor} owes ${creditor} ${amountMicro}`,
  );

describe('obligations', () => {
  it('are the issuer’s for points that were spent, and the acquirer’s for points that were given', () => {
    expect(owedBy([position({})])).toEqual(['BANK owes CITYPAY 100000000']);
    expect(owedBy([position({ points: -100n })])).toEqual(['CITYPAY owes BANK 100000000']);
  });

  it('round against whoever pays, and leave the rest to the network', () => {
    const par = { numerator: 2n, denominator: 3n, scale: 2 };
    expect(owedBy([position({ points: 1n, par })])).toEqual([
      'BANK owes CITYPAY 6666',
      'BANK owes *ROUNDING 1',
    ]);
    expect(owedBy([position({ points: -1n, par })])).toEqual([
      'CITYPAY owes BANK 6666',
      'CITYPAY owes *ROUNDING 1',
    ]);
  });

  it('name points whose value rounds to nothing', () => {
    const par = { numerator: 1n, denominator: 1_000_000_000n, scale: 4 };
    expect(obligationsOf([position({ par, points: 3n })], [])).toMatchObject([
      { creditor: 'CITYPAY', points: 3n, amountMicro: 0n },
      { creditor: '*ROUNDING', points: 0n, amountMicro: 1n },
    ]);
  });

  it('are nobody’s where the issuer is the acquirer, and where as much was spent as given', () => {
    expect(owedBy([position({ acquirer: 'BANK' }), position({ points: 0n })])).toEqual([]);
  });

  it('of what the network bears of exceptions are those of an acquirer the other way round', () => {
    expect(owedBy([position({}), position({ acquirer: '*EXCEPTION', points: -100n })])).toEqual([
      'BANK owes CITYPAY 100000000',
      '*EXCEPTION owes BANK 100000000',
    ]);
  });

  it('are one for a program and two parties', () => {
    const par = { numerator: 1n, denominator: 3n, scale: 0 };
    expect(owedBy([position({ points: 1n, par }), position({ points: 2n, par, acquirer: 'OTHER' })])).toEqual(
      ['BANK owes CITYPAY 333333', 'BANK owes *ROUNDING 2', 'BANK owes OTHER 666666'],
    );
  });

  it('of exchanges meet in the network, which keeps spread and rounding', () => {
    const standard: StandardPosition[] = [
      { kind: 'POSITION', participant: 'BANK', amountMicro: -1_000n },
      { kind: 'POSITION', participant: 'AIRLINE', amountMicro: 980n },
      { kind: 'SPREAD', participant: '', amountMicro: 19n },
      { kind: 'ROUNDING', participant: '', amountMicro: 1n },
    ];
    expect(owedBy([], standard)).toEqual([
      'BANK owes *EXCHANGE 1000',
      '*EXCHANGE owes AIRLINE 980',
      '*EXCHANGE owes *SPREAD 19',
      '*EXCHANGE owes *ROUNDING 1',
    ]);
    expect(() => obligationsOf([], standard.slice(1))).toThrow('sums to zero');
  });
});

const PARTIES = ['BANK', 'AIRLINE', 'HOTEL', 'CITYPAY'] as const;

const positions = fc.array(
  fc.record({
    program: fc.constantFrom('ACME', 'AIR', 'STAY'),
    issuer: fc.constantFrom(...PARTIES),
    acquirer: fc.constantFrom(...PARTIES),
    points: fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
    par: fc.record({
      numerator: fc.bigInt({ min: 1n, max: 10n ** 9n }),
      denominator: fc.bigInt({ min: 1n, max: 10n ** 9n }),
      scale: fc.integer({ min: 0, max: 4 }),
    }),
  }),
  { maxLength: 30 },
);

/** Exchanges of any values, each with what the network keeps of it. */
const exchanges = fc
  .array(
    fc.record({
      from: fc.constantFrom(...PARTIES),
      to: fc.constantFrom(...PARTIES),
      value: fc.bigInt({ min: 0n, max: 10n ** 20n }),
      spread: fc.bigInt({ min: 0n, max: 10n ** 6n }),
    }),
    { maxLength: 10 },
  )
  .map((each) =>
    each.flatMap(({ from, to, value, spread }): StandardPosition[] => [
      { kind: 'POSITION', participant: from, amountMicro: -value - spread },
      { kind: 'POSITION', participant: to, amountMicro: value },
      { kind: 'SPREAD', participant: '', amountMicro: spread },
    ]),
  );

describe('netting', () => {
  it('sums to zero, and gives each party what it is owed less what it owes', () => {
    fc.assert(
      fc.property(positions, exchanges, (some, standard) => {
        const obligations = obligationsOf(some, standard);
        const netted = net(obligations);
        expect(netted.reduce((sum, { amountMicro }) => sum + amountMicro, 0n)).toBe(0n);
        for (const { party, amountMicro } of netted) {
          const owed = obligations.filter(({ creditor }) => creditor === party);
          const owes = obligations.filter(({ debtor }) => debtor === party);
          const sum = (of: typeof owed): bigint => of.reduce((total, each) => total + each.amountMicro, 0n);
          expect(amountMicro).toBe(sum(owed) - sum(owes));
        }
      }),
    );
  });

  it('costs the network nothing, and whoever pays less than a micro standard point for a position', () => {
    fc.assert(
      fc.property(positions, (some) => {
        const ofNetwork = net(obligationsOf(some, [])).filter(({ party }) => party.startsWith('*'));
        for (const { amountMicro } of ofNetwork) {
          expect(amountMicro).toBeGreaterThanOrEqual(0n);
          expect(amountMicro).toBeLessThanOrEqual(BigInt(some.length));
        }
      }),
    );
  });
});
