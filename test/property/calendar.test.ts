import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExpiryPolicy } from '../../src/ledger/calendar.ts';
import { daysInMonth, expiresOn, isDay, nextDay } from '../../src/ledger/calendar.ts';
import { runs } from './clearing.ts';
import { naiveAddDays, naiveExpiresOn } from './naive-calendar.ts';

const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('9900-12-30'), noInvalidDate: true })
  .map((date) => Number(date.toISOString().slice(0, 10).replaceAll('-', '')));

const policies: fc.Arbitrary<ExpiryPolicy> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  fc.integer({ min: 1, max: 240 }).map((months) => ({ kind: 'months', months }) as const),
  fc
    .integer({ min: 1, max: 12 })
    .chain((month) => fc.tuple(fc.constant(month), fc.integer({ min: 1, max: daysInMonth(2024, month) })))
    .map(([month, day]) => ({ kind: 'fixed-day', month, day }) as const),
);

describe('the calendar', () => {
  test('agrees with the platform on the day points expire', () => {
    fc.assert(
      fc.property(policies, days, (policy, day) => {
        expect(expiresOn(policy, day)).toBe(naiveExpiresOn(policy, day));
      }),
      { numRuns: runs(2_000) },
    );
  });

  test('agrees with the platform on the day after, and knows days from other numbers', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -40, max: 40 }), (day, off) => {
        expect(nextDay(day)).toBe(naiveAddDays(day, 1));
        expect(isDay(day)).toBe(true);
        expect(isDay(day + off)).toBe(isRealDay(day + off));
      }),
      { numRuns: runs(2_000) },
    );
  });
});

function isRealDay(day: number): boolean {
  const text = String(day);
  const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) && day >= 19000101;
}
