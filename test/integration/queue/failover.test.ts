import type { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Queues } from '../../../src/queue/connect-queues.ts';
import { connectQueues } from '../../../src/queue/connect-queues.ts';
import type { Mailbox, ReplyReceiver } from '../../../src/shard/ports.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { OwnRedis, REDIS_SERVER } from './own-redis.ts';
import { drainUntil, PATIENTLY, replyUntilHeard, sendUntilTaken } from './patience.ts';
import { numbersOf, submit } from './support.ts';

const SHARD = 3;

describe.skipIf(REDIS_SERVER === undefined)('a Redis whose replica takes its place', () => {
  let before: OwnRedis;
  let after: OwnRedis;
  let proxy: TcpProxy;
  let queues: Queues;
  let mailbox: Mailbox;
  let receiver: ReplyReceiver;

  beforeEach(async () => {
    [before, after] = await Promise.all([OwnRedis.start(), OwnRedis.start()]);
    proxy = await TcpProxy.to(before.url);
    queues = await connectQueues({ redisUrl: proxy.url, databaseUrl: '', shards: SHARD + 1 });
    mailbox = await queues.mailboxes().open(SHARD);
    receiver = await queues.replyReceiver();
  });

  afterEach(async () => {
    await Promise.all([mailbox.close(), receiver.close()]);
    await queues.close();
    await proxy.close();
    await Promise.all([before.remove(), after.remove()]);
  });

  test('is left for its successor by connections that it keeps open', async () => {
    await sendUntilTaken(queues, { shard: SHARD, number: 1 });
    await drainUntil(mailbox, 1);
    proxy.passTo(after.url);
    await before.ask((client) => client.replicaof('127.0.0.1', after.port));
    const drained = drainUntil(mailbox, 2);
    expect(await sendUntilTaken(queues, { shard: SHARD, number: 2 })).toBeGreaterThan(0);
    await drained;
    await replyUntilHeard(queues, receiver, 2);
  });

  test('is not ready while it is a replica', async () => {
    await queues.inspector().ping();
    await before.ask((client) => client.replicaof('127.0.0.1', after.port));
    await expect(queues.inspector().ping()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  });
});

describe.skipIf(REDIS_SERVER === undefined)('a Redis that queues have filled', () => {
  let redis: OwnRedis;
  let queues: Queues;

  beforeEach(async () => {
    redis = await OwnRedis.start();
    queues = await connectQueues({ redisUrl: redis.url, databaseUrl: '', shards: SHARD + 1 });
  });

  afterEach(async () => {
    await queues.close();
    await redis.remove();
  });

  /** Fills it with envelopes that nobody takes: what it may have is a little more than what it has when empty. */
  async function fill(): Promise<void> {
    const emptyBytes = await redis.ask(usedBytes);
    const numbers = Array.from({ length: 100 }, (_, index) => index);
    await Promise.all(numbers.map((number) => queues.sender().send(SHARD, submit(number, 500))));
    await redis.ask((client) => client.config('SET', 'maxmemory', String(emptyBytes + 1_000_000)));
    await expect(queues.sender().send(SHARD, submit(100))).rejects.toMatchObject({
      code: 'QUEUE_UNAVAILABLE',
    });
  }

  test('is not ready', async () => {
    await queues.inspector().ping();
    await fill();
    await expect(queues.inspector().ping()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  });

  test('has room again as soon as somebody would take from it', async () => {
    await fill();
    const mailbox = await queues.mailboxes().open(SHARD);
    expect(await mailbox.takeOver()).toEqual([]);
    const drained = mailbox.drain(PATIENTLY);
    await sendUntilTaken(queues, { shard: SHARD, number: 1_000 });
    expect(numbersOf(await drained)).toEqual([1_000]);
    await queues.inspector().ping();
    await mailbox.close();
  });
});

async function usedBytes(client: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
}
