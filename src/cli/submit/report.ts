import { declinedInAll } from './counts.ts';
import type { SubmitSummary } from './submit-file.ts';

/** As shells have it for a program that SIGINT ended. */
export const EXIT_INTERRUPTED = 130;

/** What `tongfen submit` ends with. */
export interface Report extends Omit<SubmitSummary, 'hasRejected'> {
  readonly file: string;
  readonly isInterrupted: boolean;
  readonly rejectedPath: string | undefined;
  readonly elapsedMs: number;
}

export function exitCodeOf({ isInterrupted, stoppedBecause, counts }: Report): number {
  if (isInterrupted) return EXIT_INTERRUPTED;
  return stoppedBecause !== undefined || counts.broken > 0 ? 1 : 0;
}

/** One line, for a program. */
export function jsonOf(report: Report): string {
  const { counts, resumedAfter, lastLine, elapsedMs } = report;
  const summary = {
    file: report.file,
    complete: !report.isInterrupted && report.stoppedBecause === undefined,
    stoppedBecause: report.stoppedBecause ?? null,
    ...counts,
    lastLine,
    resumedAfter,
    rejectedFile: report.rejectedPath ?? null,
    elapsedMs: Math.round(elapsedMs),
  };
  return `${JSON.stringify(summary)}\n`;
}

/** Lines for a person. */
export function textOf(report: Report): string {
  const { file, counts, broken, stoppedBecause, isInterrupted, lastLine, rejectedPath } = report;
  const number = new Intl.NumberFormat('en');
  const seconds = (report.elapsedMs / 1_000).toFixed(1);
  const declines = Object.entries(counts.declined).map(
    ([outcome, count]) => `${outcome} ${number.format(count)}`,
  );
  const lines = [
    `${file}: ${number.format(counts.rows)} transactions in ${seconds} s`,
    `  posted    ${number.format(counts.posted)}`,
    `  declined  ${[number.format(declinedInAll(counts)), ...declines].join('  ')}`,
    `  broken    ${number.format(counts.broken)}`,
  ];
  if (counts.duplicates > 0) {
    lines.push(
      `  ${number.format(counts.duplicates)} of them had been cleared before, and were answered as then`,
    );
  }
  for (const { line, because } of broken) lines.push(`  line ${line}: ${because}`);
  if (counts.broken > broken.length) {
    lines.push(`  and ${number.format(counts.broken - broken.length)} more broken lines`);
  }
  if (rejectedPath !== undefined) lines.push(`Rejected lines, with reasons: ${rejectedPath}`);
  if (stoppedBecause !== undefined) lines.push(`Stopped after line ${lastLine}: ${stoppedBecause}`);
  if (isInterrupted) lines.push(`Interrupted after line ${lastLine}`);
  if (isInterrupted || stoppedBecause !== undefined) lines.push('The same command goes on from there');
  return `${lines.join('\n')}\n`;
}
