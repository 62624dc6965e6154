import type pg from 'pg';
import type { OutboxAge } from '../directory/ports.ts';
import { ROWS_PER_TURN } from '../shard/outbox.ts';
import { rowsOf } from './pool.ts';

const OLDEST = `
  select every.shard, greatest(0, extract(epoch from now() - ledger_time))::float8 as oldest_seconds
  from network
    cross join generate_series(0, network.shards - 1) as every (shard)
    cross join lateral (
      select number from outbox where outbox.shard = every.shard order by number limit 1) as oldest
    join turn on turn.shard = every.shard and turn.number = oldest.number / ${ROWS_PER_TURN}`;

/** How long each shard has had legs that the other shard has not acknowledged. @throws {Fault} `STORE_UNAVAILABLE` */
export async function outboxAges(pool: pg.Pool): Promise<OutboxAge[]> {
  const rows = await rowsOf<{ shard: number; oldest_seconds: number }>(pool, 'look for old legs', OLDEST);
  return rows.map(({ shard, oldest_seconds: oldestSeconds }) => ({ shard, oldestSeconds }));
}
