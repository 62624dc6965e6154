import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Queues } from '../../../src/queue/connect-queues.ts';
import { connectQueues } from '../../../src/queue/connect-queues.ts';
import type { Mailbox, ReplyReceiver } from '../../../src/shard/ports.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { OwnRedis, REDIS_SERVER } from './own-redis.ts';
import { drainUntil, PATIENTLY, replyUntilHeard, sendUntilTaken } from './patience.ts';
import type { TestQueues } from './support.ts';
import { BACKENDS, numbersOf, openTestQueues, submit } from './support.ts';

const SHARD = 3;

describe.each(BACKENDS)('with a network between it and %s', (backend) => {
  let queues: TestQueues;
  let proxy: TcpProxy;
  let far: Queues;
  let mailbox: Mailbox;
  let receiver: ReplyReceiver;

  beforeEach(async () => {
    queues = await openTestQueues(backend);
    const target = backend === 'redis' ? inject('redisUrl') : queues.database.url;
    proxy = await TcpProxy.to(target ?? '');
    far = await queues.connect(backend === 'redis' ? { redisUrl: proxy.url } : { databaseUrl: proxy.url });
    mailbox = await far.mailboxes().open(SHARD);
    receiver = await far.replyReceiver();
  });

  afterEach(async () => {
    await Promise.all([mailbox.close(), receiver.close()]);
    await far.close();
    // Sessions that fell silent end with it.
    await proxy.close();
    await queues.close();
  });

  async function worksAgain(number: number): Promise<void> {
    await Promise.all([
      sendUntilTaken(far, { shard: SHARD, number }),
      drainUntil(mailbox, number),
      replyUntilHeard(far, receiver, number),
    ]);
    await far.inspector().ping();
  }

  test('all goes on after the connections were cut', async () => {
    await worksAgain(1);
    const drained = drainUntil(mailbox, 2);
    proxy.cut();
    await sendUntilTaken(far, { shard: SHARD, number: 2 });
    await drained;
    proxy.cut();
    await worksAgain(3);
  });

  test('all goes on after the connections fell silent', async () => {
    await worksAgain(1);
    const drained = drainUntil(mailbox, 2);
    proxy.freeze();
    expect(await sendUntilTaken(far, { shard: SHARD, number: 2 })).toBeGreaterThan(0);
    await drained;
    await worksAgain(3);
  });

  test('what is sent meanwhile fails, retryably, and is not sent later', async () => {
    await worksAgain(1);
    proxy.refuse();
    proxy.cut();
    for (const number of [2, 3, 4]) {
      await expect(far.sender().send(SHARD, submit(number))).rejects.toMatchObject({
        code: 'QUEUE_UNAVAILABLE',
        retryable: true,
      });
    }
    await expect(far.inspector().ping()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    await expect(far.inspector().depth(SHARD)).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    proxy.accept();
    await sendUntilTaken(far, { shard: SHARD, number: 5 });
    const deliveries = await mailbox.drain(PATIENTLY);
    expect(numbersOf(deliveries)).toEqual([5]);
    await mailbox.complete(deliveries);
  });

  test('what was taken and could not be completed is not delivered again', async () => {
    await sendUntilTaken(far, { shard: SHARD, number: 1 });
    const deliveries = await mailbox.drain(PATIENTLY);
    proxy.refuse();
    proxy.cut();
    await expect(mailbox.complete(deliveries)).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    proxy.accept();
    await sendUntilTaken(far, { shard: SHARD, number: 2 });
    expect(numbersOf(await mailbox.drain(PATIENTLY))).toEqual([2]);
    await mailbox.close();
    mailbox = await far.mailboxes().open(SHARD);
    expect(numbersOf(await mailbox.takeOver())).toEqual([2]);
  });

  test('a mailbox can be closed meanwhile, and another opened afterwards', async () => {
    proxy.refuse();
    proxy.cut();
    const drained = mailbox.drain(PATIENTLY);
    await mailbox.close();
    expect(await drained).toEqual([]);
    await expect(far.mailboxes().open(SHARD)).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    proxy.accept();
    await sendUntilTaken(far, { shard: SHARD, number: 1 });
    mailbox = await far.mailboxes().open(SHARD);
    expect(await mailbox.takeOver()).toEqual([]);
    await drainUntil(mailbox, 1);
  });
});

describe('a Postgres that ends its sessions', () => {
  test('is used again, and takes nobody with it', async () => {
    const queues = await openTestQueues('postgres');
    const administrator = new Client({ connectionString: queues.database.url });
    await administrator.connect();
    const endSessions = () =>
      administrator.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`);
    const here = await queues.connect();
    const receiver = await here.replyReceiver();
    for (let number = 1; number <= 10; number += 1) {
      const mailbox = await here.mailboxes().open(SHARD);
      const drained = drainUntil(mailbox, number);
      await endSessions();
      await sendUntilTaken(here, { shard: SHARD, number });
      await drained;
      await endSessions();
      await replyUntilHeard(here, receiver, number);
      // Sessions end while they are being closed, too.
      await Promise.all([endSessions(), mailbox.close()]);
    }
    await Promise.all([endSessions(), receiver.close(), here.close()]);
    await administrator.end();
    await queues.close();
  });
});

describe.skipIf(REDIS_SERVER === undefined)('a Redis that is killed and comes back empty', () => {
  let redis: OwnRedis;
  let gateway: Queues;
  let worker: Queues;
  let mailbox: Mailbox;
  let receiver: ReplyReceiver;

  beforeEach(async () => {
    redis = await OwnRedis.start();
    const options = { redisUrl: redis.url, databaseUrl: '', shards: SHARD + 1 };
    [gateway, worker] = await Promise.all([connectQueues(options), connectQueues(options)]);
    mailbox = await worker.mailboxes().open(SHARD);
    receiver = await gateway.replyReceiver();
  });

  afterEach(async () => {
    await Promise.all([mailbox.close(), receiver.close()]);
    await Promise.all([gateway.close(), worker.close()]);
    await redis.remove();
  });

  test('is waited for by a drain, and works as before', async () => {
    const drained = drainUntil(mailbox, 1);
    await redis.kill();
    const sent = sendUntilTaken(gateway, { shard: SHARD, number: 1 });
    await delay(200);
    await redis.start();
    expect(await sent).toBeGreaterThan(0);
    await drained;
    await replyUntilHeard(worker, receiver, 1);
    await sendUntilTaken(gateway, { shard: SHARD, number: 2 });
    await drainUntil(mailbox, 2);
    expect(
      await redis.ask((client) =>
        client.hget(`{tongfen:${SHARD}}:tongfen-${SHARD}:meta`, 'opts.maxLenEvents'),
      ),
    ).toBe('1');
  });

  test('has forgotten what was taken, which is then complete', async () => {
    for (let number = 1; number <= 5; number += 1) await sendUntilTaken(gateway, { shard: SHARD, number });
    const deliveries = await mailbox.drain(PATIENTLY);
    await redis.kill();
    await redis.start();
    await worker
      .inspector()
      .ping()
      .catch(() => {});
    await sendUntilTaken(gateway, { shard: SHARD, number: 6 });
    await drainUntil(mailbox, 6);
    await mailbox.complete(deliveries);
    expect(await worker.inspector().depth(SHARD)).toEqual({ waiting: 0, oldestAgeMs: 0 });
  });

  test('goes away while many send, and takes none of it later', async () => {
    await redis.kill();
    const attempts = Array.from({ length: 1_000 }, (_, index) => gateway.sender().send(SHARD, submit(index)));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    await redis.start();
    await sendUntilTaken(gateway, { shard: SHARD, number: 5_000 });
    expect(await gateway.inspector().depth(SHARD)).toMatchObject({ waiting: 1 });
  });
});
