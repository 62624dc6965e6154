import type { CheckResult } from './report.ts';
import { OFFENDING_MAX } from './report.ts';

/** Counts what offends a check that is made row by row, and keeps the first. */
export class Offenders {
  private count = 0;
  private readonly first: Record<string, unknown>[] = [];

  add(row: Record<string, unknown>): void {
    this.count += 1;
    if (this.first.length < OFFENDING_MAX) this.first.push(row);
  }

  result(name: string, statement: string): CheckResult {
    return { name, statement, holds: this.count === 0, count: this.count, offending: this.first };
  }
}
