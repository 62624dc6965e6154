import { describe, expect, it } from 'vitest';
import type { ExpiryPolicy } from '../../../src/ledger/calendar.ts';
import { daysInMonth, expiresOn, isDay, NEVER, nextDay } from '../../../src/ledger/calendar.ts';

describe('a month', () => {
  it.each([
    [2023, 1, 31],
    [2023, 2, 28],
    [2024, 2, 29],
    [2023, 4, 30],
    [2023, 6, 30],
    [2023, 9, 30],
    [2023, 11, 30],
    [2023, 12, 31],
    // Every fourth year, but not every hundredth, but every four hundredth.
    [1900, 2, 28],
    [2000, 2, 29],
    [2100, 2, 28],
    [2400, 2, 29],
  ])('%d-%d has %d days', (year, month, days) => {
    expect(daysInMonth(year, month)).toBe(days);
  });
});

describe('a day', () => {
  it.each([20260115, 20240229, 19000101, 99991231, 20001231])('%d is one', (day) => {
    expect(isDay(day)).toBe(true);
  });

  it.each([
    0,
    -20260115,
    20260100,
    20260132,
    20260015,
    20261315,
    20230229,
    19000229,
    18991231,
    100000101,
    20260115.5,
    Number.NaN,
  ])('%d is none', (day) => {
    expect(isDay(day)).toBe(false);
  });

  it.each([
    [20260115, 20260116],
    [20260131, 20260201],
    [20260430, 20260501],
    [20230228, 20230301],
    [20240228, 20240229],
    [20240229, 20240301],
    [21000228, 21000301],
    [20261231, 20270101],
  ])('%d is followed by %d', (day, next) => {
    expect(nextDay(day)).toBe(next);
  });

  it('is followed by the days of the Gregorian calendar, as Node has it, for a century', () => {
    let day = 19991231;
    for (let dayMs = Date.UTC(2000, 0, 1); dayMs < Date.UTC(2101, 0, 1); dayMs += 24 * 3600 * 1000) {
      day = nextDay(day);
      const date = new Date(dayMs);
      expect(day).toBe(date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate());
    }
  });

  it('that is none has no next', () => {
    expect(() => nextDay(20230229)).toThrow('a business date is a day of the calendar');
  });
});

describe('points earned', () => {
  const months = (count: number): ExpiryPolicy => ({ kind: 'months', months: count });
  const fixed = (month: number, day: number): ExpiryPolicy => ({ kind: 'fixed-day', month, day });

  it.each<[string, ExpiryPolicy, number, number]>([
    ['never expire', { kind: 'none' }, 20260115, NEVER],
    ['expire at the end of the next month', months(1), 20260101, 20260228],
    ['expire at the end of the next month, on its last day too', months(1), 20260131, 20260228],
    ['expire on 29 February in a leap year', months(1), 20240131, 20240229],
    ['expire on the 30th', months(1), 20260331, 20260430],
    ['expire next year', months(12), 20260115, 20270131],
    ['expire at the end of December', months(11), 20260115, 20261231],
    ['expire at the end of January', months(1), 20261215, 20270131],
    ['expire after two years', months(24), 20240229, 20260228],
    ['expire after ten years', months(120), 20260115, 20360131],
    ['expire this year', fixed(6, 30), 20260115, 20260630],
    ['expire the day after', fixed(6, 30), 20260629, 20260630],
    ['expire next year when earned on the day itself', fixed(6, 30), 20260630, 20270630],
    ['expire next year when the day is over', fixed(6, 30), 20260701, 20270630],
    ['expire on the last day of the year', fixed(12, 31), 20261230, 20261231],
    ['expire on the first day of the year', fixed(1, 1), 20261231, 20270101],
    ['expire on 29 February', fixed(2, 29), 20240115, 20240229],
    ['expire on 28 February where there is no 29th', fixed(2, 29), 20230115, 20230228],
    ['expire in the leap year that follows', fixed(2, 29), 20230228, 20240229],
    ['expire in the year after a leap year', fixed(2, 29), 20240229, 20250228],
    ['expire on the last day of a shorter month', fixed(4, 31), 20260115, 20260430],
  ])('%s: %o, earned on %d, until %d', (_how, policy, earnedOn, until) => {
    expect(expiresOn(policy, earnedOn)).toBe(until);
    expect(isDay(until)).toBe(true);
  });
});
