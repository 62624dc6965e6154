import { randomBytes } from 'node:crypto';
import type { IQueueBackend } from 'bullmq';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { inject } from 'vitest';
import type { ShardQueue } from '../../../src/queue/backend.ts';
import type { Queues } from '../../../src/queue/connect-queues.ts';
import { connectQueues } from '../../../src/queue/connect-queues.ts';
import type { QueueWorker } from '../../../src/queue/mailbox.ts';
import type { Envelope } from '../../../src/shard/envelope.ts';
import type { Delivery, Mailbox } from '../../../src/shard/ports.ts';
import { BLANK } from '../../support/blank-transaction.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';

export const SHARDS = 4;

export type BackendName = 'redis' | 'postgres';

/** The backends that can be tested here. */
export const BACKENDS: readonly BackendName[] =
  inject('redisUrl') === undefined ? ['postgres'] : ['postgres', 'redis'];

/** Queues of one test on one backend, and a hand in BullMQ beside them. */
export interface TestQueues {
  readonly prefix: string;
  readonly database: TestDatabase;
  /** What another process would do. `databaseUrl` and `redisUrl` may be changed for a proxy. */
  connect(urls?: { databaseUrl?: string; redisUrl?: string }): Promise<Queues>;
  /** What `connectQueues` is given, for a process of its own. */
  readonly options: { redisUrl: string | undefined; databaseUrl: string; shards: number; prefix: string };
  rawQueue(shard: number): ShardQueue;
  rawWorker(shard: number): QueueWorker;
  /** Closes what was connected, and fails if a session of Postgres was left behind. */
  close(): Promise<void>;
}

export async function openTestQueues(backend: BackendName): Promise<TestQueues> {
  const database = await createTestDatabase({ shards: SHARDS });
  const redisUrl = backend === 'redis' ? inject('redisUrl') : undefined;
  const prefix = `test_${randomBytes(6).toString('hex')}`;
  const options = { redisUrl, databaseUrl: database.url, shards: SHARDS, prefix };
  const opened: { close(): Promise<void> }[] = [];
  const keep = <Closable extends { close(): Promise<void> }>(closable: Closable): Closable => {
    opened.push(closable);
    return closable;
  };
  const name = (shard: number): string => `${prefix}-${shard}`;
  const redis = (shard: number) => ({ connection: { url: redisUrl ?? '' }, prefix: `{${prefix}:${shard}}` });
  const postgres = { connectionString: database.url, max: 1 };
  return {
    prefix,
    database,
    options,
    connect: async (urls) => keep(await connectQueues({ ...options, ...urls })),
    rawQueue: (shard) =>
      keep(
        backend === 'redis'
          ? new Queue<unknown, unknown, string>(name(shard), { ...redis(shard), skipMetasUpdate: true })
          : new Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>(
              name(shard),
              { connection: {}, skipMetasUpdate: true },
              (queue, own) => createPostgresBackend(queue, { ...own, connection: postgres }),
            ),
      ),
    rawWorker: (shard) =>
      keep(
        backend === 'redis'
          ? new Worker<unknown>(name(shard), null, { ...redis(shard), autorun: false })
          : new Worker<unknown, unknown, string, IQueueBackend>(
              name(shard),
              null,
              { connection: {}, autorun: false },
              (queue, own, kind) => createPostgresBackend(queue, { ...own, connection: postgres }, kind),
            ),
      ),
    close: async () => {
      await Promise.all(opened.map((each) => each.close()));
      await database.drop();
    },
  };
}

/** An envelope of as many earns, that can be told from others by its number. */
export function submit(number: number, size = 1): Envelope & { kind: 'submit' } {
  return {
    kind: 'submit',
    gateway: 'gateway',
    number,
    transactions: Array.from({ length: size }, (_, index) => ({
      ...BLANK,
      id: `00000000-0000-7000-8000-${String(number * 10_000 + index).padStart(12, '0')}`,
      type: 'EARN',
      card: 4000001000000001 + index,
      program: 'ACME',
      amount: 100 + index,
      participant: 'ACQ-1',
      merchant: 'M1',
      reference: `order ${number} · ${index}`,
    })),
  };
}

/** The numbers of submitted envelopes. */
export function numbersOf(deliveries: readonly Delivery[]): number[] {
  return deliveries.map(({ envelope }) => (envelope.kind === 'submit' ? envelope.number : Number.NaN));
}

/** Drains and completes until `count` envelopes came. */
export async function drainAll(mailbox: Mailbox, count: number): Promise<Delivery[]> {
  const all: Delivery[] = [];
  while (all.length < count) {
    const deliveries = await mailbox.drain({ itemsMax: 1_000, waitMs: 500 });
    await mailbox.complete(deliveries);
    all.push(...deliveries);
  }
  return all;
}

/** The first `count` numbers. */
export function firstNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
