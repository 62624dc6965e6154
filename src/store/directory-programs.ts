import type pg from 'pg';
import type { DirectoryRefusal, ProgramChanges, ProgramRecord } from '../directory/ports.ts';
import { invalid, notFound } from '../directory/refusal.ts';
import { programRefusal } from '../directory/rules.ts';
import { change } from './directory-change.ts';
import type { ProgramRow } from './directory-rows.ts';
import { expiryToRow, PROGRAM_COLUMNS, programFromRow } from './directory-rows.ts';
import { rowsOf } from './pool.ts';

// A participant is never deleted and never loses a role, so that what was checked here stays true.
const INSERT = `
  insert into program (${PROGRAM_COLUMNS})
  select $1, $2, code, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
  from participant
  where code = $3 and 'ISSUER' = any(roles)
  returning ${PROGRAM_COLUMNS}`;

const UPDATE = `
  update program
  set name = coalesce($2, name),
      expiry_kind = coalesce($3, expiry_kind),
      expiry_months = case when $3 is null then expiry_months else $4 end,
      expiry_month = case when $3 is null then expiry_month else $5 end,
      expiry_day = case when $3 is null then expiry_day else $6 end,
      limit_per_transaction = coalesce($7, limit_per_transaction),
      clawback = coalesce($8, clawback),
      status = coalesce($9, status),
      arrival = coalesce($10, arrival),
      host_address = coalesce($11, host_address),
      floor_limit = coalesce($12, floor_limit)
  where code = $1 and ($11::text is null or host_address is not null)
  returning ${PROGRAM_COLUMNS}`;

const BY_CODE = `select ${PROGRAM_COLUMNS} from program where code = $1`;

const ALL = `select ${PROGRAM_COLUMNS} from program order by code`;

/** Refused: `INVALID`, also when the issuer is no participant with the role; `EXISTS` for the code. */
export async function createProgram(
  pool: pg.Pool,
  program: ProgramRecord,
): Promise<ProgramRecord | DirectoryRefusal> {
  const refusal = programRefusal(program);
  if (refusal !== undefined) return refusal;
  return change(pool, 'create a program', async (client) => {
    const { rows } = await client.query<ProgramRow>(INSERT, [
      program.code,
      program.name,
      program.issuer,
      program.scale,
      program.parNumerator,
      program.parDenominator,
      ...expiryToRow(program.expiry),
      program.limitPerTransaction,
      program.clawback,
      program.status,
      program.arrival,
      ...hostValues(program.host),
    ]);
    const [row] = rows;
    return row === undefined
      ? invalid('issuer', 'must be a participant with the role ISSUER')
      : programFromRow(row);
  });
}

/** What is undefined stays; a program stays hosted or external. Refused: `INVALID`, `NOT_FOUND`. */
export async function updateProgram(
  pool: pg.Pool,
  code: string,
  changes: ProgramChanges,
): Promise<ProgramRecord | DirectoryRefusal> {
  const refusal = programRefusal(changes);
  if (refusal !== undefined) return refusal;
  const { name, expiry, limitPerTransaction, clawback, status, arrival, host } = changes;
  return change(pool, 'update a program', async (client) => {
    const expiryValues = expiry === undefined ? [null, null, null, null] : expiryToRow(expiry);
    const terms = [limitPerTransaction, clawback, status, arrival, ...hostValues(host)];
    const values = [code, name, ...expiryValues, ...terms];
    const { rows } = await client.query<ProgramRow>(UPDATE, values);
    const [row] = rows;
    if (row !== undefined) return programFromRow(row);
    const { rowCount } = await client.query(BY_CODE, [code]);
    return rowCount === 0
      ? notFound('code', 'no program has this code')
      : invalid('host', 'a program that is hosted here stays so');
  });
}

function hostValues(host: ProgramRecord['host']) {
  return [host?.address ?? null, host?.floorLimit ?? null];
}

export async function program(pool: pg.Pool, code: string): Promise<ProgramRecord | undefined> {
  const [row] = await rowsOf<ProgramRow>(pool, 'read a program', BY_CODE, [code]);
  return row === undefined ? undefined : programFromRow(row);
}

/** All, by code. */
export async function programs(pool: pg.Pool): Promise<ProgramRecord[]> {
  const rows = await rowsOf<ProgramRow>(pool, 'read the programs', ALL);
  return rows.map(programFromRow);
}
