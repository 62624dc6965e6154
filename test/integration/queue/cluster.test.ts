import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../../../src/embedded/free-port.ts';
import type { Queues } from '../../../src/queue/connect-queues.ts';
import { connectQueues } from '../../../src/queue/connect-queues.ts';
import type { Reply } from '../../../src/shard/envelope.ts';
import { OwnRedis, REDIS_SERVER } from './own-redis.ts';
import { drainUntil, replyUntilHeard, sendUntilTaken } from './patience.ts';
import { numbersOf, submit } from './support.ts';

const SHARDS = 8;
const SLOTS = 16_384;

describe.skipIf(REDIS_SERVER === undefined)('a redis cluster of two nodes', () => {
  const nodes: OwnRedis[] = [];
  const opened: Queues[] = [];

  beforeEach(async () => {
    for (let node = 0; node < 2; node += 1) {
      const busPort = String(await freePort());
      nodes.push(await OwnRedis.start(['--cluster-enabled', 'yes', '--cluster-port', busPort]));
    }
    await formCluster(nodes);
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queues) => queues.close()));
    await Promise.all(nodes.splice(0).map((node) => node.remove()));
  });

  async function connect(redisUrl: string): Promise<Queues> {
    const queues = await connectQueues({ redisUrl, databaseUrl: '', shards: SHARDS });
    opened.push(queues);
    return queues;
  }

  test('carries every shard on whichever node its slot is, and replies from any to any', async () => {
    const url = nodes.map((node) => node.url).join(',');
    const [gateway, worker] = await Promise.all([connect(url), connect(url)]);
    expect(gateway.backend.description).toMatch(/^Redis Cluster \d/);
    const receiver = await gateway.replyReceiver();
    const heard: Reply[] = [];
    receiver.onReply((reply) => heard.push(reply));

    for (let shard = 0; shard < SHARDS; shard += 1) {
      const mailbox = await worker.mailboxes().open(shard);
      expect(await mailbox.takeOver()).toEqual([]);
      const drained = mailbox.drain({ itemsMax: 100, waitMs: 60_000 });
      await gateway.sender().send(shard, submit(shard));
      const deliveries = await drained;
      expect(numbersOf(deliveries)).toEqual([shard]);
      worker.replySender().reply(receiver.gateway, { kind: 'done', number: shard });
      await gateway.sender().send(shard, submit(100));
      expect(await gateway.inspector().depth(shard)).toMatchObject({ waiting: 1 });
      await mailbox.complete(deliveries);
      expect(numbersOf(await mailbox.drain({ itemsMax: 100, waitMs: 60_000 }))).toEqual([100]);
      await mailbox.close();
    }
    while (heard.length < SHARDS) await delay(10);
    // Each reply enters the cluster at some node, so that their order is not kept.
    const numbers = heard.map((reply) => (reply.kind === 'done' ? reply.number : Number.NaN));
    expect(new Set(numbers)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]));
    const keys = await Promise.all(nodes.map((node) => node.ask((client) => client.dbsize())));
    expect(keys.every((count) => count > 0)).toBe(true);
    await receiver.close();
  });

  test('goes on after one of its nodes was killed and came back empty', async () => {
    const url = nodes.map((node) => node.url).join(',');
    const [gateway, worker] = await Promise.all([connect(url), connect(url)]);
    const receiver = await gateway.replyReceiver();
    const mailboxes = await Promise.all(
      Array.from({ length: SHARDS }, (_, shard) => worker.mailboxes().open(shard)),
    );
    for (const node of nodes) {
      const drained = mailboxes.map((mailbox) => drainUntil(mailbox, 1));
      await node.kill();
      await delay(100);
      await node.start();
      for (let shard = 0; shard < SHARDS; shard += 1) await sendUntilTaken(gateway, { shard, number: 1 });
      await Promise.all(drained);
      await replyUntilHeard(worker, receiver, 1);
    }
    await Promise.all([receiver, ...mailboxes].map((each) => each.close()));
  });

  test('is not taken for a single Redis', async () => {
    await expect(connect(nodes[0]?.url ?? '')).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });
});

async function formCluster(nodes: readonly OwnRedis[]): Promise<void> {
  const clients = nodes.map((node) => new Redis(node.url));
  const share = SLOTS / clients.length;
  for (const [index, client] of clients.entries()) {
    await client.call('CLUSTER', 'ADDSLOTSRANGE', index * share, (index + 1) * share - 1);
    await client.call('CONFIG', 'SET', 'cluster-announce-ip', '127.0.0.1');
  }
  const [first, second] = [clients[0], nodes[1]];
  const busPort = String(await clients[1]?.call('CONFIG', 'GET', 'cluster-port')).split(',')[1];
  await first?.call('CLUSTER', 'MEET', '127.0.0.1', second?.port ?? 0, busPort ?? 0);
  for (const client of clients) {
    while (!String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await delay(50);
    while (!String(await client.call('CLUSTER', 'INFO')).includes('cluster_known_nodes:2')) await delay(50);
    client.disconnect();
  }
}
