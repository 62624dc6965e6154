import type { Day, ExpiryPolicy } from '../../src/ledger/calendar.ts';

// A second opinion on the calendar, on the platform's `Date` alone. Days are yyyymmdd; months count from 1.

/** The last day on which points earned on `earnedOn` may be spent. */
export function naiveExpiresOn(policy: ExpiryPolicy, earnedOn: Day): Day {
  const earned = dateOf(earnedOn);
  const year = earned.getUTCFullYear();
  switch (policy.kind) {
    case 'none':
      return 99991231;
    case 'months': {
      const lastOfMonth = new Date(Date.UTC(year, earned.getUTCMonth() + policy.months + 1, 0));
      return dayOf(lastOfMonth);
    }
    case 'fixed-day': {
      const occurrences = [year, year + 1].map((each) => {
        const lastOfMonth = new Date(Date.UTC(each, policy.month, 0)).getUTCDate();
        return dayOf(new Date(Date.UTC(each, policy.month - 1, Math.min(policy.day, lastOfMonth))));
      });
      return occurrences.find((day) => day > earnedOn)!;
    }
  }
}

/** So many days later. */
export function naiveAddDays(day: Day, days: number): Day {
  const date = dateOf(day);
  date.setUTCDate(date.getUTCDate() + days);
  return dayOf(date);
}

function dateOf(day: Day): Date {
  const text = String(day);
  return new Date(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}T00:00:00Z`);
}

function dayOf(date: Date): Day {
  return Number(date.toISOString().slice(0, 10).replaceAll('-', ''));
}
