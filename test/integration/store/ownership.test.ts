import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import type { ShardSession } from '../../../src/shard/ports.ts';
import { SHARD_LOCKS } from '../../../src/store/locks.ts';
import { PostgresOwnership } from '../../../src/store/ownership.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { entryOf, query, turnOf } from './turns.ts';

let database: TestDatabase;
/** What the test leaves open. */
let open: (() => Promise<void>)[];

beforeEach(async () => {
  database = await createTestDatabase();
  open = [];
});

afterEach(async () => {
  for (const close of open.reverse()) await close();
  await database.drop();
});

function worker(options: { url?: string; silenceMaxMs?: number } = {}): PostgresOwnership {
  const { url = database.url, ...rest } = options;
  const ownership = new PostgresOwnership({ databaseUrl: url, ...rest });
  open.push(() => ownership.leave());
  return ownership;
}

async function acquired(ownership: PostgresOwnership, shard: number): Promise<ShardSession> {
  const session = await ownership.acquire(shard);
  if (session === undefined) throw new Error(`shard ${shard} belongs to somebody else`);
  open.push(() => session.release());
  return session;
}

async function proxy(): Promise<TcpProxy> {
  const between = await TcpProxy.to(database.url);
  open.push(() => between.close());
  return between;
}

/** Asks again until the shard is free. */
async function acquiredInTime(ownership: PostgresOwnership, shard: number): Promise<ShardSession> {
  for (;;) {
    const session = await ownership.acquire(shard);
    if (session === undefined) continue;
    open.push(() => session.release());
    return session;
  }
}

const SHARD_LOST = expect.objectContaining({ name: 'Fault', code: 'SHARD_LOST' });

test('a shard has one owner, and the next when it is released', async () => {
  const first = await acquired(worker(), 3);
  const other = worker();
  expect(await other.acquire(3)).toBeUndefined();
  expect((await acquired(other, 2)).shard).toBe(2);
  await first.release();
  expect((await acquired(other, 3)).shard).toBe(3);
});

test('the census counts workers that joined and shards that are owned, in this database alone', async () => {
  const [first, second] = [worker(), worker()];
  const elsewhere = await createTestDatabase();
  const stranger = worker({ url: elsewhere.url });
  await stranger.join();
  const strange = await acquired(stranger, 0);

  expect(await first.census()).toEqual({ workers: 0, owned: new Set() });
  await first.join();
  await first.join();
  await second.join();
  await acquired(first, 1);
  await acquired(second, 2);
  expect(await second.census()).toEqual({ workers: 2, owned: new Set([1, 2]) });
  await first.leave();
  expect(await first.census()).toEqual({ workers: 1, owned: new Set([1, 2]) });

  await strange.release();
  await stranger.leave();
  await elsewhere.drop();
});

test('an advisory lock of one key, which is not ours, owns no shard', async () => {
  const client = new pg.Client(database.url);
  await client.connect();
  open.push(() => client.end());
  await client.query('select pg_advisory_lock(($1::bigint << 32) + 3)', [SHARD_LOCKS]);
  const ownership = worker();
  expect((await ownership.census()).owned).toEqual(new Set());
  expect((await acquired(ownership, 3)).shard).toBe(3);
});

test('a worker whose session was ended counts again when it looks', async () => {
  const ownership = worker();
  await ownership.join();
  await endSessions('tongfen worker');
  await expect
    .poll(() => ownership.census().catch(() => undefined))
    .toEqual({ workers: 1, owned: new Set() });
});

test('every call of a session that was ended is a fault, and another worker owns the shard', async () => {
  const session = await acquired(worker(), 0);
  await session.load();
  const pending = session
    .prefetch({ cards: [4000000000000002], entries: [] })
    .catch((error: unknown) => error);
  await endSessions('tongfen shard 0');
  await pending;
  await expect(session.commit(turnOf({ number: 1 }))).rejects.toEqual(SHARD_LOST);
  await expect(session.load()).rejects.toEqual(SHARD_LOST);
  await expect(session.due({ businessDate: 20261121, nowMs: 0, limit: 1 })).rejects.toEqual(SHARD_LOST);
  const next = await acquired(worker(), 0);
  expect((await next.load()).turn).toBe(0);
});

test('a commit that Postgres no longer answers is a fault, and the shard is free again', async () => {
  const between = await proxy();
  const session = await acquired(worker({ url: between.url, silenceMaxMs: 300 }), 0);
  await session.load();
  between.freeze();
  await expect(session.commit(turnOf({ number: 1, entries: [entryOf({ seq: 1 })] }))).rejects.toEqual(
    SHARD_LOST,
  );
  const next = await acquiredInTime(worker(), 0);
  expect((await next.load()).turn).toBe(0);
});

test('a connection that broke in silence is found out before it is needed', async () => {
  const between = await proxy();
  const session = await acquired(worker({ url: between.url, silenceMaxMs: 300 }), 0);
  await session.load();
  between.freeze();
  const next = await acquiredInTime(worker(), 0);
  expect((await next.load()).turn).toBe(0);
  await expect(session.commit(turnOf({ number: 1 }))).rejects.toEqual(SHARD_LOST);
});

test('a commit that Postgres is at work on is waited for', async () => {
  const session = await acquired(worker({ silenceMaxMs: 300 }), 0);
  await session.load();
  const slow = query(database.url, 'begin; lock table turn; select pg_sleep(0.9); commit');
  await expect
    .poll(() => query(database.url, `select from pg_locks where relation = 'turn'::regclass and granted`))
    .not.toEqual([]);
  await session.commit(turnOf({ number: 1, entries: [entryOf({ seq: 1 })] }));
  await slow;
  expect((await session.load()).turn).toBe(1);
});

test('a session that has nothing to do stays', async () => {
  const session = await acquired(worker({ silenceMaxMs: 300 }), 0);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect((await session.load()).turn).toBe(0);
});

test('a process that stalls does not lose its shards to its own clock', async () => {
  const session = await acquired(worker({ silenceMaxMs: 1_000 }), 0);
  const answer = session.load();
  const until = Date.now() + 1_300;
  while (Date.now() < until);
  expect((await answer).turn).toBe(0);
});

test('a database that refuses connections is a fault that may pass', async () => {
  const between = await proxy();
  const ownership = worker({ url: between.url });
  between.refuse();
  const calls = [
    () => ownership.acquire(0),
    () => ownership.join(),
    () => worker({ url: between.url }).census(),
  ];
  for (const call of calls) {
    const error = await call().catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
  }
  between.accept();
  await ownership.join();
  expect((await ownership.census()).workers).toBe(1);
});

async function endSessions(name: string): Promise<void> {
  await query(
    database.url,
    'select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = $1 and datname = current_database()',
    [name],
  );
}
