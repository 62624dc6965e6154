import type { Bench } from './bench.ts';
import type { QueueBenchmark } from './queue-per-account.ts';
import { benchQueuePerAccount, benchQueuePerShard } from './queue-per-account.ts';

const LARGE_JOB = 128;

/** That have a queue each: a thousand take some seconds to open and to close. */
const ACCOUNTS = 1_000;

/** Ways to queue, each without anything behind it: what a queue for each account costs, and what an envelope saves. */
export async function benchQueues(bench: Bench): Promise<void> {
  const { plan, progress, results, services } = bench;
  const { databaseUrl, redisUrl } = services;
  if (plan.queueSeconds === 0) return;
  const options = { databaseUrl, redisUrl, seconds: plan.queueSeconds };
  const measure = async (name: string, about: string, run: () => Promise<QueueBenchmark>): Promise<void> => {
    progress.step(about);
    const { perSecond } = await run();
    results.add({ name, value: perSecond, unit: 'transactions/s' });
  };
  // On Postgres every queue takes two connections, and there are no more than the default needs.
  const accounts = redisUrl === undefined ? {} : { accounts: ACCOUNTS };
  await measure('queue_per_account', 'a queue for each account', () =>
    benchQueuePerAccount({ ...options, ...accounts }),
  );
  await measure('queue_per_shard_1', 'a queue for each shard, a job for each transaction', () =>
    benchQueuePerShard({ ...options, transactionsPerJob: 1 }),
  );
  await measure(
    `queue_per_shard_${LARGE_JOB}`,
    `a queue for each shard, ${LARGE_JOB} transactions a job`,
    () => benchQueuePerShard({ ...options, transactionsPerJob: LARGE_JOB }),
  );
}
