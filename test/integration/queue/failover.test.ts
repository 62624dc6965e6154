import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Queues } from '../../../src/queue/connect-queues.ts';
import { connectQueues } from '../../../src/queue/connect-queues.ts';
import type { Mailbox, ReplyReceiver } from '../../../src/shard/ports.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { OwnRedis, REDIS_SERVER } from './own-redis.ts';
import { drainUntil, replyUntilHeard, sendUntilTaken } from './patience.ts';

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
});
