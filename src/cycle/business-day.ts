import { Fault } from '../fault.ts';
import type { Day } from '../ledger/calendar.ts';

/**
 * The calendar of a time zone: the day that a moment belongs to there. The time zone's rules are Node's own (ICU), days
 * of 23 and 25 hours included.
 *
 * @param timeZone an IANA name, such as `Asia/Shanghai`
 * @throws {Fault} `CONFIGURATION_INVALID` when there is no such time zone
 */
export function calendarOf(timeZone: string): (atMs: number) => Day {
  const format = formatFor(timeZone);
  return (atMs) => {
    const day = { year: 0, month: 0, day: 0 };
    for (const { type, value } of format.formatToParts(atMs)) {
      if (type === 'year' || type === 'month' || type === 'day') day[type] = Number(value);
    }
    return day.year * 10_000 + day.month * 100 + day.day;
  };
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
  } catch (cause) {
    throw new Fault('CONFIGURATION_INVALID', `'${timeZone}' is no time zone; use an IANA name, such as UTC`, {
      cause,
    });
  }
}
