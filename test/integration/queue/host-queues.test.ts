import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import { NO_DEADLINE } from '../../../src/ledger/host-message.ts';
import type { Queues } from '../../../src/queue/connect-queues.ts';
import { connectQueues } from '../../../src/queue/connect-queues.ts';
import type { HostQueue } from '../../../src/switch/ports.ts';
import { OwnRedis, REDIS_SERVER } from './own-redis.ts';
import { BACKENDS, openTestQueues } from './support.ts';

const ISSUER = 'ISSUER-A';

/** As much of a message to a host as a queue looks at. */
function message(id: string): HostMessage {
  return { id, issuer: ISSUER, answerByMs: NO_DEADLINE } as HostMessage;
}

/** Handles one message, and takes so long for it. */
function slowHandler(takesMs: number) {
  const finished: string[] = [];
  let start: () => void;
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  const handle = async ({ id }: HostMessage): Promise<void> => {
    start();
    await delay(takesMs);
    finished.push(id);
  };
  return { handle, finished, started };
}

test.for(BACKENDS)('a queue on %s finishes what is under way before it is closed', async (backend) => {
  const queues = await openTestQueues(backend);
  const here = await queues.connect();
  const slow = slowHandler(1_000);
  const queue = await here.hosts().openFollowUps(ISSUER, { concurrency: 4, handle: slow.handle });
  await here.hosts().send(message('a'));
  await slow.started;
  await queue.close();
  expect(slow.finished).toEqual(['a']);
  const next = slowHandler(0);
  const again = await here.hosts().openFollowUps(ISSUER, { concurrency: 4, handle: next.handle });
  await here.hosts().send(message('b'));
  await next.started;
  await again.close();
  expect(next.finished).toEqual(['b']);
  await queues.close();
});

test.for(BACKENDS)('a message in a queue on %s is there once until it is handled', async (backend) => {
  const queues = await openTestQueues(backend);
  const here = await queues.connect();
  for (let times = 0; times < 3; times += 1) await here.hosts().send(message('a'));
  await here.hosts().send(message('b'));
  const handled: string[] = [];
  const queue = await here.hosts().openFollowUps(ISSUER, {
    concurrency: 1,
    handle: async ({ id }) => void handled.push(id),
  });
  await vi.waitFor(() => expect(handled).toEqual(['a', 'b']), 5_000);
  await here.hosts().send(message('a'));
  await vi.waitFor(() => expect(handled).toEqual(['a', 'b', 'a']), 5_000);
  await queue.close();
  await queues.close();
});

test.for(BACKENDS)(
  'what a host is told in vain comes again from a queue on %s, each time later',
  async (backend) => {
    const queues = await openTestQueues(backend);
    const here = await queues.connect();
    const triedAtMs: number[] = [];
    const queue = await here.hosts().openFollowUps(ISSUER, {
      concurrency: 1,
      handle: () => {
        triedAtMs.push(performance.now());
        return Promise.reject(new Error('no answer'));
      },
    });
    await here.hosts().send(message('a'));
    await vi.waitFor(() => expect(triedAtMs).toHaveLength(3), 10_000);
    const [first = 0, second = 0, third = 0] = triedAtMs;
    expect(second - first).toBeGreaterThan(400);
    expect(third - second).toBeGreaterThan(900);
    await queue.close();
    await queues.close();
  },
);

describe.skipIf(REDIS_SERVER === undefined)('while Redis is away', () => {
  let redis: OwnRedis;
  let queues: Queues;
  let slow: ReturnType<typeof slowHandler>;
  let opened: HostQueue[];

  beforeEach(async () => {
    redis = await OwnRedis.start();
    queues = await connectQueues({ redisUrl: redis.url, databaseUrl: '', shards: 1 });
    slow = slowHandler(500);
    const options = { concurrency: 4, handle: slow.handle };
    opened = await Promise.all([
      queues.hosts().openFollowUps(ISSUER, options),
      queues.hosts().openInquiries(ISSUER, { concurrency: 4, handle: () => Promise.resolve() }),
    ]);
  });

  afterEach(() => redis.remove());

  async function closeAll(): Promise<void> {
    await Promise.all(opened.map((queue) => queue.close()));
    await queues.close();
  }

  async function expectNobodyConnects(): Promise<void> {
    await delay(1_500);
    const clients = await redis.ask((client) => client.client('LIST'));
    expect(String(clients).trim().split('\n').length).toBe(1);
  }

  test.each(['at once', 'later'])('queues are closed in some seconds %s, and stay it', async (when) => {
    await redis.kill();
    if (when === 'later') await delay(2_500);
    const startedMs = performance.now();
    await closeAll();
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    await redis.start();
    await expectNobodyConnects();
  });

  test('so are those that have something under way', async () => {
    await queues.hosts().send(message('a'));
    await slow.started;
    await redis.kill();
    await closeAll();
    await redis.start();
    await expectNobodyConnects();
  });

  test('queues are closed while it comes back', async () => {
    await redis.kill();
    await delay(1_000);
    const closed = closeAll();
    await delay(500);
    await redis.start();
    await closed;
    await expectNobodyConnects();
  });
});
