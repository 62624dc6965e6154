import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Visibility } from '../../../src/directory/ports.ts';
import type { Fault } from '../../../src/fault.ts';
import { NEVER } from '../../../src/ledger/calendar.ts';
import { cardNumber, shardOf } from '../../../src/ledger/card.ts';
import type { Outcome } from '../../../src/ledger/outcome.ts';
import { PostgresBooks } from '../../../src/store/books.ts';
import { openPool } from '../../../src/store/pool.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { Scan } from '../../support/scans.ts';
import { scansOf } from '../../support/scans.ts';

const SHARDS = 4;
const ALL: Visibility = { participant: 'OPERATOR', all: true, programs: new Set(), merchants: new Set() };
const CARD = cardNumber(621000, 1);
const SHARD = shardOf(CARD, SHARDS);
/** Another card of the same shard. */
const NEIGHBOUR = cardsOfShard(SHARD)[1] ?? 0;

let database: TestDatabase;
let pool: pg.Pool;
let books: PostgresBooks;

beforeAll(async () => {
  database = await createTestDatabase({ shards: SHARDS });
  pool = openPool({ databaseUrl: database.url, connectionsMax: 2, statementTimeoutMs: 10_000 });
  books = await PostgresBooks.open(pool);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  await pool.query('truncate transaction, turn, account');
});

function cardsOfShard(shard: number): number[] {
  return Array.from({ length: 100 }, (_, index) => cardNumber(621000, index + 1)).filter(
    (card) => shardOf(card, SHARDS) === shard,
  );
}

interface TestEntry {
  readonly card?: number;
  readonly id?: string;
  readonly origin?: string;
  readonly program?: string;
  readonly merchant?: string;
  readonly outcome?: Outcome;
}

/** The commit of one turn, as far as reads can tell. Answers with its last sequence. */
async function commitTurn(
  shard: number,
  ledgerTimeMs: number,
  entries: readonly TestEntry[],
): Promise<number> {
  const ledgerTime = new Date(ledgerTimeMs);
  const last = await pool.query<{ number: string; seq: string }>(
    'select coalesce(max(number), 0) as number, coalesce(max(last_seq), 0) as seq from turn where shard = $1',
    [shard],
  );
  const number = Number(last.rows[0]?.number) + 1;
  let seq = Number(last.rows[0]?.seq);
  for (const entry of entries) {
    const { card = CARD, id = randomUUID(), origin = 'BANK', program = 'ACME', merchant } = entry;
    const { outcome = 'POSTED' } = entry;
    seq += 1;
    await pool.query(
      `insert into transaction (shard, seq, id, card, origin, type, outcome, program, amount, posted_change,
        held_change, balance, available, merchant, ledger_time, cycle, business_date)
      values ($1, $2, $3, $4, $5, 'EARN', $9, $6, 5, 5, 0, 5, 5, $7, $8, 1, 20260101)`,
      [shard, seq, id, card, origin, program, merchant, ledgerTime, outcome],
    );
  }
  await pool.query(
    `insert into turn (shard, number, last_seq, ledger_time, cycle, business_date, hash)
    values ($1, $2, $3, $4, 1, 20260101, '')`,
    [shard, number, seq, ledgerTime],
  );
  return seq;
}

async function statementOf(query: Partial<Parameters<PostgresBooks['statement']>[0]>): Promise<number[]> {
  const found = await books.statement({
    card: CARD,
    program: undefined,
    visibility: ALL,
    fromMs: undefined,
    toMs: undefined,
    beforeSeq: undefined,
    limit: 100,
    ...query,
  });
  expect(found.every(({ shard }) => shard === SHARD)).toBe(true);
  return found.map(({ entry }) => entry.seq);
}

/** As after a restore: rows of one shard, and no statistics of them, while it is known how many they are. */
async function fillShard(rows: number): Promise<void> {
  await pool.query(
    `insert into transaction (shard, seq, id, card, origin, type, outcome, program, amount, posted_change,
      held_change, balance, available, ledger_time, cycle, business_date)
    select $1, seq, gen_random_uuid(), $2::bigint + seq % 100, 'BANK', 'EARN', 'POSTED', 'ACME', 5, 5, 0, 5, 5, now(), 1, 20260101
    from generate_series(1, $3::integer) as seq`,
    [SHARD, CARD, rows],
  );
  await pool.query('reindex table transaction');
}

it('a statement reads what is of its card, whether the journal has statistics or none', async () => {
  await fillShard(20_000);
  const read = (): Promise<Scan[]> =>
    scansOf(pool, async (explained) => {
      const whole = { program: undefined, fromMs: undefined, toMs: undefined, beforeSeq: undefined };
      const explainedBooks = await PostgresBooks.open(explained);
      await explainedBooks.statement({ ...whole, card: CARD, visibility: ALL, limit: 100 });
    });
  for (const statistics of ['', 'analyze transaction']) {
    await pool.query(statistics);
    const scans = (await read()).filter(({ table }) => table === 'transaction');
    expect(scans).toEqual([
      { table: 'transaction', index: 'transaction_statement', rows: expect.any(Number) },
    ]);
    expect(scans[0]!.rows).toBeLessThanOrEqual(200);
  }
});

describe('accounts', () => {
  it('are those of the card, with their lots and holds, by program', async () => {
    const hold = {
      id: randomUUID(),
      participant: 'SHOPS',
      merchant: 'CAFE',
      amount: 30,
      expiresAtMs: 1_800_000_000_000,
      lots: [{ expiresOn: 20271231, amount: 30 }],
    };
    await pool.query(
      `insert into account (shard, card, program, posted, held, overdrawn, lots, holds, lots_due_on, holds_due_at)
      values ($1, $2, 'ZETA', 9007199254740991, 0, 0, '{99991231,9007199254740991}', null, null, null),
        ($1, $2, 'ACME', 100, 30, 0, '{20271231,20,99991231,50}', $3, 20271231, $4),
        ($1, $5, 'ACME', 7, 0, 0, '{}', null, null, null)`,
      [SHARD, CARD, JSON.stringify([hold]), new Date(hold.expiresAtMs), NEIGHBOUR],
    );
    expect(await books.accounts(CARD)).toEqual([
      {
        card: CARD,
        program: 'ACME',
        posted: 100,
        held: 30,
        overdrawn: 0,
        lots: [
          { expiresOn: 20271231, amount: 20 },
          { expiresOn: NEVER, amount: 50 },
        ],
        holds: [hold],
        lotsDueOn: 20271231,
        holdsDueAtMs: hold.expiresAtMs,
        stored: true,
      },
      expect.objectContaining({ program: 'ZETA', posted: Number.MAX_SAFE_INTEGER, holds: [] }),
    ]);
    expect(await books.accounts(cardNumber(621000, 99))).toEqual([]);
  });
});

describe('the entries of an id', () => {
  it('are all that have it on the card, oldest first', async () => {
    const id = randomUUID();
    await commitTurn(SHARD, 1_000, [{ id, origin: 'BANK' }, {}, { id, card: NEIGHBOUR }]);
    await commitTurn(SHARD, 2_000, [{ id, origin: 'ALPHA' }]);
    const found = await books.entries(CARD, id);
    expect(found.map(({ shard, entry }) => [shard, entry.seq, entry.id, entry.card, entry.origin])).toEqual([
      [SHARD, 1, id, CARD, 'BANK'],
      [SHARD, 4, id, CARD, 'ALPHA'],
    ]);
    expect(await books.entries(CARD, randomUUID())).toEqual([]);
  });
});

describe('a statement', () => {
  it("is the card's entries, newest first, page by page", async () => {
    const turn = [{}, { card: NEIGHBOUR }, {}];
    for (let number = 1; number <= 3; number += 1) await commitTurn(SHARD, number, turn);
    expect(await statementOf({})).toEqual([9, 7, 6, 4, 3, 1]);
    expect(await statementOf({ limit: 2 })).toEqual([9, 7]);
    expect(await statementOf({ limit: 2, beforeSeq: 7 })).toEqual([6, 4]);
    expect(await statementOf({ limit: 2, beforeSeq: 1 })).toEqual([]);
    expect(await statementOf({ card: NEIGHBOUR })).toEqual([8, 5, 2]);
  });

  it('has no place for what others tried with programs and merchants of the reader, and one for its own', async () => {
    await commitTurn(SHARD, 1, [
      { program: 'ACME', outcome: 'PROGRAM_UNKNOWN' },
      { program: 'ACME', outcome: 'LINKED_DECLINED' },
      { program: 'ZETA', merchant: 'CAFE', outcome: 'MERCHANT_UNKNOWN' },
      { program: 'ACME', outcome: 'INSUFFICIENT_POINTS' },
      { program: 'ZETA', outcome: 'HOLD_UNKNOWN', origin: 'READER' },
    ]);
    const visibility = {
      participant: 'READER',
      all: false,
      programs: new Set(['ACME']),
      merchants: new Set(['CAFE']),
    };
    expect(await statementOf({ visibility })).toEqual([5, 4]);
    // A page that is not full, or a further one, would tell that there was something.
    expect(await statementOf({ visibility, limit: 1, beforeSeq: 4 })).toEqual([]);
  });

  it('shows what the reader may see, and of that the program that is asked for', async () => {
    await commitTurn(SHARD, 1, [
      { program: 'ACME' },
      { program: 'ZETA', merchant: 'CAFE' },
      { program: 'ZETA', merchant: 'BAR' },
      { program: 'ACME', merchant: 'CAFE' },
    ]);
    const see = (programs: string[], merchants: string[]): Visibility => ({
      participant: 'READER',
      all: false,
      programs: new Set(programs),
      merchants: new Set(merchants),
    });
    expect(await statementOf({ visibility: see(['ACME'], []) })).toEqual([4, 1]);
    expect(await statementOf({ visibility: see([], ['CAFE']) })).toEqual([4, 2]);
    expect(await statementOf({ visibility: see(['ACME'], ['BAR']) })).toEqual([4, 3, 1]);
    expect(await statementOf({ visibility: see([], []) })).toEqual([]);
    expect(await statementOf({ visibility: see([], ['CAFE']), program: 'ACME' })).toEqual([4]);
    expect(await statementOf({ program: 'ZETA' })).toEqual([3, 2]);
    expect(await statementOf({ visibility: see(['ZETA'], []), program: 'ACME' })).toEqual([]);
    expect(await statementOf({ visibility: see(['ACME'], []), limit: 1 })).toEqual([4]);
  });

  it('is bounded by ledger time: from, inclusive, to, exclusive', async () => {
    // Turns without an entry of the card, turns without any entry, and several turns of one millisecond.
    const times = [100, 100, 105, 110, 110, 110, 120, 150, 151];
    const bySeq = new Map<number, number>();
    for (const [index, time] of times.entries()) {
      if (index === 3) await commitTurn(SHARD, time, []);
      else bySeq.set(await commitTurn(SHARD, time, [index % 4 === 2 ? { card: NEIGHBOUR } : {}]), time);
    }
    const newestFirst = (await statementOf({})).map((seq) => ({ seq, time: bySeq.get(seq) ?? Number.NaN }));
    expect(newestFirst.length).toBe(6);
    const bounds = [undefined, 0, 99, 100, 101, 105, 110, 111, 120, 149, 150, 151, 152, 1e12];
    for (const fromMs of bounds) {
      for (const toMs of bounds) {
        const expected = newestFirst
          .filter(({ time }) => time >= (fromMs ?? 0) && time < (toMs ?? Number.POSITIVE_INFINITY))
          .map(({ seq }) => seq);
        expect(await statementOf({ fromMs, toMs }), `${fromMs} to ${toMs}`).toEqual(expected);
        const [newest, ...older] = expected;
        if (newest !== undefined)
          expect(await statementOf({ fromMs, toMs, beforeSeq: newest })).toEqual(older);
      }
    }
  });

  it('is empty, with bounds too, before the first turn', async () => {
    expect(await statementOf({ fromMs: 1, toMs: 2 })).toEqual([]);
  });

  it('finds a time far back in a long journal with a few look-ups', async () => {
    await pool.query(
      `insert into turn (shard, number, last_seq, ledger_time, cycle, business_date, hash)
      select $1, n, n, to_timestamp(n), 1, 20260101, '' from generate_series(1, 200000) as n`,
      [SHARD],
    );
    await pool.query(
      `insert into transaction (shard, seq, id, card, origin, type, outcome, program, amount, posted_change,
        held_change, balance, available, ledger_time, cycle, business_date)
      select $1, n, gen_random_uuid(), $2, 'BANK', 'EARN', 'POSTED', 'ACME', 1, 1, 0, 1, 1, to_timestamp(n), 1, 20260101
      from generate_series(1, 200000) as n`,
      [SHARD, CARD],
    );
    const before = await rowsRead();
    expect(await statementOf({ fromMs: 777_000, toMs: 780_000 })).toEqual([779, 778, 777]);
    const read = (await rowsRead()) - before;
    expect(read).toBeGreaterThan(3);
    expect(read).toBeLessThan(500);
  });

  it('asks for a page within bounds', async () => {
    for (const limit of [0, -1, 1.5, 1_000_000])
      await expect(statementOf({ limit })).rejects.toThrow('bounds');
  });
});

/** Rows that this database's statements have read, of whatever table, by index or not. */
async function rowsRead(): Promise<number> {
  await pool.query('select pg_stat_force_next_flush()');
  const { rows } = await pool.query<{ read: string }>(
    `select sum(seq_tup_read + idx_tup_fetch) as read from pg_stat_user_tables where relname in ('turn', 'transaction')`,
  );
  return Number(rows[0]?.read);
}

describe('the journal', () => {
  it("is a shard's entries behind a sequence, in order, whosesoever they are", async () => {
    await commitTurn(1, 1, [{}, {}, {}]);
    await commitTurn(2, 1, [{}]);
    await commitTurn(1, 2, []);
    await commitTurn(1, 3, [{}]);
    const seqs = async (afterSeq: number, limit: number) =>
      (await books.journal({ shard: 1, afterSeq, limit })).map((entry) => entry.seq);
    expect(await seqs(0, 100)).toEqual([1, 2, 3, 4]);
    expect(await seqs(1, 2)).toEqual([2, 3]);
    expect(await seqs(4, 2)).toEqual([]);
    expect(await books.heads()).toEqual([0, 4, 1, 0]);
  });
});

describe('a read that fails', () => {
  it('is ended by Postgres in time, and says nothing of a card', async () => {
    const hasty = openPool({ databaseUrl: database.url, connectionsMax: 1, statementTimeoutMs: 1_000 });
    const hastyBooks = await PostgresBooks.open(hasty);
    const blocker = await pool.connect();
    try {
      await blocker.query('begin; lock table transaction, account');
      for (const read of [() => hastyBooks.accounts(CARD), () => hastyBooks.entries(CARD, randomUUID())]) {
        const fault = await read().catch((error: unknown) => error);
        expect(fault).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true, cause: { code: '57014' } });
        const { message, cause } = fault as Fault;
        expect(`${message} ${String(cause)} ${JSON.stringify(cause)}`).not.toContain(String(CARD));
      }
    } finally {
      await blocker.query('rollback');
      blocker.release();
      await hasty.end();
    }
    expect(await books.accounts(CARD)).toEqual([]);
  });
});
