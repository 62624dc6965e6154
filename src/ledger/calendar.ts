import { assert } from '../assert.ts';

/** A calendar day as the integer yyyymmdd: ordered like the days, readable in SQL. */
export type Day = number;

/** The day on which nothing expires. */
export const NEVER: Day = 99991231;

/** When points of a program expire. A lot may still be spent on its day and is due the day after. */
export type ExpiryPolicy =
  | { readonly kind: 'none' }
  | { readonly kind: 'months'; readonly months: number }
  | { readonly kind: 'fixed-day'; readonly month: number; readonly day: number };

/** Number of days of a month (1 to 12) in the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** True for an integer that names a day of the years 1900 to 9999. */
export function isDay(day: number): boolean {
  const [year, month, date] = parts(day);
  return (
    Number.isInteger(day) &&
    year >= 1900 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    date >= 1 &&
    date <= daysInMonth(year, month)
  );
}

/** The day after. */
export function nextDay(day: Day): Day {
  assert(isDay(day), 'a business date is a day of the calendar');
  const [year, month, date] = parts(day);
  if (date < daysInMonth(year, month)) return day + 1;
  return month < 12 ? toDay(year, month + 1, 1) : toDay(year + 1, 1, 1);
}

/**
 * The last day on which points earned on `earnedOn` may be spent.
 *
 * - `none`: `NEVER`.
 * - `months`: the end of the month that many months after earning.
 * - `fixed-day`: the next occurrence after the day of earning (29 February is the 28th in other years).
 */
export function expiresOn(policy: ExpiryPolicy, earnedOn: Day): Day {
  const [year, month] = parts(earnedOn);
  switch (policy.kind) {
    case 'none':
      return NEVER;
    case 'months': {
      const monthIndex = year * 12 + (month - 1) + policy.months;
      const toYear = Math.floor(monthIndex / 12);
      const toMonth = (monthIndex % 12) + 1;
      return toDay(toYear, toMonth, daysInMonth(toYear, toMonth));
    }
    case 'fixed-day': {
      const thisYear = toDay(year, policy.month, Math.min(policy.day, daysInMonth(year, policy.month)));
      if (thisYear > earnedOn) return thisYear;
      return toDay(year + 1, policy.month, Math.min(policy.day, daysInMonth(year + 1, policy.month)));
    }
  }
}

function parts(day: Day): [year: number, month: number, date: number] {
  return [Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100];
}

function toDay(year: number, month: number, date: number): Day {
  return year * 10_000 + month * 100 + date;
}
