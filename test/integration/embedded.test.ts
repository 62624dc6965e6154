import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { identify } from '../../src/embedded/process-identity.ts';
import { findRedisServer } from '../../src/embedded/redis.ts';
import type { EmbeddedOptions, EmbeddedServices } from '../../src/embedded/start.ts';
import { startEmbedded } from '../../src/embedded/start.ts';

const hasRedis = findRedisServer() !== undefined;
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A data directory in a folder of its own. Whoever made the folder may enter it, and nobody else. */
function newDirectory(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tongfen-embedded-'));
  const directory = join(folder, '.tongfen');
  cleanups.push(() => {
    const postgres = join(directory, 'postgres');
    if (existsSync(postgres)) rmSync(realpathSync(postgres), { recursive: true });
    rmSync(folder, { recursive: true });
  });
  return directory;
}

async function start(
  options: Partial<EmbeddedOptions> & { dataDirectory: string },
): Promise<EmbeddedServices> {
  const services = await startEmbedded({ durable: false, logger: pino({ level: 'silent' }), ...options });
  cleanups.push(() => services.stop());
  return services;
}

/** Starts the services in a process of its own, which may then be killed. */
async function startElsewhere(dataDirectory: string) {
  const parent = spawnParent(dataDirectory);
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  return {
    parent,
    ...(JSON.parse(line.toString()) as { databaseUrl: string; postgresPid: number; redisPid?: number }),
  };
}

function spawnParent(dataDirectory: string) {
  const script = fileURLToPath(new URL('../support/embedded-parent.mjs', import.meta.url));
  const parent = spawn(process.execPath, [script, dataDirectory], { stdio: ['ignore', 'pipe', 'pipe'] });
  cleanups.push(() => kill(parent));
  return parent;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function query<Row>(databaseUrl: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

const keep = (databaseUrl: string) => query(databaseUrl, 'create table kept as select 7 as points');
const kept = (databaseUrl: string) => query<{ points: number }>(databaseUrl, 'select points from kept');

async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

test('brings up a Postgres that commits durably, listens on the loopback only and wants a password', async () => {
  const services = await start({ dataDirectory: newDirectory(), redis: 'never', durable: true });
  const [settings] = await query<Record<string, string>>(
    services.databaseUrl,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
            current_setting('full_page_writes') as full_page_writes, current_setting('listen_addresses') as addresses,
            current_setting('server_encoding') as encoding, current_database() as database`,
  );
  expect(settings).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    addresses: '127.0.0.1',
    encoding: 'UTF8',
    database: 'tongfen',
  });
  expect(services.redisUrl).toBeUndefined();
  expect(services.description).toMatch(/^Postgres \d+\.\d+ \(embedded, \S+\), which carries the queues too$/);
  const url = new URL(services.databaseUrl);
  expect(services.description).not.toContain(url.password);
  url.password = 'guess';
  await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
});

test('stops every process it started and keeps the data for the next start', async () => {
  const dataDirectory = newDirectory();
  const first = await start({ dataDirectory });
  await keep(first.databaseUrl);
  const pids = [first.postgresPid, first.redisPid].filter((pid) => pid !== undefined);
  expect(pids).toHaveLength(hasRedis ? 2 : 1);
  await first.stop();
  expect(pids.map(identify).filter((process) => process !== undefined)).toEqual([]);
  const second = await start({ dataDirectory });
  expect(await kept(second.databaseUrl)).toEqual([{ points: 7 }]);
});

test('leaves nothing of an ephemeral start, wherever Postgres had to live', async () => {
  const dataDirectory = newDirectory();
  const services = await start({ dataDirectory, ephemeral: true });
  const home = realpathSync(join(dataDirectory, 'postgres'));
  await services.stop();
  expect([existsSync(dataDirectory), existsSync(home)]).toEqual([false, false]);
});

test('refuses a second start on the same directory in one line, and the first does not notice', async () => {
  const dataDirectory = newDirectory();
  const first = await start({ dataDirectory, redis: 'never' });
  await expect(start({ dataDirectory, redis: 'never' })).rejects.toMatchObject({
    name: 'Fault',
    code: 'CONFIGURATION_INVALID',
    message: `${dataDirectory} is in use by process ${process.pid}; stop that one, or use another directory`,
  });
  expect(await query(first.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a fresh start leaves nothing of earlier ones, wherever Postgres had to live', async () => {
  const dataDirectory = newDirectory();
  const first = await start({ dataDirectory, redis: 'never' });
  const home = realpathSync(join(dataDirectory, 'postgres'));
  await first.stop();
  const left = [join(home, 'left'), join(dataDirectory, 'left')];
  for (const file of left) writeFileSync(file, '');
  const second = await start({ dataDirectory, redis: 'never', fresh: true });
  expect(left.filter((file) => existsSync(file))).toEqual([]);
  const isElsewhere = !home.startsWith(realpathSync(dataDirectory));
  expect(existsSync(home)).toBe(!isElsewhere);
  expect(await query(second.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a fresh start is refused while another runs on the directory, and removes nothing', async () => {
  const dataDirectory = newDirectory();
  const first = await start({ dataDirectory, redis: 'never' });
  await keep(first.databaseUrl);
  await expect(start({ dataDirectory, redis: 'never', fresh: true })).rejects.toThrow(
    / is in use by process /,
  );
  await first.kill('postgres');
  await first.restart('postgres');
  expect(await kept(first.databaseUrl)).toEqual([{ points: 7 }]);
});

test("a fresh start removes a link to another's Postgres, and nothing of what it names", async () => {
  const dataDirectory = newDirectory();
  const first = await start({ dataDirectory, redis: 'never' });
  await keep(first.databaseUrl);
  await first.stop();
  const copy = newDirectory();
  mkdirSync(copy);
  symlinkSync(realpathSync(join(dataDirectory, 'postgres')), join(copy, 'postgres'));
  await start({ dataDirectory: copy, redis: 'never', fresh: true });
  const again = await start({ dataDirectory, redis: 'never' });
  expect(await kept(again.databaseUrl)).toEqual([{ points: 7 }]);
});

test('a fresh start refuses a directory that is a link in one line, and removes nothing behind it', async () => {
  const files = newDirectory();
  mkdirSync(files);
  writeFileSync(join(files, 'letter'), '');
  const dataDirectory = join(files, '..', 'link');
  symlinkSync(files, dataDirectory);
  await expect(start({ dataDirectory, redis: 'never', fresh: true })).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: expect.stringMatching(/link is a link, .*; remove the link itself$/) as string,
  });
  expect(readdirSync(files)).toEqual(['letter']);
});

test('names the directory that it can not use', async () => {
  const folder = newDirectory();
  mkdirSync(folder);
  writeFileSync(join(folder, 'file'), '');
  const dataDirectory = join(folder, 'file', 'below');
  await expect(start({ dataDirectory })).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: expect.stringContaining(`${dataDirectory} can't be used`),
  });
});

test('starts nothing and makes no directory when both URLs are given', async () => {
  const dataDirectory = newDirectory();
  const databaseUrl = 'postgres://somebody:secret@db.example:5432/tongfen';
  const redisUrl = 'redis://:secret@queue.example:6379';
  const services = await start({ dataDirectory, databaseUrl, redisUrl });
  expect(services).toMatchObject({ databaseUrl, redisUrl, postgresPid: undefined, redisPid: undefined });
  expect(services.description).toBe('Postgres at db.example:5432 and queues on Redis at queue.example:6379');
  expect(existsSync(dataDirectory)).toBe(false);
});

test('a Postgres killed for a test stays away until it is restarted, on the same URL and with its data', async () => {
  const services = await start({ dataDirectory: newDirectory(), redis: 'never' });
  const { databaseUrl } = services;
  await keep(databaseUrl);
  await services.kill('postgres');
  await expect(query(databaseUrl, 'select 1')).rejects.toThrow('ECONNREFUSED');
  await services.restart('postgres');
  expect(services.databaseUrl).toBe(databaseUrl);
  expect(await kept(databaseUrl)).toEqual([{ points: 7 }]);
});

test('a Postgres that somebody else killed comes back by itself', async () => {
  const services = await start({ dataDirectory: newDirectory(), redis: 'never' });
  const { databaseUrl, postgresPid } = services;
  await keep(databaseUrl);
  process.kill(postgresPid ?? 0, 'SIGKILL');
  await eventually(() =>
    kept(databaseUrl).then(
      () => services.postgresPid !== postgresPid,
      () => false,
    ),
  );
  expect(await kept(databaseUrl)).toEqual([{ points: 7 }]);
});

test.runIf(hasRedis)(
  'a Redis never evicts a job or writes to disk, and comes back on the same URL',
  async () => {
    const services = await start({
      dataDirectory: newDirectory(),
      databaseUrl: 'postgres://db.example/tongfen',
    });
    const ask = async (): Promise<unknown[]> => {
      const redis = new Redis(services.redisUrl ?? '', { retryStrategy: () => null });
      try {
        return await redis
          .config('GET', 'maxmemory-policy', 'save', 'appendonly')
          .then((pairs) => pairs as unknown[]);
      } finally {
        redis.disconnect();
      }
    };
    const expected = ['maxmemory-policy', 'noeviction', 'save', '', 'appendonly', 'no'];
    expect((await ask()).toSorted()).toEqual(expected.toSorted());
    await services.kill('redis');
    await services.restart('redis');
    expect((await ask()).toSorted()).toEqual(expected.toSorted());
  },
);

test('servers do not outlive a parent that was killed, and the next start has its data', async () => {
  const dataDirectory = newDirectory();
  const { parent, databaseUrl, postgresPid, redisPid } = await startElsewhere(dataDirectory);
  await keep(databaseUrl);
  await kill(parent);
  await eventually(() => identify(postgresPid) === undefined);
  if (redisPid !== undefined) await eventually(() => identify(redisPid) === undefined);
  const services = await start({ dataDirectory });
  expect(await kept(services.databaseUrl)).toEqual([{ points: 7 }]);
});

test('the next start ends a server that lost its parent and its watchdog', async () => {
  const dataDirectory = newDirectory();
  mkdirSync(dataDirectory);
  const orphan = spawn('sleep', ['600'], { stdio: 'ignore' });
  cleanups.push(() => kill(orphan));
  const owner = { pid: process.pid, startedAt: 'another life' };
  const claim = { owner, servers: { redis: identify(orphan.pid ?? 0) } };
  writeFileSync(join(dataDirectory, 'running.json'), JSON.stringify(claim));
  const exited = once(orphan, 'exit');
  await start({ dataDirectory });
  expect((await exited)[1]).toBe('SIGTERM');
});

test('a lock file of Postgres whose pid another process has by now is no obstacle', async () => {
  const dataDirectory = newDirectory();
  const services = await start({ dataDirectory, redis: 'never' });
  await keep(services.databaseUrl);
  const data = join(realpathSync(join(dataDirectory, 'postgres')), 'data');
  const lockFile = readFileSync(join(data, 'postmaster.pid'), 'utf8');
  await services.stop();

  const { uid, gid } = statSync(data);
  const stranger = spawn('sleep', ['600'], { stdio: 'ignore', cwd: '/', uid, gid });
  cleanups.push(() => kill(stranger));
  writeFileSync(join(data, 'postmaster.pid'), lockFile.replace(/^\d+/, String(stranger.pid)));
  const postgres = { pid: stranger.pid, startedAt: 'another life' };
  const claim = { owner: { pid: process.pid, startedAt: 'another life' }, servers: { postgres } };
  writeFileSync(join(dataDirectory, 'running.json'), JSON.stringify(claim));

  const next = await start({ dataDirectory, redis: 'never' });
  expect(await kept(next.databaseUrl)).toEqual([{ points: 7 }]);
  expect(stranger.exitCode).toBeNull();
});

test('a first start that was killed while it made the database is made good by the next', async () => {
  const dataDirectory = newDirectory();
  const parent = spawnParent(dataDirectory);
  const home = join(dataDirectory, 'postgres');
  const halfMade = () =>
    existsSync(home) && readdirSync(home).some((name) => existsSync(join(home, name, 'base')));
  await eventually(halfMade);
  await kill(parent);
  expect(existsSync(join(home, 'data'))).toBe(false);
  const services = await start({ dataDirectory, redis: 'never' });
  await keep(services.databaseUrl);
  expect(await kept(services.databaseUrl)).toEqual([{ points: 7 }]);
});

test('says in one line why Postgres does not start', async () => {
  const dataDirectory = newDirectory();
  const services = await start({ dataDirectory, redis: 'never' });
  await services.stop();
  writeFileSync(join(dataDirectory, 'postgres', 'data', 'PG_VERSION'), '9\n');
  await expect(start({ dataDirectory, redis: 'never' })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringMatching(
      /^the private postgres did not start: .*incompatible.* \(see .*postgres\.log\)$/,
    ),
  });
});
