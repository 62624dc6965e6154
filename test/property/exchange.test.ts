import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Side } from '../../src/ledger/exchange-value.ts';
import { amountInFor, exchanged } from '../../src/ledger/exchange-value.ts';
import { AMOUNT_MAX } from '../../src/ledger/transaction.ts';

const parts = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1_000_000_000 }));

const sides: fc.Arbitrary<Side> = fc
  .record({
    scale: fc.integer({ min: 0, max: 4 }),
    parNumerator: parts,
    parDenominator: parts,
    spreadBasisPoints: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9_999 })),
  })
  .map(({ scale, ...rate }) => ({ program: { scale }, rate: { ...rate, version: 0, holdsFromMs: 0 } }));

const amounts = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: AMOUNT_MAX }));

test('no way through programs that ends where it began gains a point', () => {
  fc.assert(
    fc.property(fc.array(sides, { minLength: 2, maxLength: 5 }), amounts, (programs, amount) => {
      let held = amount;
      for (const [index, from] of programs.entries()) {
        const to = programs[(index + 1) % programs.length]!;
        const value = exchanged(held, from, to);
        if (value === undefined || value.amountOut === 0) return;
        held = value.amountOut;
      }
      expect(held).toBeLessThanOrEqual(amount);
    }),
    { numRuns: 2_000 },
  );
});

test('what is taken is what is given, the spread and the rounding, none of them below zero', () => {
  fc.assert(
    fc.property(sides, sides, amounts, (from, to, amount) => {
      const value = exchanged(amount, from, to);
      if (value === undefined) return;
      const { amountOut, takenMicro, givenMicro, spreadMicro, roundingMicro } = value;
      expect(BigInt(takenMicro)).toBe(BigInt(givenMicro) + BigInt(spreadMicro) + BigInt(roundingMicro));
      expect(Math.min(amountOut, givenMicro, spreadMicro, roundingMicro)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 2_000 },
  );
});

test('the amount found for what has to arrive gives that much, and one less does not', () => {
  fc.assert(
    fc.property(sides, sides, amounts, (from, to, amountOut) => {
      const amountIn = amountInFor(amountOut, from, to);
      if (amountIn > AMOUNT_MAX) return;
      const value = exchanged(amountIn, from, to);
      if (value === undefined) return;
      expect(value.amountOut).toBeGreaterThanOrEqual(amountOut);
      if (amountIn > 1) expect(exchanged(amountIn - 1, from, to)?.amountOut).toBeLessThan(amountOut);
    }),
    { numRuns: 2_000 },
  );
});
