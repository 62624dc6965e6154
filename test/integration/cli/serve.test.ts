import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../../src/client/response-decoder.ts';
import { isResult } from '../../../src/client/response-decoder.ts';
import { packageRoot } from '../../../src/package-root.ts';
import type { TestRedis } from '../../support/backends.ts';
import { takeRedis, USUAL_BACKEND } from '../../support/backends.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { setUpNetwork } from '../../support/network.ts';
import { expectBooksRight } from '../../support/running-network.ts';

const PROGRAM = join(packageRoot(), 'dist', 'src', 'main.js');
const SHARDS = 4;
const CARDS = 200;

let database: TestDatabase;
let redis: TestRedis | undefined;
let child: ChildProcess;
beforeEach(async () => {
  database = await createTestDatabase({ shards: SHARDS });
  redis = await takeRedis(USUAL_BACKEND);
});
afterEach(async () => {
  child.kill('SIGKILL');
  await database.drop();
  await redis?.release();
});

/** Runs `tongfen serve` as a process of its own, until its gateway listens. */
async function serve(): Promise<string> {
  child = spawn(process.execPath, [PROGRAM, 'serve', '--json'], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.url,
      REDIS_URL: redis?.url ?? '',
      TONGFEN_SHARDS: String(SHARDS),
      TONGFEN_WORKERS: '2',
      TONGFEN_GRPC_ADDRESS: '127.0.0.1:0',
      TONGFEN_CUT_OVER: 'manual',
      TONGFEN_HTTP_ADDRESS: '127.0.0.1:0',
      TONGFEN_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`tongfen serve ended before it served, with ${code}`);
  });
  const started = once(createInterface({ input: child.stdout! }), 'line');
  const [line] = (await Promise.race([started, ended])) as [string];
  return (JSON.parse(line) as { grpcAddress: string }).grpcAddress;
}

/** Keeps every turn from being committed, until it is told to let go. */
async function holdCommits(): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('begin; lock table account in exclusive mode');
  return () => client.end();
}

/** The outcome of a call, or why it has none. */
async function outcomeOf(call: Promise<Answer>): Promise<string> {
  try {
    const answer = await call;
    return isResult(answer) ? answer.outcome : answer.status;
  } catch (error) {
    return (error as Error).message;
  }
}

test('a network that is told to stop answers what it has', async () => {
  const address = await serve();
  const network = await setUpNetwork({ databaseUrl: database.url, address, cards: CARDS });
  const client = network.connect('ACQUIRER-A', { deadlineMs: 20_000 });
  const letGo = await holdCommits();
  const calls = network.cards.map((card) =>
    client.submit({ id: randomUUID(), type: 'EARN', card, program: 'ALPHA', amount: 1, merchant: 'SHOP' }),
  );
  const outcomes = Promise.all(calls.map(outcomeOf));
  // They have arrived, and most are behind a turn that can't be committed.
  await delay(500);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await delay(500);
  await letGo();
  expect(await ended).toEqual([0, null]);
  expect((await outcomes).filter((outcome) => outcome !== 'POSTED')).toEqual([]);
  network.close();
  await expectBooksRight(database.url);
});
