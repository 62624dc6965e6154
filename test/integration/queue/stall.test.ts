import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectQueues } from '../../../src/queue/connect-queues.ts';
import { WAIT_SECONDS } from '../../../src/queue/mailbox.ts';
import { eventually } from '../../support/eventually.ts';
import { OwnRedis, REDIS_SERVER } from './own-redis.ts';

const SHARDS = 24;

/** Longer than any wait for an answer, so that everything that was waited for is given up and renewed at once. */
const STALL_MS = WAIT_SECONDS * 1_000 + 2_000;

/** Between the end of one mailbox and of the next: renewing a connection takes some milliseconds. */
const STEP_MS = 0.5;

/** As a process that was stopped and goes on, or a machine that was asleep. */
function standStill(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

describe.skipIf(REDIS_SERVER === undefined)('a worker whose process stood still', () => {
  let redis: OwnRedis;

  beforeEach(async () => {
    redis = await OwnRedis.start();
  });

  afterEach(() => redis.remove());

  const connections = () =>
    redis.ask(async (client) => {
      const list = (await client.client('LIST')) as string;
      return list.split('\n').filter((line) => line.includes(' cmd=') && !line.includes(' cmd=client'))
        .length;
    });

  test('leaves no connection of a mailbox that it closes while BullMQ renews it', async () => {
    const queues = await connectQueues({ redisUrl: redis.url, databaseUrl: '', shards: SHARDS });
    const mailboxes = await Promise.all(
      Array.from({ length: SHARDS }, (_, shard) => queues.mailboxes().open(shard)),
    );
    const drains = mailboxes.map((mailbox) => mailbox.drain({ itemsMax: 1, waitMs: 60_000 }));
    await eventually(async () => expect(await connections()).toBeGreaterThan(SHARDS));
    standStill(STALL_MS);
    await Promise.all(
      mailboxes.map(async (mailbox, index) => {
        await delay(index * STEP_MS);
        await mailbox.close();
      }),
    );
    await Promise.all(drains);
    // The sender's and the workers' remain, until they are closed as well.
    await eventually(async () => expect(await connections()).toBe(2));
    await queues.close();
    await eventually(async () => expect(await connections()).toBe(0));
  });
});
