import type pg from 'pg';
import { assert } from '../assert.ts';
import { rowsOf } from './pool.ts';

/** How many shards the database has: fixed when it was created. */
export async function shardCount(pool: pg.Pool): Promise<number> {
  const [row] = await rowsOf<{ shards: number }>(
    pool,
    'read the number of shards',
    'select shards from network',
  );
  assert(row !== undefined, 'a database that was set up has its number of shards');
  return row.shards;
}
