import type { AuditReport, ProgramTotals } from '../store/audit/report.ts';
import { formatPoints } from '../text/points.ts';
import { tableOf } from '../text/table.ts';
import { EXTERNAL, PROGRAMS } from './cast.ts';
import type { Figures } from './figures.ts';

const whole = new Intl.NumberFormat('en');

export function grouped(count: number): string {
  return whole.format(Math.round(count));
}

/** A day of the form yyyymmdd, as people write it. */
export function dateOf(day: number): string {
  return String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
}

/** A latency with as many digits as it deserves. */
export function latency(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : ms < 10_000 ? `${grouped(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** Declines by reason, the most frequent first. */
export function declines(figures: Figures, shown = Number.POSITIVE_INFINITY): string {
  const byCount = [...figures.declined].sort(([, a], [, b]) => b - a).slice(0, shown);
  return byCount
    .map(([outcome, count]) => `${outcome.toLowerCase().replaceAll('_', ' ')} ${grouped(count)}`)
    .join(', ');
}

/** How many were cleared in how long. */
export function throughput(transactions: number, seconds: number): string {
  return `${grouped(transactions)} transactions in ${seconds.toFixed(1)} s: ${grouped(transactions / seconds)}/s`;
}

/** What became of points, in the order in which it adds up. */
const LINES: readonly (readonly [label: string, name: Exclude<keyof ProgramTotals, 'program'>])[] = [
  ['  issued', 'issued'],
  ['− redeemed', 'redeemed'],
  ['− expired', 'expired'],
  ['+ adjusted', 'adjusted'],
  ['+ exchanged', 'exchanged'],
  ['− in transit', 'inTransit'],
  ['= outstanding', 'outstanding'],
];

/**
 * What became of each program's points, as the audit counts them in the books. A column each: as rows they would be too long
 * for a terminal.
 */
export function pointsTable({ totals }: AuditReport): string {
  const programs = [...PROGRAMS, { code: EXTERNAL.program, scale: EXTERNAL.scale }].flatMap(
    ({ code, scale }) => totals.filter(({ program }) => program === code).map((each) => ({ ...each, scale })),
  );
  const table = tableOf(
    ['', ...programs.map(({ program }) => program)],
    LINES.map(([label, name]) => [label, ...programs.map((each) => formatPoints(each[name], each.scale))]),
    `l${'r'.repeat(programs.length)}`,
  );
  return `Points by program (of ${EXTERNAL.program}, which has its own host, what the network moved):\n${table}`;
}

/** What the audit says: one line, or the checks that fail. */
export function verdict(report: AuditReport): string {
  const failed = report.checks.filter(({ holds }) => !holds);
  if (failed.length === 0) return `Audit: all ${report.checks.length} checks hold`;
  const lines = failed.map(
    ({ name, statement, count }) => `  ✗ ${name}: not true that ${statement} (${count} rows)`,
  );
  return ['Audit: FAILS', ...lines].join('\n');
}
