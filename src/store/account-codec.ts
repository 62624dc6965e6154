import type { Account, Hold } from '../ledger/account.ts';
import { NEVER } from '../ledger/calendar.ts';

/** The columns that `accountFromRow` needs, for a SELECT; `alias` is the table's, if it has one. */
export function accountColumns(alias?: string): string {
  const prefix = alias === undefined ? '' : `${alias}.`;
  return ['card', 'program', 'posted', 'held', 'overdrawn', 'lots', 'holds', 'lots_due_on', 'holds_due_at']
    .map((column) => prefix + column)
    .join(', ');
}

/** A row of `account` as `pg` gives it by default. */
export interface AccountRow {
  readonly card: string;
  readonly program: string;
  readonly posted: string;
  readonly held: string;
  readonly overdrawn: string;
  /** Flat pairs of day and amount. */
  readonly lots: readonly string[];
  readonly holds: Hold[] | null;
  readonly lots_due_on: number | null;
  readonly holds_due_at: Date | null;
}

/** The account of a row selected by `accountColumns`. */
export function accountFromRow(row: AccountRow): Account {
  return {
    card: Number(row.card),
    program: row.program,
    posted: Number(row.posted),
    held: Number(row.held),
    overdrawn: Number(row.overdrawn),
    lots: lotsFromPairs(row.lots),
    holds: row.holds ?? [],
    lotsDueOn: row.lots_due_on ?? NEVER,
    holdsDueAtMs: row.holds_due_at?.getTime() ?? Number.POSITIVE_INFINITY,
    stored: true,
  };
}

function lotsFromPairs(pairs: readonly string[]): Account['lots'] {
  const lots: Account['lots'] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    lots.push({ expiresOn: Number(pairs[index]), amount: Number(pairs[index + 1]) });
  }
  return lots;
}
