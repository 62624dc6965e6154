import type pg from 'pg';
import type { DirectoryRefusal, ExposureRecord } from '../directory/ports.ts';
import { notFound } from '../directory/refusal.ts';
import { limitRefusal } from '../directory/rules.ts';
import type { LimitKind } from '../ledger/network.ts';
import { change } from './directory-change.ts';
import { IS_UNSETTLED } from './headroom.ts';
import { rowsOf } from './pool.ts';

// A participant is never deleted and never loses a role. What changes of a limit changes what is free of it; below zero,
// nobody draws from it.
const SET_LIMIT = `
  insert into headroom (kind, participant, limit_micro, free_micro)
  select $1, code, $3::bigint, $3::bigint from participant where code = $2 and 'ISSUER' = any (roles)
  on conflict (kind, participant) do update set
    free_micro = headroom.free_micro + excluded.limit_micro - headroom.limit_micro,
    limit_micro = excluded.limit_micro`;

// Who has settled a cycle has a posting there, and all have where the cycle is settled: of those that are, nothing is read,
// however many there are. `offset 0` has the planner look up each shard's part of a cycle, whatever it knows of the table, and
// a program that it does not know keeps it from the index of all positions.
// What is stood in for is what of the limit neither is free nor lies in shards.
const EXPOSURES = `
  with owed as (
    select stripe.merchant as participant, -sum(stripe.change) as micro
    from network
      cross join generate_series(0, network.shards - 1) as every (shard)
      cross join (select number from cycle where settled_at is null) as unsettled
      cross join lateral (
        select * from stripe where stripe.shard = every.shard and stripe.cycle = unsettled.number
          and program = (select '*') and kind = 'POSITION' offset 0) as stripe
    where ${IS_UNSETTLED} and ($1::text is null or stripe.merchant = $1)
    group by stripe.merchant
  ), in_shards as (
    select participant, sum(amount_micro) as micro from headroom_share where kind = 'STAND_IN' group by participant
  )
  select code as participant, cap.limit_micro as cap_micro, stand_in.limit_micro as stand_in_limit_micro,
    coalesce(owed.micro, 0) as owed_micro,
    coalesce(stand_in.limit_micro - stand_in.free_micro, 0) - coalesce(in_shards.micro, 0) as stand_in_micro
  from participant
    left join owed on owed.participant = code
    left join in_shards on in_shards.participant = code
    left join headroom as cap on cap.participant = code and cap.kind = 'NET_DEBIT'
    left join headroom as stand_in on stand_in.participant = code and stand_in.kind = 'STAND_IN'
  where 'ISSUER' = any (roles) and ($1::text is null or code = $1)
  order by code`;

interface ExposureRow {
  readonly participant: string;
  readonly cap_micro: string | null;
  readonly owed_micro: string;
  readonly stand_in_limit_micro: string | null;
  readonly stand_in_micro: string;
}

/** Refused: `INVALID`, `NOT_FOUND` for who is no issuer. */
export async function setLimit(
  pool: pg.Pool,
  kind: LimitKind,
  participant: string,
  limitMicro: number,
): Promise<ExposureRecord | DirectoryRefusal> {
  const refusal = limitRefusal(kind, limitMicro);
  if (refusal !== undefined) return refusal;
  return change(pool, 'set a limit', async (client) => {
    const { rowCount } = await client.query(SET_LIMIT, [kind, participant, limitMicro]);
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
    capMicro: numberOf(row.cap_micro),
    standInMicro: Number(row.stand_in_micro),
    standInLimitMicro: numberOf(row.stand_in_limit_micro),
  };
}

function numberOf(value: string | null): number | undefined {
  return value === null ? undefined : Number(value);
}
