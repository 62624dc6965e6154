import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cardNumber, shardOf } from '../../../src/ledger/card.ts';
import type { Network } from '../../../src/ledger/network.ts';
import type { TurnBasis } from '../../../src/ledger/state.ts';
import type { Transaction } from '../../../src/ledger/transaction.ts';
import type { HeadroomMove } from '../../../src/shard/ports.ts';
import { audit } from '../../../src/store/audit/audit.ts';
import { exposures } from '../../../src/store/directory-exposures.ts';
import { PostgresOwnership } from '../../../src/store/ownership.ts';
import { inTransaction, openPool } from '../../../src/store/pool.ts';
import { decideSettlement } from '../../../src/store/settlement-decide.ts';
import { BLANK } from '../../support/blank-transaction.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { StoreShard } from './store-shard.ts';
import { insertPrograms, NOW_MS, query } from './turns.ts';

// Books with exchanges in them, of two shards and two cycles, and an issuer with a net debit cap.

const SHARDS = 2;
const POINT = 1_000_000;
const CARDS = [0, 1].map((shard) => {
  const numbers = Array.from({ length: 20 }, (_, sequence) => cardNumber(400_001, sequence));
  return numbers.find((card) => shardOf(card, SHARDS) === shard)!;
});

function programOf(code: string, issuer: string, spreadBasisPoints: number) {
  return {
    code,
    issuer,
    scale: 0,
    expiry: { kind: 'none' },
    arrival: 'policy',
    rates: [{ version: 0, parNumerator: 1, parDenominator: 1, spreadBasisPoints, holdsFromMs: 0 }],
    limitPerTransaction: 1_000_000,
    clawback: 'reject',
    status: 'active',
  } as const;
}

const NETWORK: Network = {
  version: 1,
  participants: new Map([
    ['BANK-A', { code: 'BANK-A', roles: ['ISSUER'], status: 'active', limits: ['NET_DEBIT'] }],
    ['BANK-B', { code: 'BANK-B', roles: ['ISSUER'], status: 'active' }],
  ]),
  programs: new Map([
    ['ACME', programOf('ACME', 'BANK-A', 100)],
    ['FARE', programOf('FARE', 'BANK-B', 0)],
  ]),
  merchants: new Map(),
};
const BASIS: TurnBasis = { nowMs: NOW_MS, cycle: 1, businessDate: 20261121, network: NETWORK };

function move(change: number, participant = 'BANK-A'): HeadroomMove {
  return { kind: 'NET_DEBIT', participant, change };
}

let database: TestDatabase;
let shards: StoreShard[];
let lastId = 0;

beforeAll(async () => {
  database = await createTestDatabase({ shards: SHARDS });
  await insertPrograms(database.url, NETWORK);
  for (const [shard, card] of CARDS.entries()) {
    await query(database.url, 'insert into card (shard, number, issuer) values ($1, $2, $3)', [
      shard,
      card,
      'BANK-A',
    ]);
  }
  await query(
    database.url,
    `insert into headroom (kind, participant, limit_micro, free_micro) values ('NET_DEBIT', 'BANK-A', ${400 * POINT}, ${400 * POINT})`,
  );
  const ownership = new PostgresOwnership({ databaseUrl: database.url });
  shards = [];
  for (const shard of CARDS.keys()) {
    shards.push(await StoreShard.open(ownership, { shard, shards: SHARDS, basis: BASIS }));
  }
  for (const [index, shard] of shards.entries()) {
    await shard.submit([transaction(index, { type: 'EARN', amount: 500 })], BASIS);
    // What the first one owes before it takes part counts as well.
    if (index === 0) await shard.submit([exchange(index, 40)], BASIS);
    await shard.moveHeadroom([move(60 * POINT)]);
    await shard.submit([exchange(index, 55)], BASIS);
    await shard.submit([exchange(index, 7)], { ...BASIS, cycle: 2 });
    await shard.moveHeadroom([move(-3 * POINT)]);
  }
  for (const { session } of shards) await session.release();
  await query(database.url, 'create schema saved');
  for (const table of TABLES) await query(database.url, `create table saved.${table} as table ${table}`);
});

afterAll(() => database.drop());

const TABLES = ['transaction', 'stripe', 'headroom', 'headroom_share'];

beforeEach(async () => {
  await query(database.url, `truncate net_obligation, settlement_posting, ${TABLES.join(', ')}`);
  await query(database.url, 'update cycle set closed_at = null, settled_at = null');
  for (const table of TABLES) await query(database.url, `insert into ${table} table saved.${table}`);
});

function transaction(index: number, fields: Partial<Transaction> & Pick<Transaction, 'type' | 'amount'>) {
  lastId += 1;
  return {
    id: `0190f5ae-4c3b-7d2e-8f10-${String(lastId).padStart(12, '0')}`,
    card: CARDS[index]!,
    program: 'ACME',
    participant: 'BANK-A',
    ...BLANK,
    ...fields,
  };
}

function exchange(index: number, amount: number): Transaction {
  const request = { toProgram: 'FARE', amountOutMin: 1, quote: '', isQuoteGenuine: false };
  return transaction(index, { type: 'EXCHANGE', amount, exchange: request });
}

test('books with exchanges hold, and say what is owed and what is left of the cap', async () => {
  const { checks, totals } = await audit(database.url);
  expect(checks.filter((check) => !check.holds)).toEqual([]);
  expect(totals).toMatchObject([
    { program: 'ACME', issued: 1_000n, exchanged: -164n, outstanding: 836n },
    { program: 'FARE', issued: 0n, exchanged: 159n, outstanding: 159n },
  ]);
  const standard = await query(
    database.url,
    `select kind, merchant, sum(change)::text as change from stripe where program = '*' group by 1, 2 order by 1, 2`,
  );
  expect(standard).toEqual([
    { kind: 'POSITION', merchant: 'BANK-A', change: String(-164 * POINT) },
    { kind: 'POSITION', merchant: 'BANK-B', change: String(159 * POINT) },
    { kind: 'ROUNDING', merchant: '', change: '3360000' },
    { kind: 'SPREAD', merchant: '', change: '1640000' },
  ]);
});

test('a shard draws at least what it asks for while there is as much, and never more than there is', async () => {
  const [{ free_micro: free } = {}] = await query(database.url, 'select free_micro from headroom');
  const ownership = new PostgresOwnership({ databaseUrl: database.url });
  const session = (await ownership.acquire(0))!;
  const { shares: stored } = await session.load();
  const before = stored[0]!.amount;
  // A fourth of what is free, for two shards, is more than it asks for.
  const [drawn] = await session.moveHeadroom([move(1)]);
  expect(drawn?.amount).toBe(before + Math.floor(Number(free) / 4));
  const [all] = await session.moveHeadroom([move(999 * POINT)]);
  expect(all?.amount).toBe(before + Number(free));
  expect(await session.moveHeadroom([move(1)])).toEqual([all]);
  const [rest] = await session.moveHeadroom([move(-1_000 * POINT)]);
  expect(rest?.amount).toBe(0);
  expect(await session.moveHeadroom([move(1, 'BANK-B')])).toEqual([]);
  expect((await audit(database.url)).holds).toBe(true);
  await session.release();
});

test('a share is no more than a shard counts exactly, of however much there is', async () => {
  await query(database.url, `update headroom set free_micro = 9e18`);
  const session = (await new PostgresOwnership({ databaseUrl: database.url }).acquire(0))!;
  for (const change of [1, Number.MAX_SAFE_INTEGER]) {
    expect(await session.moveHeadroom([move(change)])).toMatchObject([{ amount: Number.MAX_SAFE_INTEGER }]);
  }
  await session.release();
});

test('what a participant has settled is owed no more, and its headroom is free again', async () => {
  const pool = openPool({ databaseUrl: database.url, connectionsMax: 1, statementTimeoutMs: 10_000 });
  const owedAndFree = async () => {
    const [{ owedMicro } = { owedMicro: 0 }] = await exposures(pool);
    const [{ free_micro: free } = {}] = await query(database.url, 'select free_micro from headroom');
    return [owedMicro / POINT, Number(free) / POINT] as const;
  };
  // A cycle is opened before any shard crosses to it.
  await query(
    database.url,
    'insert into cycle (number, business_date) select 2, business_date + 1 from cycle where number = 1',
  );
  const [owed, free] = await owedAndFree();
  expect(owed).toBe(164);
  await query(database.url, 'update cycle set closed_at = opened_at where number = 1');
  await query(
    database.url,
    `insert into net_obligation (cycle, party, amount_micro, status) values (1, 'BANK-A', 0, 'pending')`,
  );
  const settled = { cycle: 1, party: 'BANK-A', isSettled: true, by: 'OPERATOR', reason: '' };
  // Once and again: what is settled is settled once.
  await inTransaction(pool, (client) => decideSettlement(client, settled));
  await inTransaction(pool, (client) => decideSettlement(client, settled));
  expect(await owedAndFree()).toEqual([14, free + 150]);
  await pool.end();
  const { checks } = await audit(database.url);
  expect(checks.find(({ name }) => name === 'limits-are-kept')).toMatchObject({ holds: true });
});

test.each([
  [
    'points that arrived',
    `update transaction set exchanged[1] = exchanged[1] + 1 where shard = 0 and exchanged is not null`,
  ],
  ['what was taken', `update transaction set exchanged[2] = exchanged[2] + 1 where exchanged is not null`],
  ['a credit that is gone', `delete from transaction where origin = 'exchange/BANK-A' and shard = 1`],
  ['the other program', `update transaction set peer_program = 'ACME' where exchanged is not null`],
])('an audit finds %s', async (_what, sql) => {
  await query(database.url, sql);
  const { checks } = await audit(database.url);
  const failed = checks.filter((check) => !check.holds).map(({ name }) => name);
  expect(failed).toContain('exchanges-are-whole');
  expect(failed).toContain('hash-chain');
});

test.each([
  ['headroom from nowhere', 'update headroom set free_micro = free_micro + 1'],
  [
    'a share that was used and not stored',
    'update headroom_share set amount_micro = amount_micro + 1 where shard = 1',
  ],
  [
    'a share below zero',
    'update headroom_share set amount_micro = amount_micro + case shard when 0 then -99000000 else 99000000 end',
  ],
  [
    'a cap that was exceeded',
    `update stripe set change = change - 1 where merchant = 'BANK-A' and shard = 0 and cycle = 2`,
  ],
])('an audit finds %s', async (_what, sql) => {
  await query(database.url, sql);
  const { checks } = await audit(database.url);
  expect(checks.filter((check) => !check.holds).map(({ name }) => name)).toContain('limits-are-kept');
});

test.each([
  ['holds what was stood in for against its limit', 30, []],
  ['finds what was stood in for and not counted', 31, ['limits-are-kept']],
])('an audit %s', async (_what, points, failed) => {
  await query(
    database.url,
    `insert into headroom (kind, participant, limit_micro, free_micro)
     values ('STAND_IN', 'BANK-A', ${100 * POINT}, ${50 * POINT})`,
  );
  await query(
    database.url,
    `insert into headroom_share (shard, kind, participant, amount_micro)
     values (0, 'STAND_IN', 'BANK-A', ${12 * POINT}), (1, 'STAND_IN', 'BANK-A', ${8 * POINT})`,
  );
  const messages = [20, points - 20].map((each) => {
    return { issuer: 'BANK-A', content: { program: 'ACME' }, inTransit: 0, standInMicro: each * POINT };
  });
  await query(
    database.url,
    `insert into host_message (shard, id, recorded_turn, message)
     select 0, gen_random_uuid(), 1, message from unnest($1::json[]) as message`,
    [messages],
  );
  const { checks } = await audit(database.url);
  await query(database.url, 'delete from host_message');
  // No entry made these messages necessary.
  const unexpected = checks.filter(({ name, holds }) => !holds && name !== 'messages-follow-the-journal');
  expect(unexpected.map(({ name }) => name)).toEqual(failed);
});
