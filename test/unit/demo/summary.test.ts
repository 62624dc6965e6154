import { expect, test } from 'vitest';
import { pointsTable, throughput } from '../../../src/demo/summary.ts';
import type { AuditReport, ProgramTotals } from '../../../src/store/audit/report.ts';

const NOTHING = { issued: 0n, redeemed: 0n, expired: 0n, adjusted: 0n, exchanged: 0n, inTransit: 0n };

function reportOn(...totals: ProgramTotals[]): AuditReport {
  return { holds: true, checks: [], totals };
}

test('the points of every program are a column that adds up, the one on its own host too', () => {
  const bank = { ...NOTHING, issued: 500_00n, redeemed: 100_00n, expired: 20_00n, exchanged: -30_50n };
  const host = { ...NOTHING, issued: 28_639n, redeemed: 30_166n, adjusted: -100n, exchanged: 4_000n };
  const report = reportOn(
    { ...host, program: 'LOTUS', inTransit: 3n, outstanding: 2_370n },
    { ...NOTHING, program: 'OTHER', outstanding: 0n },
    { ...bank, program: 'SKYLINE', outstanding: 349_50n },
  );
  expect(pointsTable(report).split('\n')).toEqual([
    'Points by program (of LOTUS, which has its own host, what the network moved):',
    '┌───────────────┬─────────┬────────┐',
    '│               │ SKYLINE │  LOTUS │',
    '├───────────────┼─────────┼────────┤',
    '│   issued      │  500.00 │ 28,639 │',
    '│ − redeemed    │  100.00 │ 30,166 │',
    '│ − expired     │   20.00 │      0 │',
    '│ + adjusted    │    0.00 │   -100 │',
    '│ + exchanged   │  -30.50 │  4,000 │',
    '│ − in transit  │    0.00 │      3 │',
    '│ = outstanding │  349.50 │  2,370 │',
    '└───────────────┴─────────┴────────┘',
  ]);
});

test('the points of a fast machine fit a terminal of 80 columns', () => {
  const programs = ['SKYLINE', 'JADE-MILES', 'HARBOUR'].map((program) => ({
    ...NOTHING,
    program,
    issued: 99_999_999_99n,
    outstanding: 99_999_999_99n,
  }));
  const report = reportOn(...programs, { ...NOTHING, program: 'LOTUS', outstanding: -999_999n });
  expect(pointsTable(report)).toMatch(/^│ = outstanding │ .* │ +-999,999 │$/m);
  expect(
    pointsTable(report)
      .split('\n')
      .filter((line) => line.length > 80),
  ).toEqual([]);
});

test('the throughput is said with what it rests on', () => {
  expect(throughput(211_592, 36.7)).toBe('211,592 transactions in 36.7 s: 5,765/s');
});
