import Table from 'cli-table3';
import type { AuditReport } from '../store/audit/report.ts';
import { formatPoints } from '../text/points.ts';
import { PROGRAMS } from './cast.ts';
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

/** Points by program, as the audit counts them in the books. */
export function pointsTable(report: AuditReport): string {
  const table = new Table({
    head: ['program', 'issued', 'redeemed', 'expired', 'adjusted', 'outstanding'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const { code, name, scale } of PROGRAMS) {
    const totals = report.totals.find(({ program }) => program === code);
    if (totals === undefined) continue;
    const { issued, redeemed, expired, adjusted, outstanding } = totals;
    const points = [issued, redeemed, expired, adjusted, outstanding].map((amount) =>
      formatPoints(amount, scale),
    );
    table.push([`${name} (${code})`, ...points]);
  }
  return table.toString();
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
