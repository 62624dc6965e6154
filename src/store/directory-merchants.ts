import type pg from 'pg';
import type { Changes, DirectoryRefusal, MerchantRecord } from '../directory/ports.ts';
import { invalid, notFound } from '../directory/refusal.ts';
import { merchantRefusal } from '../directory/rules.ts';
import { change } from './directory-change.ts';
import type { MerchantRow } from './directory-rows.ts';
import { MERCHANT_COLUMNS, merchantFromRow } from './directory-rows.ts';
import { rowsOf } from './pool.ts';

// A participant is never deleted and never loses a role, and no program is ever deleted: what was checked stays true.
const INSERT = `
  insert into merchant (${MERCHANT_COLUMNS})
  select $1, $2, code, $4, $5
  from participant
  where code = $3 and 'ACQUIRER' = any(roles)
  returning ${MERCHANT_COLUMNS}`;

const UPDATE = `
  update merchant
  set name = coalesce($2, name), programs = coalesce($3, programs), status = coalesce($4, status)
  where code = $1
  returning ${MERCHANT_COLUMNS}`;

const UNKNOWN_PROGRAMS = `
  select named.code
  from unnest($1::text[]) as named (code)
  where not exists (select from program where program.code = named.code)`;

const BY_CODE = `select ${MERCHANT_COLUMNS} from merchant where code = $1`;

const OF_ACQUIRER = `
  select ${MERCHANT_COLUMNS} from merchant where $1::text is null or acquirer = $1 order by code`;

/** Refused: `INVALID`, also when the acquirer is no participant with the role or a program is unknown; `EXISTS`. */
export async function createMerchant(
  pool: pg.Pool,
  merchant: MerchantRecord,
): Promise<MerchantRecord | DirectoryRefusal> {
  const refusal = merchantRefusal(merchant);
  if (refusal !== undefined) return refusal;
  const { code, name, acquirer, programs, status } = merchant;
  return change(pool, 'create a merchant', async (client) => {
    const unknown = await unknownProgramsRefusal(client, programs);
    if (unknown !== undefined) return unknown;
    const { rows } = await client.query<MerchantRow>(INSERT, [code, name, acquirer, programs, status]);
    const [row] = rows;
    return row === undefined
      ? invalid('acquirer', 'must be a participant with the role ACQUIRER')
      : merchantFromRow(row);
  });
}

/** What is undefined stays. Refused: `INVALID`, `NOT_FOUND`. */
export async function updateMerchant(
  pool: pg.Pool,
  code: string,
  changes: Changes<Pick<MerchantRecord, 'name' | 'programs' | 'status'>>,
): Promise<MerchantRecord | DirectoryRefusal> {
  const refusal = merchantRefusal(changes);
  if (refusal !== undefined) return refusal;
  const { name, programs, status } = changes;
  return change(pool, 'update a merchant', async (client) => {
    const unknown = programs === undefined ? undefined : await unknownProgramsRefusal(client, programs);
    if (unknown !== undefined) return unknown;
    const { rows } = await client.query<MerchantRow>(UPDATE, [code, name, programs, status]);
    const [row] = rows;
    return row === undefined ? notFound('code', 'no merchant has this code') : merchantFromRow(row);
  });
}

export async function merchant(pool: pg.Pool, code: string): Promise<MerchantRecord | undefined> {
  const [row] = await rowsOf<MerchantRow>(pool, 'read a merchant', BY_CODE, [code]);
  return row === undefined ? undefined : merchantFromRow(row);
}

/** Of an acquirer, or all; by code. */
export async function merchants(pool: pg.Pool, acquirer?: string): Promise<MerchantRecord[]> {
  const rows = await rowsOf<MerchantRow>(pool, 'read the merchants', OF_ACQUIRER, [acquirer]);
  return rows.map(merchantFromRow);
}

async function unknownProgramsRefusal(
  client: pg.ClientBase,
  programs: readonly string[],
): Promise<DirectoryRefusal | undefined> {
  const { rows } = await client.query<{ code: string }>(UNKNOWN_PROGRAMS, [programs]);
  if (rows.length === 0) return undefined;
  const codes = rows.map(({ code }) => code).join(', ');
  return invalid('programs', `must be programs of the network; unknown: ${codes}`);
}
