import pg from 'pg';
import { assert } from '../src/assert.ts';
import { cardNumber, shardOf } from '../src/ledger/card.ts';
import type { ShardSession } from '../src/shard/ports.ts';
import { migrate } from '../src/store/migrate.ts';
import { PostgresOwnership } from '../src/store/ownership.ts';
import { postgresCpuMs } from './postgres-cpu.ts';
import { SyntheticTurns } from './synthetic-turns.ts';

export interface CommitStageOptions {
  /** An empty database. */
  readonly databaseUrl: string;
  readonly shards: number;
  /** Transactions of one turn. */
  readonly batchSize: number;
  readonly seconds: number;
  readonly cards: number;
}

export interface CommitStageResult {
  /** Transactions committed in a second. */
  readonly perSecond: number;
  readonly transactions: number;
  readonly seconds: number;
  /** CPU time per transaction in microseconds: this process without the making of the turns, and all of Postgres. */
  readonly nodeCpuMicros: number;
  readonly postgresCpuMicros: number | undefined;
  /** Of one commit. */
  readonly commitMsMedian: number;
}

const PREFIX = 400_000;

/**
 * The commit stage alone: every shard commits turns of the mixed load, made on the spot, one after the other, all shards
 * at once. The same rows, indexes and sessions as the whole engine has, and nothing before or behind them.
 */
export async function benchCommitStage(options: CommitStageOptions): Promise<CommitStageResult> {
  const { databaseUrl, shards, batchSize, seconds } = options;
  await migrate({ databaseUrl, shards });
  const ownership = new PostgresOwnership({ databaseUrl });
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  const sessions: ShardSession[] = [];
  try {
    const runs = [];
    for (const [shard, cards] of (await openCards(admin, options)).entries()) {
      const session = await ownership.acquire(shard);
      assert(session !== undefined, 'nobody else owns the shards of an empty database');
      sessions.push(session);
      await session.load();
      const turns = new SyntheticTurns({ shard, cards, random: Math.random });
      for (const turn of turns.opening(batchSize)) await session.commit(turn);
      runs.push({ session, turns });
    }
    await admin.query('vacuum analyze');
    await admin.query('checkpoint');
    const { rows } = await admin.query<{ pid: number }>('select pg_backend_pid() as pid');
    const postgres = rows[0]?.pid ?? 0;

    const began = performance.now();
    const until = began + seconds * 1000;
    const node = process.cpuUsage();
    const postgresBefore = postgresCpuMs(postgres);
    const commitMs: number[] = [];
    let makingMicros = 0;
    await Promise.all(
      runs.map(async ({ session, turns }) => {
        while (performance.now() < until) {
          const making = process.cpuUsage();
          const turn = turns.next(batchSize);
          makingMicros += sum(process.cpuUsage(making));
          const start = performance.now();
          await session.commit(turn);
          commitMs.push(performance.now() - start);
        }
      }),
    );
    const tookMs = performance.now() - began;
    const nodeMicros = sum(process.cpuUsage(node)) - makingMicros;
    const postgresAfter = postgresCpuMs(postgres);
    const transactions = commitMs.length * batchSize;
    return {
      perSecond: transactions / (tookMs / 1000),
      transactions,
      seconds: tookMs / 1000,
      nodeCpuMicros: nodeMicros / transactions,
      postgresCpuMicros:
        postgresBefore === undefined || postgresAfter === undefined
          ? undefined
          : ((postgresAfter - postgresBefore) * 1000) / transactions,
      commitMsMedian: commitMs.sort((a, b) => a - b)[Math.floor(commitMs.length / 2)] ?? 0,
    };
  } finally {
    for (const session of sessions) await session.release();
    await admin.end();
  }
}

/** Opens the cards in the database; their numbers by shard. */
async function openCards(client: pg.Client, { shards, cards }: CommitStageOptions): Promise<number[][]> {
  const byShard = Array.from({ length: shards }, (): number[] => []);
  for (let sequence = 0; sequence < cards; sequence += 1) {
    const number = cardNumber(PREFIX, sequence);
    byShard[shardOf(number, shards)]?.push(number);
  }
  for (const [shard, numbers] of byShard.entries()) {
    await client.query('insert into card (shard, number, issuer) select $1, unnest($2::bigint[]), $3', [
      shard,
      `{${numbers.join(',')}}`,
      'BANK',
    ]);
  }
  return byShard;
}

function sum({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}
