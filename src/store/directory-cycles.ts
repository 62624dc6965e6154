import type pg from 'pg';
import { assert } from '../assert.ts';
import type { CycleRecord } from '../directory/ports.ts';
import type { Day } from '../ledger/calendar.ts';
import type { CycleRow } from './directory-rows.ts';
import { CYCLE_COLUMNS, cycleFromRow } from './directory-rows.ts';
import { rowsOf } from './pool.ts';

const LAST = `select ${CYCLE_COLUMNS} from cycle order by number desc limit 1`;

// Compare and set. Two who open the same cycle meet at its primary key, and the second one changes nothing.
const OPEN = `
  insert into cycle (number, business_date)
  select max(number) + 1, $2 from cycle
  having max(number) = $1 and max(business_date) < $2
  on conflict do nothing
  returning number`;

// A shard without a turn is in the cycle that the network began with.
const OF_SHARDS = `
  select coalesce(
    (select cycle from turn where turn.shard = every.shard order by number desc limit 1),
    (select min(number) from cycle)
  ) as cycle
  from network, generate_series(0, network.shards - 1) as every (shard)
  order by every.shard`;

/** The cycle that the network is in. */
export async function cycle(pool: pg.Pool): Promise<CycleRecord> {
  const [row] = await rowsOf<CycleRow>(pool, 'read the cycle', LAST);
  assert(row !== undefined, 'a network begins with a cycle');
  return cycleFromRow(row);
}

/** Opens the cycle behind `after`, unless the network has left `after` or the date is not later than its date. */
export async function openCycle(pool: pg.Pool, after: number, businessDate: Day): Promise<boolean> {
  const opened = await rowsOf(pool, 'open a cycle', OPEN, [after, businessDate]);
  return opened.length > 0;
}

/** The cycle of each shard's last turn. */
export async function shardCycles(pool: pg.Pool): Promise<number[]> {
  const rows = await rowsOf<{ cycle: number }>(pool, 'read the cycles of the shards', OF_SHARDS);
  return rows.map((row) => row.cycle);
}
