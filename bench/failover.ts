import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SHARD_LOCKS } from '../src/store/locks.ts';
import type { Bench } from './bench.ts';
import { SHARDS } from './network-plan.ts';
import type { ShardLook } from './takeover-watch.ts';
import { TakeoverWatch } from './takeover-watch.ts';

/** How often the shards are looked at; what is measured is late by this much at most. */
const LOOK_EVERY_MS = 10;

/** How long the load runs before the worker is killed: both have turns under way. */
const LOAD_MS = 500;

/** Longer than any takeover may take, so that one that never comes ends the run with an error. */
const GIVE_UP_MS = 20_000;

/** A shard's owner, by its Postgres session, and its last turn. */
const LOOK = `
  select shard, session.pid as owner,
    (select coalesce(max(number), 0) from turn where turn.shard = numbered.shard) as turn
  from generate_series(0, $1 - 1) as numbered (shard)
    left join pg_locks as session on session.locktype = 'advisory' and session.granted
      and session.classid = ${SHARD_LOCKS} and session.objid = shard
      and session.database = (select oid from pg_database where datname = current_database())
  order by shard`;

/**
 * Kills a worker under load, one of two, and waits for the first commit of each of its shards by the other one. What is
 * seen is seen from outside: sessions that hold locks, and turns in the database.
 */
export async function benchFailover(bench: Bench): Promise<void> {
  const { progress, load, results, services, engine } = bench;
  const client = new pg.Client({ connectionString: services.databaseUrl });
  await client.connect();
  const look = async (): Promise<ShardLook[]> => {
    const { rows } = await client.query<{ shard: number; owner: number | null; turn: string }>(LOOK, [
      SHARDS,
    ]);
    return rows.map((row) => ({ ...row, turn: Number(row.turn) }));
  };
  try {
    progress.step('a second worker takes its share of the shards');
    const before = await look();
    const [victim] = engine.workers;
    await engine.addWorker();
    const shared = await lookUntil(look, (shards) => isShared(before, shards));
    const owned = shared.filter(({ shard, owner }) => before[shard]?.owner === owner);

    progress.step('killing a worker under load');
    await load.begin(bench.asAcquirer, { kind: 'stream', mix: 'mixed' });
    await sleep(LOAD_MS);
    const killedAtMs = performance.now();
    victim?.kill();
    const tookOver = new TakeoverWatch(owned);
    await lookUntil(look, (shards) => tookOver.isOver(shards, performance.now()));
    const seconds = tookOver.committedAtMs.map((atMs) => (atMs - killedAtMs) / 1_000);
    const { requests } = await load.end();
    results.add({ name: 'failover_s', value: Math.max(...seconds), unit: 's', rounds: seconds, requests });
  } finally {
    await client.end();
  }
}

/** True when each of two workers owns its half: half of the shards have another owner than before. */
function isShared(before: readonly ShardLook[], now: readonly ShardLook[]): boolean {
  const moved = now.filter(({ shard, owner }) => owner !== null && owner !== before[shard]?.owner);
  return moved.length === Math.floor(SHARDS / 2) && now.every(({ owner }) => owner !== null);
}

async function lookUntil(
  look: () => Promise<ShardLook[]>,
  isEnough: (shards: readonly ShardLook[]) => boolean,
): Promise<readonly ShardLook[]> {
  const giveUpAtMs = performance.now() + GIVE_UP_MS;
  for (;;) {
    const shards = await look();
    if (isEnough(shards)) return shards;
    if (performance.now() > giveUpAtMs) {
      const ownerless = shards.filter(({ owner }) => owner === null).map(({ shard }) => shard);
      throw new Error(
        `shards did not change hands in ${GIVE_UP_MS / 1_000} s; without an owner: ${ownerless.join()}`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
}
