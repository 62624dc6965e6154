import type pg from 'pg';
import { rowsOf } from './pool.ts';

/**
 * Binary search over the turns of a shard by their number, which has no gaps: ledger time never goes back, so the turns
 * before a moment come before all others. Some 25 look-ups in the primary key for a year of turns, and no index on the
 * time that every commit would have to pay for.
 *
 * Always: every turn up to `low` is before the moment, and none behind `high` is.
 */
const LAST_SEQ_BEFORE = `
  with recursive search (low, high) as (
    select min(number) - 1, max(number) from turn where shard = $1
    union all
    select
      case when middle.ledger_time < $2 then middle.number else search.low end,
      case when middle.ledger_time < $2 then search.high else middle.number - 1 end
    from search
    join turn as middle on middle.shard = $1 and middle.number = (search.low + search.high + 1) / 2
    where search.low < search.high
  )
  select turn.last_seq
  from search
  join turn on turn.shard = $1 and turn.number = search.low
  where search.low = search.high`;

/** The last sequence of a shard that was committed before a ledger time; 0 when there is none. */
export async function lastSeqBefore(pool: pg.Pool, shard: number, atMs: number): Promise<number> {
  const rows = await rowsOf<{ last_seq: string }>(pool, 'find a time in the journal', LAST_SEQ_BEFORE, [
    shard,
    new Date(atMs),
  ]);
  const [row] = rows;
  return row === undefined ? 0 : Number(row.last_seq);
}
