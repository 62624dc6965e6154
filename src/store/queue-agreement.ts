import type pg from 'pg';
import { Fault } from '../fault.ts';
import { rowsOf } from './pool.ts';

/** Where the queues of a process live. */
export type QueuePlace = 'Postgres' | 'Redis';

const OTHER: Readonly<Record<QueuePlace, QueuePlace>> = { Postgres: 'Redis', Redis: 'Postgres' };

/** What the session is called that every process keeps as long as it runs: by it the others see where its queues are. */
export function sessionName(queues: QueuePlace): string {
  return `tongfen reference data, queues on ${queues}`;
}

/**
 * Sees to it that a process has its queues where the others have theirs: a worker that looks into other queues than the
 * gateways write to would take its share of the shards, and nobody would hear of their cards again. Whoever starts later is
 * refused; its session has its name before it asks, so that of two that start together one sees the other.
 *
 * @throws {Fault} `CONFIGURATION_INVALID`
 */
export async function agreeOnQueues(client: pg.ClientBase, queues: QueuePlace): Promise<void> {
  const other = OTHER[queues];
  const others = await client.query(
    'select from pg_stat_activity where datname = current_database() and application_name = $1 limit 1',
    [sessionName(other)],
  );
  if (others.rowCount === 0) return;
  throw new Fault(
    'CONFIGURATION_INVALID',
    `REDIS_URL (--redis-url) must be the same for all processes of a network: some that run have their queues on ${other}, this one on ${queues}`,
  );
}

/**
 * Sees to it that a process which brings a Redis of its own is the first of its network: no other would find its queues there.
 *
 * @throws {Fault} `CONFIGURATION_INVALID`
 */
export async function refuseOwnRedis(pool: pg.Pool): Promise<void> {
  const others = await rowsOf(
    pool,
    'look for other processes of the network',
    'select from pg_stat_activity where datname = current_database() and application_name = any($1) limit 1',
    [[sessionName('Postgres'), sessionName('Redis')]],
  );
  if (others.length === 0) return;
  throw new Fault(
    'CONFIGURATION_INVALID',
    'REDIS_URL (--redis-url) must name the Redis of the processes that run on this database: a private one is nothing they know of',
  );
}
