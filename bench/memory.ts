import pg from 'pg';
import { Closers } from '../src/cli/closers.ts';
import { uuid7 } from '../src/client/uuid7.ts';
import { Fault } from '../src/fault.ts';
import { ROUTER_DEFAULTS, Router } from '../src/gateway/router.ts';
import { shardOf } from '../src/ledger/card.ts';
import type { Transaction } from '../src/ledger/transaction.ts';
import { connectQueues } from '../src/queue/connect-queues.ts';
import { systemClock } from '../src/shard/host.ts';
import type { Bench } from './bench.ts';
import { createDatabase } from './bench.ts';
import type { Backends } from './engine.ts';
import { startWorker } from './engine.ts';
import { beginNetwork } from './network.ts';
import { ACQUIRER, cardOfRank, ISSUER, MERCHANTS, merchantOfRank, PROGRAM, SHARDS } from './network-plan.ts';
import { readCpu, residentPeakMib } from './process-usage.ts';
import { usageBetween } from './usage.ts';

/** Cards that are opened in one statement. */
const CARDS_PER_INSERT = 100_000;

/** Transactions that are handed over at a time, and how many of these are under way: every lane has always some. */
const BATCH_ITEMS = 8_000;
const BATCHES_UNDER_WAY = 3;

const DEADLINE_MS = 30_000;

const PROGRESS_EVERY = 200_000;

/**
 * How the database keeps what it is given makes no difference to the worker's memory, so here it keeps it in the way that
 * takes the least time: without a log, and without the indexes that only readers use.
 */
const MAKE_CHEAP = `
  alter table card set unlogged;
  alter table account set unlogged;
  alter table transaction set unlogged;
  drop index transaction_seq, transaction_statement, account_lots_due, account_holds_due`;

const INSERT_CARDS = `
  insert into card (shard, number, issuer)
  select shard, number, $3 from unnest($1::smallint[], $2::bigint[]) as opened (shard, number)`;

/**
 * The most memory that a worker ever had resident while 1,000,000 cards (400,000 in a quick run) became active in it: an
 * earn on each. It is a worker as it is started by default, whose cache is full with 300,000: the others have left it in
 * the end, which is what a cache is for.
 *
 * The worker, its queue and its turns are the real ones. The transactions do not come over gRPC but from the gateway's
 * router in this process: a gateway's work would take most of the time and changes nothing here.
 */
export async function benchMemory(bench: Bench): Promise<void> {
  const { plan, progress, results, services } = bench;
  const cards = plan.memoryCards;
  progress.step(`opening ${cards} cards`);
  const databaseUrl = await createDatabase(bench, 'bench_memory');
  await beginNetwork(databaseUrl, 0);
  await openCards(databaseUrl, cards);

  const closers = new Closers();
  try {
    // Queues of another network: in the Redis database beside the first.
    const redisUrl = services.redisUrl === undefined ? undefined : new URL('/1', services.redisUrl).href;
    const worker = closers.add(await startWorker({ databaseUrl, redisUrl }), (started) => started.stop());
    const pids = {
      bench: process.pid,
      worker: worker.pid,
      redis: services.redisPid,
      postgres: services.postgresPid,
    };
    const before = readCpu(pids);
    await earnOnAll(cards, { databaseUrl, redisUrl }, closers, (done) =>
      progress.step(`a worker with ${done} cards active`),
    );
    const after = readCpu(pids);
    results.addUsage('worker_memory_mib', before && after && usageBetween(before, after, cards));
    const value = residentPeakMib(worker.pid);
    if (value !== undefined) results.add({ name: 'worker_memory_mib', value, unit: 'MiB' });
  } finally {
    await closers.close();
  }
}

async function openCards(databaseUrl: string, cards: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(MAKE_CHEAP);
    for (let first = 0; first < cards; first += CARDS_PER_INSERT) {
      const numbers = Array.from({ length: CARDS_PER_INSERT }, (_, index) => cardOfRank(first + index));
      const shards = numbers.map((number) => shardOf(number, SHARDS));
      await client.query(INSERT_CARDS, [`{${shards.join()}}`, `{${numbers.join()}}`, ISSUER]);
    }
  } finally {
    await client.end();
  }
}

async function earnOnAll(
  cards: number,
  { databaseUrl, redisUrl }: Backends,
  closers: Closers,
  onProgress: (done: number) => void,
): Promise<void> {
  const queues = closers.add(await connectQueues({ databaseUrl, redisUrl, shards: SHARDS }), (opened) =>
    opened.close(),
  );
  const replies = closers.add(await queues.replyReceiver(), (receiver) => receiver.close());
  const observer = { batchAnswered() {}, envelopeAnswered() {}, retried() {} };
  const router = closers.add(
    new Router(
      { sender: queues.sender(), replies, clock: systemClock, observer },
      { ...ROUTER_DEFAULTS, shards: SHARDS },
    ),
    (opened) => opened.close(),
  );
  let next = 0;
  const feed = async (): Promise<void> => {
    while (next < cards) {
      const transactions = Array.from({ length: BATCH_ITEMS }, (_, index) => earnOn(next + index));
      next += BATCH_ITEMS;
      if (next % PROGRESS_EVERY === 0) onProgress(next);
      for (const answer of await router.submit(transactions, Date.now() + DEADLINE_MS)) {
        if (answer instanceof Fault) throw answer;
        if (answer.outcome !== 'POSTED') throw new Error(`an earn was declined: ${answer.outcome}`);
      }
    }
  };
  await Promise.all(Array.from({ length: BATCHES_UNDER_WAY }, feed));
}

function earnOn(rank: number): Transaction {
  return {
    id: uuid7(),
    type: 'EARN',
    card: cardOfRank(rank),
    program: PROGRAM,
    amount: 10,
    participant: ACQUIRER,
    merchant: merchantOfRank(rank % MERCHANTS),
    reference: '',
    originalId: '',
    toCard: 0,
    holdSeconds: 0,
    debit: false,
    reason: '',
    linked: false,
  };
}
