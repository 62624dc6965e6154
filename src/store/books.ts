import type pg from 'pg';
import { assert } from '../assert.ts';
import type { Books, ShardEntry, StatementQuery } from '../directory/ports.ts';
import type { Account } from '../ledger/account.ts';
import { shardOf } from '../ledger/card.ts';
import type { Entry } from '../ledger/transaction.ts';
import type { AccountRow } from './account-codec.ts';
import { accountColumns, accountFromRow } from './account-codec.ts';
import { lastSeqBefore } from './books-time.ts';
import { concerns, concernValues } from './concern.ts';
import { shardCount } from './directory-shards.ts';
import type { EntryRow } from './entry-codec.ts';
import { entryColumns, entryFromRow } from './entry-codec.ts';
import { rowsOf } from './pool.ts';

const ACCOUNTS = `
  select ${accountColumns()} from account where shard = $1 and card = $2 order by program`;

const ENTRIES = `
  select ${entryColumns()} from transaction where shard = $1 and id = $2 and card = $3 order by seq`;

// The range is compared with what is not known when this is planned: a lower end that is known to be above zero opens
// the index on (shard, seq), and without statistics, as in a database that was restored, the whole shard is read by it.
const STATEMENT = `
  select ${entryColumns()}
  from transaction
  where shard = $1 and card = $2 and seq > (select $3::bigint) and seq < $4
    and ($5::text is null or program = $5)
    and ${concerns(6)}
  order by seq desc
  limit $10`;

const JOURNAL = `
  select ${entryColumns()} from transaction where shard = $1 and seq > $2 and seq > 0 order by seq limit $3`;

const HEADS = `
  select coalesce(
    (select last_seq from turn where turn.shard = every.shard order by number desc limit 1), 0
  ) as seq
  from network, generate_series(0, network.shards - 1) as every (shard)
  order by every.shard`;

/** Entries of one answer: enough for a page of any edge, and a bound to the memory of one read. */
const LIMIT_MAX = 10_000;

/**
 * Reads of the books: what is committed, for whoever was answered. The journal's sequences are gapless and each shard
 * has one writer, so that what is behind a sequence only ever grows at its end.
 */
export class PostgresBooks implements Books {
  readonly #pool: pg.Pool;
  readonly #shards: number;

  private constructor(pool: pg.Pool, shards: number) {
    this.#pool = pool;
    this.#shards = shards;
  }

  /**
   * @param pool of its own (`openPool`), so that long statements of some don't keep keys and cards of others waiting
   * @throws {Fault} `STORE_UNAVAILABLE`
   */
  static async open(pool: pg.Pool): Promise<PostgresBooks> {
    return new PostgresBooks(pool, await shardCount(pool));
  }

  async accounts(card: number): Promise<Account[]> {
    const values = [shardOf(card, this.#shards), card];
    const rows = await rowsOf<AccountRow>(this.#pool, 'read accounts', ACCOUNTS, values);
    return rows.map(accountFromRow);
  }

  async entries(card: number, id: string): Promise<ShardEntry[]> {
    const shard = shardOf(card, this.#shards);
    const rows = await rowsOf<EntryRow>(this.#pool, 'read a transaction', ENTRIES, [shard, id, card]);
    return rows.map((row) => ({ shard, entry: entryFromRow(row) }));
  }

  async statement(query: StatementQuery): Promise<ShardEntry[]> {
    const { card, program, visibility, fromMs, toMs, limit } = query;
    assertLimit(limit);
    const shard = shardOf(card, this.#shards);
    const afterSeq = fromMs === undefined ? 0 : await lastSeqBefore(this.#pool, shard, fromMs);
    let beforeSeq = query.beforeSeq ?? Number.MAX_SAFE_INTEGER;
    if (toMs !== undefined) {
      beforeSeq = Math.min(beforeSeq, (await lastSeqBefore(this.#pool, shard, toMs)) + 1);
    }
    const rows = await rowsOf<EntryRow>(this.#pool, 'read a statement', STATEMENT, [
      shard,
      card,
      afterSeq,
      beforeSeq,
      program,
      ...concernValues(visibility),
      limit,
    ]);
    return rows.map((row) => ({ shard, entry: entryFromRow(row) }));
  }

  async journal(query: {
    readonly shard: number;
    readonly afterSeq: number;
    readonly limit: number;
  }): Promise<Entry[]> {
    const { shard, afterSeq, limit } = query;
    assertLimit(limit);
    const rows = await rowsOf<EntryRow>(this.#pool, 'read the journal', JOURNAL, [shard, afterSeq, limit]);
    return rows.map(entryFromRow);
  }

  async heads(): Promise<number[]> {
    const rows = await rowsOf<{ seq: string }>(this.#pool, 'read the ends of the journal', HEADS);
    return rows.map((row) => Number(row.seq));
  }
}

function assertLimit(limit: number): void {
  assert(Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX, 'a page has a size within bounds');
}
