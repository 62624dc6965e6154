import type pg from 'pg';
import type { DirectoryRefusal, RateProposal, RateRecord } from '../directory/ports.ts';
import { notFound } from '../directory/refusal.ts';
import { rateRefusal } from '../directory/rules.ts';
import { change, write } from './directory-change.ts';
import { rowsOf } from './pool.ts';

/** No rate holds before every process knows that it was approved. */
const NOTICE = `interval '2 seconds'`;

export const RATE_COLUMNS =
  'program, version, par_numerator, par_denominator, spread_basis_points, holds_from, proposed_by, proposed_at, ' +
  'approved_by, approved_at';

export interface RateRow {
  readonly program: string;
  readonly version: number;
  readonly par_numerator: string;
  readonly par_denominator: string;
  readonly spread_basis_points: number;
  readonly holds_from: Date;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly approved_by: string | null;
  readonly approved_at: Date | null;
}

// Proposals for one program wait for one another at its row, so that versions have no gap.
const LOCK_PROGRAM = 'select from program where code = $1 for update';

const INSERT = `
  insert into program_rate (
    program, version, par_numerator, par_denominator, spread_basis_points, holds_from, proposed_by)
  select $1, coalesce(max(version), 0) + 1, $2, $3, $4, to_timestamp($5 / 1000.0), $6
  from program_rate where program = $1
  returning ${RATE_COLUMNS}`;

// What was approved before keeps who approved it, and when.
const APPROVE = `
  update program_rate set
    holds_from = case when approved_at is null then greatest(holds_from, now() + ${NOTICE}) else holds_from end,
    approved_by = coalesce(approved_by, $3),
    approved_at = coalesce(approved_at, now())
  where program = $1 and version = $2
  returning ${RATE_COLUMNS}`;

const OF_PROGRAM = `select ${RATE_COLUMNS} from program_rate where program = $1 order by version`;

/** The next version of a program's rate, which holds once it is approved. Refused: `INVALID`, `NOT_FOUND`. */
export async function proposeRate(
  pool: pg.Pool,
  proposal: RateProposal,
): Promise<RateRecord | DirectoryRefusal> {
  const refusal = rateRefusal(proposal);
  if (refusal !== undefined) return refusal;
  const { program, parNumerator, parDenominator, spreadBasisPoints, holdsFromMs, proposedBy } = proposal;
  return write(pool, 'propose a rate', async (client) => {
    const { rowCount } = await client.query(LOCK_PROGRAM, [program]);
    if (rowCount === 0) return notFound('program', 'no program has this code');
    const values = [program, parNumerator, parDenominator, spreadBasisPoints, holdsFromMs, proposedBy];
    const { rows } = await client.query<RateRow>(INSERT, values);
    return rateFromRow(rows[0]!);
  });
}

/**
 * Lets a rate hold, from the moment it names, and not before every process knows of it. Approving twice is approving once.
 * Refused: `NOT_FOUND`.
 */
export async function approveRate(
  pool: pg.Pool,
  program: string,
  version: number,
  approvedBy: string,
): Promise<RateRecord | DirectoryRefusal> {
  return change(pool, 'approve a rate', async (client) => {
    const { rows } = await client.query<RateRow>(APPROVE, [program, version, approvedBy]);
    const [row] = rows;
    return row === undefined ? notFound('version', 'the program has no such rate') : rateFromRow(row);
  });
}

/** All that were proposed, by version. */
export async function rates(pool: pg.Pool, program: string): Promise<RateRecord[]> {
  const rows = await rowsOf<RateRow>(pool, 'read the rates of a program', OF_PROGRAM, [program]);
  return rows.map(rateFromRow);
}

export function rateFromRow(row: RateRow): RateRecord {
  return {
    program: row.program,
    version: row.version,
    parNumerator: Number(row.par_numerator),
    parDenominator: Number(row.par_denominator),
    spreadBasisPoints: row.spread_basis_points,
    holdsFromMs: row.holds_from.getTime(),
    proposedBy: row.proposed_by,
    proposedAtMs: row.proposed_at.getTime(),
    approvedBy: row.approved_by ?? undefined,
    approvedAtMs: row.approved_at?.getTime(),
  };
}
