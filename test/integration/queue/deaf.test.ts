import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../../../src/embedded/free-port.ts';
import { connectQueues } from '../../../src/queue/connect-queues.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { OwnRedis, REDIS_SERVER } from './own-redis.ts';
import { replyUntilHeard } from './patience.ts';

describe.skipIf(REDIS_SERVER === undefined)('a gateway whose connection for replies falls silent', () => {
  const opened: { close(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const each of opened.splice(0).toReversed()) await each.close();
  });

  function closing<Opened>(one: Opened, close: (one: Opened) => Promise<void>): Opened {
    opened.push({ close: () => close(one) });
    return one;
  }

  async function startRedis(settings: readonly string[] = []): Promise<OwnRedis> {
    return closing(await OwnRedis.start(settings), (redis) => redis.remove());
  }

  async function proxyTo(redis: OwnRedis): Promise<TcpProxy> {
    return closing(await TcpProxy.to(redis.url), (proxy) => proxy.close());
  }

  /** Freezes that connection and no other, so that nothing else finds out; then hears replies all the same. */
  async function hearsAgain(redis: OwnRedis, proxy: TcpProxy, redisUrl: string): Promise<void> {
    const options = { redisUrl, databaseUrl: '', shards: 1 };
    const queues = closing(await connectQueues(options), (each) => each.close());
    const receiver = closing(await queues.replyReceiver(), (each) => each.close());
    await replyUntilHeard(queues, receiver, 1);
    const ports = await redis.ask(subscriberPorts);
    expect(ports.size).toBe(1);
    proxy.freeze(({ localPort }) => ports.has(localPort));
    await replyUntilHeard(queues, receiver, 2);
  }

  test('hears again on another one', async () => {
    const redis = await startRedis();
    const proxy = await proxyTo(redis);
    await hearsAgain(redis, proxy, proxy.url);
  });

  test('hears again on another one of a cluster, too, which it shares with nothing else', async () => {
    const redis = await startRedis(['--cluster-enabled', 'yes', '--cluster-port', String(await freePort())]);
    const proxy = await proxyTo(redis);
    await redis.ask(async (client) => {
      await client.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383);
      await client.config('SET', 'cluster-announce-ip', '127.0.0.1');
      await client.config('SET', 'cluster-announce-port', new URL(proxy.url).port);
      while (!String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await delay(50);
    });
    await hearsAgain(redis, proxy, `${proxy.url},${proxy.url}`);
  });
});

/** The ports from which whoever has subscribed is connected. */
async function subscriberPorts(client: Redis): Promise<ReadonlySet<number | undefined>> {
  const list = String(await client.call('CLIENT', 'LIST', 'TYPE', 'pubsub'));
  return new Set([...list.matchAll(/ addr=[^ ]*:(\d+) /g)].map(([, port]) => Number(port)));
}
