import { assert } from '../src/assert.ts';
import type { Day } from '../src/ledger/calendar.ts';
import { shardOf } from '../src/ledger/card.ts';
import type { ShardSession, TurnRecord } from '../src/shard/ports.ts';
import { migrate } from '../src/store/migrate.ts';
import { PostgresOwnership } from '../src/store/ownership.ts';
import { CARDS, cardOfRank, SHARDS } from './network-plan.ts';
import { SyntheticTurns } from './synthetic-turns.ts';

/** Transactions of one turn: as many as an envelope of a busy gateway has. */
const BATCH_SIZE = 2_000;

interface ShardRun {
  readonly session: ShardSession;
  readonly turns: SyntheticTurns;
  /** To be committed next. */
  made: TurnRecord[];
}

export interface CommitStageRound {
  /** Transactions committed in a second. */
  readonly perSecond: number;
  readonly transactions: number;
}

/**
 * The commit stage alone: every shard commits turns of the mixed load one after the other, all shards at once. The same
 * rows, indexes and sessions as the whole engine has, and nothing before or behind them: turns are made beforehand.
 */
export class CommitStage {
  readonly #shards: readonly ShardRun[];

  /**
   * Opens an account on each card.
   *
   * @param databaseUrl one without accounts; its schema is brought up to date
   */
  static async prepare(databaseUrl: string): Promise<CommitStage> {
    await migrate({ databaseUrl, shards: SHARDS });
    const ownership = new PostgresOwnership({ databaseUrl });
    const shards: ShardRun[] = [];
    for (const [shard, cards] of cardsByShard().entries()) {
      const session = await ownership.acquire(shard);
      assert(session !== undefined, 'nobody else owns the shards of a database that is made for this');
      await session.load();
      const turns = new SyntheticTurns({ shard, cards, random: Math.random });
      shards.push({ session, turns, made: [...turns.opening(BATCH_SIZE)] });
    }
    const stage = new CommitStage(shards);
    await stage.commit();
    return stage;
  }

  private constructor(shards: readonly ShardRun[]) {
    this.#shards = shards;
  }

  /** Makes about so many transactions for the next `commit`. */
  make(transactions: number): void {
    const turnsPerShard = Math.ceil(transactions / BATCH_SIZE / SHARDS);
    for (const shard of this.#shards) {
      shard.made = Array.from({ length: turnsPerShard }, () => shard.turns.next(BATCH_SIZE));
    }
  }

  /** Makes the turns in which the shards cross to another cycle, for the next `commit`. */
  makeCrossing(cycle: number, businessDate: Day): void {
    for (const shard of this.#shards) shard.made = [shard.turns.crossing(cycle, businessDate)];
  }

  /** Commits what was made. */
  async commit(): Promise<CommitStageRound> {
    const startedMs = performance.now();
    const committed = await Promise.all(this.#shards.map(commitAll));
    const transactions = committed.reduce((sum, count) => sum + count, 0);
    return { perSecond: transactions / ((performance.now() - startedMs) / 1_000), transactions };
  }

  async close(): Promise<void> {
    await Promise.all(this.#shards.map(({ session }) => session.release()));
  }
}

async function commitAll(shard: ShardRun): Promise<number> {
  let transactions = 0;
  for (const turn of shard.made.splice(0)) {
    await shard.session.commit(turn);
    transactions += turn.entries.length;
  }
  return transactions;
}

/** The cards by shard. They are not in the database, where a commit does not look for them. */
function cardsByShard(): number[][] {
  const byShard = Array.from({ length: SHARDS }, (): number[] => []);
  for (let rank = 0; rank < CARDS; rank += 1) {
    const number = cardOfRank(rank);
    byShard[shardOf(number, SHARDS)]?.push(number);
  }
  return byShard;
}
