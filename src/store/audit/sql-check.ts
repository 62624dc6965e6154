import type pg from 'pg';
import type { CheckResult } from './report.ts';
import { OFFENDING_MAX } from './report.ts';

/** An invariant that one query doubts. */
export interface SqlCheck {
  readonly name: string;
  readonly statement: string;
  /** Selects the rows that offend. */
  readonly offending: string;
}

/** Runs a check in the transaction that the client is in. */
export async function runSqlCheck(client: pg.ClientBase, check: SqlCheck): Promise<CheckResult> {
  const { rows } = await client.query<Record<string, unknown>>(
    `select *, count(*) over () as offending_count from (${check.offending}) as offending limit ${OFFENDING_MAX}`,
  );
  const count = Number(rows[0]?.['offending_count'] ?? 0);
  const { name, statement } = check;
  return {
    name,
    statement,
    holds: count === 0,
    count,
    offending: rows.map(({ offending_count, ...row }) => row),
  };
}
