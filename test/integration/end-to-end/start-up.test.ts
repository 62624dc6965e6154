import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';

const PROGRAM = join(packageRoot(), 'dist', 'src', 'main.js');
const SHARDS = 4;

/** Longer than anything that a process waits for before it gives up. */
const EXIT_MS_MAX = 60_000;

describe.each(['gateway', 'worker'])('a %s', (role) => {
  let database: TestDatabase;
  /** A port on which nobody listens. */
  let deadPort: number;

  beforeAll(async () => {
    database = await createTestDatabase({ shards: SHARDS });
    deadPort = await closedPort();
  });

  afterAll(() => database.drop());

  /** Starts it, and expects it to say in one line why it does not run. */
  async function expectRefusal(settings: NodeJS.ProcessEnv, line: RegExp): Promise<void> {
    const child = spawn(process.execPath, [PROGRAM, role], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: database.url,
        TONGFEN_SHARDS: String(SHARDS),
        TONGFEN_GRPC_ADDRESS: '127.0.0.1:0',
        ...settings,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const killer = setTimeout(() => child.kill('SIGKILL'), EXIT_MS_MAX);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    clearTimeout(killer);
    const lines = said.trimEnd().split('\n');
    expect(lines).toEqual([expect.stringMatching(line)]);
    expect(code).toBe(1);
  }

  test.concurrent('ends with its parent, also before it serves', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const child = fork(PROGRAM, [role], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: `postgres://127.0.0.1:${port}/silent`,
        TONGFEN_SHARDS: String(SHARDS),
        TONGFEN_GRPC_ADDRESS: '127.0.0.1:0',
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const ended = Promise.all([text(child.stderr as Readable), once(child, 'exit')]);
    // It waits for an answer now, and would say so if it waited to the end.
    await once(silent, 'connection');
    child.disconnect();
    expect(await ended).toEqual(['', [1, null]]);
    silent.close();
  });

  test.concurrent('refuses a configuration that does not parse, and names the setting', async () => {
    await Promise.all([
      expectRefusal({ TONGFEN_SHARDS: 'many' }, /TONGFEN_SHARDS .*must be a whole number/),
      expectRefusal({ DATABASE_URL: 'mysql://localhost/x' }, /DATABASE_URL .*must be a postgres:\/\/ URL/),
      expectRefusal({ REDIS_URL: 'localhost:6379' }, /REDIS_URL .*must be a redis:\/\/ URL/),
      expectRefusal({ DATABASE_URL: '' }, /DATABASE_URL .*must name the Postgres/),
    ]);
  });

  test.runIf(role === 'worker')('refuses a certificate that no host could be shown', async () => {
    const file = join(packageRoot(), 'package.json');
    const names = ['TONGFEN_HOST_TLS_CA', 'TONGFEN_HOST_TLS_CERT', 'TONGFEN_HOST_TLS_KEY'];
    const settings = Object.fromEntries(names.map((name) => [name, file]));
    await expectRefusal(settings, /package\.json and .*package\.json are not a certificate and its key$/);
  });

  test.concurrent('refuses a Postgres that does not answer, and says which', async () => {
    const url = `postgres://nobody:secret@127.0.0.1:${deadPort}/books`;
    await expectRefusal(
      { DATABASE_URL: url },
      new RegExp(`^(?!.*secret).*127.0.0.1:${deadPort}.*see that it runs`),
    );
  });

  test.concurrent('refuses a Redis that does not answer, and says which', async () => {
    const url = `redis://:secret@127.0.0.1:${deadPort}`;
    await expectRefusal({ REDIS_URL: url }, new RegExp(`^(?!.*secret).*Redis at 127.0.0.1:${deadPort}`));
  });

  test.concurrent('refuses a database of another number of shards, and says which it has', async () => {
    await expectRefusal(
      { TONGFEN_SHARDS: '7' },
      /created with 4 shards.*start with that number instead of 7/,
    );
  });

  test.runIf(role === 'worker')("refuses certificates for issuers' hosts that can't be used", async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tongfen-start-up-'));
    try {
      const settings = { TONGFEN_HOST_TLS_DIRECTORIES: `CITY=${directory}` };
      await expectRefusal(settings, new RegExp(`${directory}/ca.pem can not be read: name a PEM file`));
      for (const file of ['ca.pem', 'cert.pem', 'key.pem']) writeFileSync(join(directory, file), 'no PEM');
      await expectRefusal(settings, /cert.pem and .*key.pem are not a certificate and its key/);
    } finally {
      rmSync(directory, { recursive: true });
    }
    await expectRefusal(
      { TONGFEN_HOST_TLS_DIRECTORIES: '/etc/tongfen' },
      /TONGFEN_HOST_TLS_DIRECTORIES .*must be ISSUER=directory/,
    );
  });

  test('refuses queues in another place than those of the processes that run', async () => {
    const other = new Client({
      connectionString: database.url,
      application_name: 'tongfen reference data, queues on Redis',
    });
    await other.connect();
    await expectRefusal({}, /REDIS_URL .*same for all processes.*on Redis, this one on Postgres/);
    await other.end();
  });

  test('refuses a database of a newer schema, and says which version to start', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query("insert into migration (name, run_on) values ('9999_later', now())");
    await client.end();
    await expectRefusal({}, /newer schema.*9999_later.*start the version that made it/);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
