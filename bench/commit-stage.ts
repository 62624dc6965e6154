import pg from 'pg';
import { assert } from '../src/assert.ts';
import { shardOf } from '../src/ledger/card.ts';
import type { ShardSession } from '../src/shard/ports.ts';
import { migrate } from '../src/store/migrate.ts';
import { PostgresOwnership } from '../src/store/ownership.ts';
import { CARDS, cardOfRank, ISSUER, SHARDS } from './network-plan.ts';
import { SyntheticTurns } from './synthetic-turns.ts';

/** Transactions of one turn: as many as an envelope of a busy gateway has. */
const BATCH_SIZE = 2_000;

interface ShardRun {
  readonly session: ShardSession;
  readonly turns: SyntheticTurns;
}

export interface CommitStageRound {
  /** Transactions committed in a second. */
  readonly perSecond: number;
  readonly transactions: number;
  /** Of one commit. */
  readonly commitMsMedian: number;
}

/**
 * The commit stage alone: every shard commits turns of the mixed load, made on the spot, one after the other, all shards
 * at once. The same rows, indexes and sessions as the whole engine has, and nothing before or behind them.
 */
export class CommitStage {
  readonly #shards: readonly ShardRun[];

  /**
   * Opens the cards, and an account on each.
   *
   * @param databaseUrl an empty database
   */
  static async prepare(databaseUrl: string): Promise<CommitStage> {
    await migrate({ databaseUrl, shards: SHARDS });
    const ownership = new PostgresOwnership({ databaseUrl });
    const shards: ShardRun[] = [];
    for (const [shard, cards] of (await openCards(databaseUrl)).entries()) {
      const session = await ownership.acquire(shard);
      assert(session !== undefined, 'nobody else owns the shards of an empty database');
      shards.push({ session, turns: new SyntheticTurns({ shard, cards, random: Math.random }) });
    }
    const stage = new CommitStage(shards);
    await Promise.all(shards.map(openAccounts));
    return stage;
  }

  private constructor(shards: readonly ShardRun[]) {
    this.#shards = shards;
  }

  async run(seconds: number): Promise<CommitStageRound> {
    const startedMs = performance.now();
    const untilMs = startedMs + seconds * 1_000;
    const commitMs: number[] = [];
    await Promise.all(
      this.#shards.map(async ({ session, turns }) => {
        while (performance.now() < untilMs) {
          const turn = turns.next(BATCH_SIZE);
          const beganMs = performance.now();
          await session.commit(turn);
          commitMs.push(performance.now() - beganMs);
        }
      }),
    );
    const tookMs = performance.now() - startedMs;
    const transactions = commitMs.length * BATCH_SIZE;
    return {
      perSecond: transactions / (tookMs / 1_000),
      transactions,
      commitMsMedian: commitMs.sort((a, b) => a - b)[commitMs.length >> 1] ?? 0,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#shards.map(({ session }) => session.release()));
  }
}

async function openAccounts({ session, turns }: ShardRun): Promise<void> {
  await session.load();
  for (const turn of turns.opening(BATCH_SIZE)) await session.commit(turn);
}

/** Opens the cards in the database; their numbers by shard. */
async function openCards(databaseUrl: string): Promise<number[][]> {
  const byShard = Array.from({ length: SHARDS }, (): number[] => []);
  for (let rank = 0; rank < CARDS; rank += 1) {
    const number = cardOfRank(rank);
    byShard[shardOf(number, SHARDS)]?.push(number);
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const [shard, numbers] of byShard.entries()) {
      await client.query('insert into card (shard, number, issuer) select $1, unnest($2::bigint[]), $3', [
        shard,
        `{${numbers.join(',')}}`,
        ISSUER,
      ]);
    }
  } finally {
    await client.end();
  }
  return byShard;
}
