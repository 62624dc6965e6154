import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../src/cycle/business-day.ts';

describe('the calendar of a time zone', () => {
  it.each([
    ['UTC', '2026-12-31T23:59:59.999Z', 20261231],
    ['UTC', '2027-01-01T00:00:00.000Z', 20270101],
    ['Asia/Shanghai', '2026-12-31T15:59:59.999Z', 20261231],
    ['Asia/Shanghai', '2026-12-31T16:00:00.000Z', 20270101],
    // 25 hours: clocks go back from three to two.
    ['Europe/Berlin', '2026-10-24T22:00:00.000Z', 20261025],
    ['Europe/Berlin', '2026-10-25T22:59:59.999Z', 20261025],
    ['Europe/Berlin', '2026-10-25T23:00:00.000Z', 20261026],
    // A midnight that is none: clocks go from 24:00 to 01:00.
    ['America/Asuncion', '2023-10-01T03:59:59.999Z', 20230930],
    ['America/Asuncion', '2023-10-01T04:00:00.000Z', 20231001],
    ['Pacific/Kiritimati', '2028-02-28T10:00:00.000Z', 20280229],
  ])('in %s has %s on %d', (timeZone, moment, day) => {
    expect(calendarOf(timeZone)(Date.parse(moment))).toBe(day);
  });

  it('is refused for a time zone that there is not', () => {
    expect(() => calendarOf('Mars/Olympus')).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION_INVALID',
        message: expect.stringContaining('Mars/Olympus'),
      }),
    );
  });
});
