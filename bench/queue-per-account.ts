import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IQueueBackend } from 'bullmq';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { encodeEnvelope } from '../src/queue/envelope-codec.ts';
import { earns } from './earns.ts';

/** Jobs that are added and not done: enough to keep every worker busy, and little to wait for at the end. */
const UNDER_WAY_MAX = 2_000;

export interface QueueBenchmarkOptions {
  /** BullMQ on this Redis, or without it on the Postgres of `databaseUrl`, where its tables have to be. */
  readonly redisUrl?: string | undefined;
  readonly databaseUrl: string;
  readonly seconds?: number;
}

export interface QueueBenchmark {
  /** Transactions that went through the queues, per second. */
  readonly perSecond: number;
}

/**
 * Literally one BullMQ queue and worker per account and one job per transaction, the accounts taking turns. Nothing is
 * done with the transactions.
 *
 * @param options.accounts on Redis 1,000 unless told otherwise; on Postgres, where each takes two connections, 16
 */
export async function benchQueuePerAccount(
  options: QueueBenchmarkOptions & { accounts?: number },
): Promise<QueueBenchmark> {
  const { accounts = options.redisUrl === undefined ? 16 : 1_000 } = options;
  return runQueues({ ...options, queues: accounts, transactionsPerJob: 1 });
}

/**
 * One BullMQ queue and worker per shard, with as many transactions in each job. Nothing is done with the transactions.
 */
export async function benchQueuePerShard(
  options: QueueBenchmarkOptions & { transactionsPerJob: number; shards?: number },
): Promise<QueueBenchmark> {
  const { shards = 8, transactionsPerJob } = options;
  return runQueues({ ...options, queues: shards, transactionsPerJob });
}

interface Bench {
  readonly queues: readonly BenchQueue[];
  readonly workers: readonly BenchWorker[];
  close(): Promise<void>;
}
type BenchQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>;
type BenchWorker = Worker<unknown, unknown, string, IQueueBackend>;

async function runQueues(
  options: QueueBenchmarkOptions & { queues: number; transactionsPerJob: number },
): Promise<QueueBenchmark> {
  const { transactionsPerJob, seconds = 3 } = options;
  const transactions = earns(transactionsPerJob);
  let done = 0;
  let wake = (): void => {};
  const process = async (): Promise<void> => {
    done += 1;
    wake();
  };
  const { queues, workers, close } = open(options, process);
  await Promise.all([...queues, ...workers].map((each) => each.waitUntilReady()));

  const underWayMax = Math.max(2, Math.floor(UNDER_WAY_MAX / transactionsPerJob));
  const startMs = performance.now();
  const endMs = startMs + seconds * 1_000;
  let added = 0;
  while (performance.now() < endMs) {
    const queue = queues[added % queues.length];
    added += 1;
    const data = encodeEnvelope({ kind: 'submit', gateway: 'bench', number: added, transactions });
    void queue?.add('submit', data);
    while (added - done >= underWayMax) await new Promise<void>((resolve) => (wake = resolve));
  }
  const perSecond = (done * transactionsPerJob) / ((performance.now() - startMs) / 1_000);
  while (done < added) await new Promise<void>((resolve) => (wake = resolve));

  await Promise.all(workers.map((worker) => worker.close()));
  await Promise.all(queues.map((queue) => queue.obliterate({ force: true })));
  await close();
  return { perSecond };
}

function open(
  options: { redisUrl?: string | undefined; databaseUrl: string; queues: number },
  process: () => Promise<void>,
): Bench {
  const prefix = `bench-${randomBytes(6).toString('hex')}`;
  const names = Array.from({ length: options.queues }, (_, index) => `${prefix}-${index}`);
  const { redisUrl, databaseUrl } = options;
  return redisUrl === undefined
    ? openOnPostgres(databaseUrl, names, process)
    : openOnRedis(redisUrl, names, process);
}

const JOB_OPTIONS = { removeOnComplete: true };

function openOnRedis(redisUrl: string, names: readonly string[], process: () => Promise<void>): Bench {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const shared = { connection, skipVersionCheck: true };
  return {
    queues: names.map((name) => new Queue(name, { ...shared, defaultJobOptions: JOB_OPTIONS })),
    workers: names.map((name) => new Worker<unknown>(name, process, shared)),
    close: async () => {
      connection.disconnect();
      await once(connection, 'end');
    },
  };
}

function openOnPostgres(databaseUrl: string, names: readonly string[], process: () => Promise<void>): Bench {
  const connection = {
    connectionString: databaseUrl,
    schema: 'bullmq',
    max: 1,
    options: '-c synchronous_commit=off',
  };
  const producer = createPostgresBackend(names[0] ?? '', { connection });
  // The call that failed tells; an 'error' that nobody hears would end the process.
  producer.on('error', () => {});
  return {
    queues: names.map(
      (name) =>
        new Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>(
          name,
          { connection: {}, defaultJobOptions: JOB_OPTIONS },
          () => producer.forQueue(name),
        ),
    ),
    workers: names.map(
      (name) =>
        new Worker<unknown, unknown, string, IQueueBackend>(
          name,
          process,
          { connection: {} },
          (queue, own, kind) => createPostgresBackend(queue, { ...own, connection }, kind),
        ),
    ),
    close: () => producer.close(),
  };
}
