import type pg from 'pg';
import type { DirectoryRefusal, ExposureRecord } from '../directory/ports.ts';
import { notFound } from '../directory/refusal.ts';
import { capRefusal } from '../directory/rules.ts';
import { change } from './directory-change.ts';
import { IS_UNSETTLED } from './headroom.ts';
import { rowsOf } from './pool.ts';

// A participant is never deleted and never loses a role. What changes of a cap changes what is free of it; below zero,
// nobody draws from it.
const SET_CAP = `
  insert into headroom (participant, cap_micro, free_micro)
  select code, $2::bigint, $2::bigint from participant where code = $1 and 'ISSUER' = any (roles)
  on conflict (participant) do update set
    free_micro = headroom.free_micro + excluded.cap_micro - headroom.cap_micro,
    cap_micro = excluded.cap_micro`;

const EXPOSURES = `
  select code as participant, cap_micro,
    (select coalesce(-sum(change), 0) from stripe where merchant = code and ${IS_UNSETTLED}) as owed_micro
  from participant left join headroom on headroom.participant = code
  where 'ISSUER' = any (roles) and ($1::text is null or code = $1)
  order by code`;

interface ExposureRow {
  readonly participant: string;
  readonly cap_micro: string | null;
  readonly owed_micro: string;
}

/** Refused: `INVALID`, `NOT_FOUND` for who is no issuer. */
export async function setNetDebitCap(
  pool: pg.Pool,
  participant: string,
  capMicro: number,
): Promise<ExposureRecord | DirectoryRefusal> {
  const refusal = capRefusal(capMicro);
  if (refusal !== undefined) return refusal;
  return change(pool, 'set a net debit cap', async (client) => {
    const { rowCount } = await client.query(SET_CAP, [participant, capMicro]);
    const { rows } = await client.query<ExposureRow>(EXPOSURES, [participant]);
    const [row] = rows;
    if (rowCount === 0 || row === undefined) return notFound('participant', 'no issuer has this code');
    return exposureFromRow(row);
  });
}

/** Of all issuers, by code. */
export async function exposures(pool: pg.Pool): Promise<ExposureRecord[]> {
  const rows = await rowsOf<ExposureRow>(pool, 'read what issuers owe', EXPOSURES, [null]);
  return rows.map(exposureFromRow);
}

function exposureFromRow(row: ExposureRow): ExposureRecord {
  return {
    participant: row.participant,
    owedMicro: Number(row.owed_micro),
    capMicro: row.cap_micro === null ? undefined : Number(row.cap_micro),
  };
}
