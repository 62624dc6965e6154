import { z } from 'zod';
import type { Decline } from '../../ledger/outcome.ts';
import { OUTCOMES } from '../../ledger/outcome.ts';

/** What became of the lines of a file. */
export const countsSchema = z.object({
  /** Lines with a transaction, blank ones and the header not among them. */
  rows: z.number(),
  posted: z.number(),
  /** By outcome. */
  declined: z.partialRecord(z.enum(OUTCOMES).exclude(['POSTED']), z.number()),
  /** Never became a transaction: not readable, not valid, or not permitted. */
  broken: z.number(),
  /** Those among the posted and declined that had been recorded before. */
  duplicates: z.number(),
});

export type Counts = z.output<typeof countsSchema>;

export function noCounts(): Counts {
  return { rows: 0, posted: 0, declined: {}, broken: 0, duplicates: 0 };
}

export function countDecline(counts: Counts, outcome: Decline): void {
  counts.declined[outcome] = (counts.declined[outcome] ?? 0) + 1;
}

export function declinedInAll(counts: Counts): number {
  return Object.values(counts.declined).reduce((sum, count) => sum + count, 0);
}
