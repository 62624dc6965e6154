import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../../src/fault.ts';
import { PostgresNetworkSource } from '../../../src/store/network-source.ts';
import { openPool } from '../../../src/store/pool.ts';
import { refuseOwnRedis } from '../../../src/store/queue-agreement.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';

let database: TestDatabase;
let pool: pg.Pool;
let source: PostgresNetworkSource;
const faults: Fault[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool({ databaseUrl: database.url, connectionsMax: 2, statementTimeoutMs: 10_000 });
  source = newSource(database.url);
  faults.length = 0;
});

afterEach(async () => {
  vi.restoreAllMocks();
  await source.close();
  await pool.end();
  await database.drop();
});

/** As if the process had stood still for so long. */
function stall(ms: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

function newSource(databaseUrl: string): PostgresNetworkSource {
  return new PostgresNetworkSource({ databaseUrl, onFault: (fault) => faults.push(fault) });
}

/** A change of the reference data; `notify: false` leaves it to the poll. */
async function addParticipant(code: string, { notify } = { notify: true }): Promise<void> {
  await pool.query(`
    begin;
    insert into participant (code, name, roles) values ('${code}', '${code}', '{ISSUER,ACQUIRER}');
    update network set version = version + 1;
    ${notify ? 'notify tongfen_network;' : ''}
    commit`);
}

/** Sees the participant without asking for it, which takes as long as it takes; the limit is the test's patience. */
async function seen(code: string): Promise<void> {
  await vi.waitFor(() => expect(source.current().participants.has(code)).toBe(true), { timeout: 20_000 });
}

async function terminateListener(): Promise<void> {
  await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'tongfen reference data' and datname = current_database()`);
}

/** Transactions of whatever runs on the same server are under way to the source as its own are. */
async function allBeforeHaveEnded(): Promise<void> {
  const { rows } = await pool.query<{ last: string }>('select pg_current_xact_id() as last');
  const oldestUnderWay = async (): Promise<bigint> => {
    const found = await pool.query<{ xid: string }>('select pg_snapshot_xmin(pg_current_snapshot()) as xid');
    return BigInt(found.rows[0]!.xid);
  };
  await expect.poll(oldestUnderWay, { timeout: 60_000 }).toBeGreaterThan(BigInt(rows[0]!.last));
}

describe('the network source', () => {
  it('gives everything a shard decides by', async () => {
    await addParticipant('BANK');
    await pool.query(`
      insert into program (code, name, issuer, scale, par_numerator, par_denominator, expiry_kind, expiry_month,
        expiry_day, limit_per_transaction, clawback)
      values ('ACME', 'Acme', 'BANK', 2, 1, 1, 'fixed-day', 12, 31, 1000000000000, 'overdraw')`);
    await pool.query(`
      insert into merchant (code, name, acquirer, programs, status) values ('CAFE', 'Café', 'BANK', '{ACME}', 'blocked')`);
    await source.start();
    const { version, participants, programs, merchants } = source.current();
    expect(version).toBe(2);
    expect([...participants.keys()].toSorted()).toEqual(['BANK', 'OPERATOR']);
    expect(participants.get('BANK')).toMatchObject({ roles: ['ISSUER', 'ACQUIRER'], status: 'active' });
    expect(programs.get('ACME')).toMatchObject({
      issuer: 'BANK',
      scale: 2,
      expiry: { kind: 'fixed-day', month: 12, day: 31 },
      limitPerTransaction: 1_000_000_000_000,
      clawback: 'overdraw',
      status: 'active',
    });
    expect(merchants.get('CAFE')).toMatchObject({
      acquirer: 'BANK',
      programs: new Set(['ACME']),
      status: 'blocked',
    });
  });

  it('sees a change that it is notified of, and one that it is not', async () => {
    await source.start();
    await addParticipant('NOTIFIED');
    await seen('NOTIFIED');
    await addParticipant('POLLED', { notify: false });
    await seen('POLLED');
    expect(faults).toEqual([]);
  });

  it('knows after a refresh what was committed before it, however many ask at once', async () => {
    await source.start();
    for (let round = 0; round < 20; round += 1) {
      const early = source.refresh();
      await addParticipant(`P-${round}`, { notify: false });
      const snapshots = await Promise.all([source.refresh(), source.refresh(), source.refresh()]);
      for (const snapshot of snapshots) expect(snapshot.participants.has(`P-${round}`)).toBe(true);
      await early;
    }
  });

  it('reads of the merchants only those that changed, also by a transaction that took longer than a look', async () => {
    await addParticipant('BANK');
    await pool.query(
      `insert into merchant (code, name, acquirer, programs) select code, code, 'BANK', '{}' from unnest('{M-A,M-B,M-C}'::text[]) as code`,
    );
    await allBeforeHaveEnded();
    await source.start();
    const first = source.current().merchants;
    const slow = await pool.connect();
    try {
      await slow.query(`begin; update merchant set status = 'blocked' where code = 'M-A'`);
      await addParticipant('OTHER', { notify: false });
      expect((await source.refresh()).merchants).toBe(first);
      await slow.query('update network set version = version + 1; commit');
    } finally {
      slow.release();
    }
    const second = (await source.refresh()).merchants;
    expect(second.get('M-A')?.status).toBe('blocked');
    expect(['M-B', 'M-C'].map((code) => second.get(code))).toEqual(
      ['M-B', 'M-C'].map((code) => first.get(code)),
    );
    expect(second.get('M-B')).toBe(first.get('M-B'));

    await terminateListener();
    await addParticipant('THIRD', { notify: false });
    const third = (await source.refresh()).merchants;
    expect(third).toEqual(second);
    expect(third.get('M-B')).not.toBe(second.get('M-B'));
  });

  it('asks before it gives what it has known for more than a second', async () => {
    await source.start();
    await addParticipant('BANK', { notify: false });
    stall(1_100);
    expect((await source.recent()).participants.has('BANK')).toBe(true);
    expect(source.ageMs()).toBeLessThan(1_000);
  });

  it('has the time of Postgres, whatever the clock of its machine says', async () => {
    await source.start();
    const machineMs = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(machineMs + 3_600_000);
    const { rows } = await pool.query<{ ms: string }>(
      'select extract(epoch from clock_timestamp()) * 1000 as ms',
    );
    expect(Math.abs(source.clock.nowMs() - Number(rows[0]?.ms))).toBeLessThan(60_000);
    expect(source.clock.skewMs()).toBeGreaterThan(3_500_000);
  });

  it('keeps the same snapshot while nothing changes', async () => {
    await source.start();
    const before = source.current();
    expect(await source.refresh()).toBe(before);
  });

  it('gives its handlers the transaction of each snapshot', async () => {
    const versions: number[] = [];
    source.onChange(async (client) => {
      const { rows } = await client.query<{ version: string }>('select version from network');
      versions.push(Number(rows[0]?.version));
    });
    await source.start();
    await addParticipant('BANK');
    await source.refresh();
    expect(versions).toEqual([1, 2]);
  });

  it('tries again when a handler fails, and keeps the last snapshot meanwhile', async () => {
    let failures = 0;
    source.onChange(async (client) => {
      if (failures === 0) return;
      failures -= 1;
      await client.query('select 1 / 0');
    });
    await source.start();
    failures = 2;
    await addParticipant('BANK');
    await seen('BANK');
    expect(failures).toBe(0);
    expect(faults).toHaveLength(1);
  });

  it('connects again by itself when its session ends', async () => {
    await source.start();
    await terminateListener();
    await addParticipant('BANK');
    await seen('BANK');
    await addParticipant('AFTERWARDS');
    await seen('AFTERWARDS');
  });

  it('reads anew on another connection, whose server may mean something else by the same version', async () => {
    await source.start();
    await addParticipant('LOST');
    const { version } = await source.refresh();
    await pool.query(`update participant set code = 'BANK', name = 'BANK' where code = 'LOST'`);
    await terminateListener();
    await seen('BANK');
    expect(source.current().participants.has('LOST')).toBe(false);
    expect(source.current().version).toBe(version);
  });

  it('refuses to start where nothing answers', async () => {
    const nowhere = newSource('postgres://postgres@127.0.0.1:1/none');
    await expect(nowhere.start()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await nowhere.close();
  });

  it('can be closed at once, connected or not', async () => {
    await newSource(database.url).close();
    for (const pauseMs of [0, 1, 2, 5, 10, 20]) {
      const starting = newSource(database.url);
      const started = starting.start().catch((fault: Fault) => fault.code);
      await delay(pauseMs);
      await starting.close();
      expect([undefined, 'STORE_UNAVAILABLE']).toContain(await started);
    }
  });

  it('lets nobody bring a Redis of its own to those that run', async () => {
    await refuseOwnRedis(pool);
    const first = new PostgresNetworkSource({ databaseUrl: database.url, queues: 'Redis' });
    await first.start();
    await expect(refuseOwnRedis(pool)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
    await first.close();
  });

  it('starts where others have their queues, and nowhere else as long as they run', async () => {
    const onRedis = () => new PostgresNetworkSource({ databaseUrl: database.url, queues: 'Redis' });
    const onPostgres = () => new PostgresNetworkSource({ databaseUrl: database.url, queues: 'Postgres' });
    const first = onRedis();
    await first.start();
    const second = onRedis();
    await second.start();
    const stray = onPostgres();
    await expect(stray.start()).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
    await Promise.all([first.close(), second.close(), stray.close()]);
    const moved = onPostgres();
    await vi.waitFor(() => moved.start(), { timeout: 20_000 });
    await moved.close();
  });
});

describe('behind a network that fails', () => {
  let proxy: TcpProxy;

  beforeEach(async () => {
    proxy = await TcpProxy.to(database.url);
    source = newSource(proxy.url);
    await source.start();
  });

  afterEach(async () => {
    await source.close();
    await proxy.close();
  });

  it('keeps the last snapshot while Postgres is away, says so to who asks, and goes on when it is back', async () => {
    proxy.refuse();
    proxy.cut();
    await addParticipant('BANK');
    await expect(source.refresh()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
    expect(source.current().participants.has('OPERATOR')).toBe(true);
    expect(source.current().participants.has('BANK')).toBe(false);
    proxy.accept();
    await seen('BANK');
    expect(faults.length).toBeLessThanOrEqual(1);
  });

  it('gives what it knows no longer than for a second while Postgres is away, or than who asks allows', async () => {
    const known = source.current();
    proxy.refuse();
    proxy.cut();
    expect(await source.recent()).toBe(known);
    stall(2_000);
    await expect(source.recent()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await source.recent({ failingMsMax: 60_000 })).toBe(known);
    await expect(source.recent({ failingMsMax: 1_500 })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('leaves a connection that is silently dead for a new one', async () => {
    proxy.freeze();
    await addParticipant('BANK');
    await seen('BANK');
    expect(faults).toEqual([]);
  });

  it('closes on a connection that is silently dead', async () => {
    proxy.freeze();
    await source.close();
  });
});
