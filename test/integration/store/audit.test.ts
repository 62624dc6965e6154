import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../../src/store/audit/audit.ts';
import type { AuditProgress } from '../../../src/store/audit/report.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { FAR, NEAR, SHARDS, writeSmallBooks } from './small-books.ts';
import { query } from './turns.ts';

const TABLES = ['account', 'stripe', 'transaction', 'reversal', 'turn', 'outbox', 'card'];

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ shards: SHARDS });
  await writeSmallBooks(database.url);
  await query(database.url, 'create schema saved');
  for (const table of TABLES) await query(database.url, `create table saved.${table} as table ${table}`);
});

afterEach(async () => {
  await query(database.url, `truncate ${TABLES.join(', ')}`);
  for (const table of TABLES) await query(database.url, `insert into ${table} table saved.${table}`);
});

afterAll(() => database.drop());

test('books that add up hold, with points in transit and an account overdrawn', async () => {
  const progress: AuditProgress[] = [];
  const report = await audit(database.url, { onProgress: (step) => progress.push(step) });
  expect(report.checks.filter((check) => !check.holds)).toEqual([]);
  expect(report.holds).toBe(true);
  const [{ count } = { count: 0 }] = await query(database.url, 'select count(*)::integer from transaction');
  expect(progress.at(-1)).toEqual({ check: 'hash-chain', seen: count, transactions: count });
});

test('the totals of a program add up', async () => {
  const { totals } = await audit(database.url);
  expect(totals).toEqual([
    {
      program: 'ACME',
      issued: 520n,
      redeemed: 100n,
      expired: 410n,
      adjusted: 0n,
      exchanged: 0n,
      outstanding: -8n,
      inTransit: 18n,
    },
  ]);
});

test('an empty database holds', async () => {
  const empty = await createTestDatabase();
  expect(await audit(empty.url)).toMatchObject({ holds: true, totals: [] });
  await empty.drop();
});

test('a database that does not answer is a fault', async () => {
  await expect(audit('postgres://user:secret@127.0.0.1:1/books')).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.not.stringContaining('secret'),
  });
});

/** What is done to the books, which checks notice, and what the first of them shows. */
const CORRUPTIONS: readonly {
  readonly what: string;
  readonly sql: string;
  readonly fails: readonly [string, ...string[]];
  readonly offending: Record<string, unknown>;
}[] = [
  {
    what: 'a balance with lots to match',
    sql: `update account set posted = posted + 1, lots[2] = lots[2] + 1 where card = ${NEAR}`,
    fails: ['accounts-equal-journal', 'lots-equal-journal'],
    offending: { shard: 0, card: String(NEAR), program: 'ACME' },
  },
  {
    what: 'a balance alone',
    sql: `update account set posted = posted + 1 where card = ${FAR}`,
    fails: ['accounts-equal-journal', 'accounts-are-consistent'],
    offending: { card: String(FAR), posted: '-37', journal_posted: '-38', last_balance: '-38' },
  },
  {
    what: 'the day of a lot',
    sql: `update account set lots[1] = lots[1] + 1 where card = ${NEAR}`,
    fails: ['lots-equal-journal'],
    offending: { card: String(NEAR), day: '20281231', difference: '-10' },
  },
  {
    what: 'what a hold pins',
    sql: `update account set holds = jsonb_set(holds::jsonb, '{0,lots,0,amount}', '19')::json where card = ${NEAR}`,
    fails: ['lots-equal-journal', 'accounts-are-consistent'],
    offending: { card: String(NEAR), difference: '-1' },
  },
  {
    what: 'the amount of a hold',
    sql: `update account set holds = jsonb_set(holds::jsonb, '{0,amount}', '21')::json where card = ${NEAR}`,
    fails: ['accounts-are-consistent', 'holds-are-authorized'],
    offending: { card: String(NEAR), held: '20', hold_sum: '21', pinned: '20' },
  },
  {
    what: 'a hold of another participant',
    sql: `update account set holds = jsonb_set(holds::jsonb, '{0,participant}', '"BANK-A"')::json where card = ${NEAR}`,
    fails: ['holds-are-authorized'],
    offending: { card: String(NEAR), participant: 'BANK-A', amount: '20', held_change: null },
  },
  {
    what: 'a hold that ends later than its authorization says',
    sql: `update account set holds = jsonb_set(holds::jsonb, '{0,expiresAtMs}',
      to_jsonb((holds -> 0 ->> 'expiresAtMs')::bigint + 1))::json where card = ${NEAR}`,
    fails: ['holds-are-authorized'],
    offending: { card: String(NEAR), participant: 'CITYPAY', held_change: '20' },
  },
  {
    what: 'a reversal that is forgotten',
    sql: `delete from reversal where shard = 1`,
    fails: ['reversals-equal-journal'],
    offending: { shard: 1, card: String(FAR), reversed: null, moved: '50' },
  },
  {
    what: 'a reversal under way that is forgotten',
    sql: `update reversal set amount = amount - 1 where shard = 0`,
    fails: ['reversals-equal-journal'],
    offending: { shard: 0, card: String(NEAR), reversed: '9', moved: '10' },
  },
  {
    what: 'more reversed than there was',
    sql: `update reversal set amount = amount + 1 where shard = 1`,
    fails: ['reversals-equal-journal'],
    offending: { shard: 1, card: String(FAR), reversed: '51', moved: '50' },
  },
  {
    what: 'a debt forgiven',
    sql: `update account set overdrawn = 0, posted = 0 where card = ${FAR}`,
    fails: ['accounts-equal-journal'],
    offending: { card: String(FAR), posted: '0', journal_posted: '-38' },
  },
  {
    what: 'an account that is gone',
    sql: `delete from account where card = ${NEAR}`,
    fails: ['accounts-equal-journal', 'lots-equal-journal'],
    offending: { card: String(NEAR), posted: null },
  },
  {
    what: 'an account that nobody earned',
    sql: `insert into account (shard, card, program, posted, held, overdrawn, lots) values (0, ${NEAR}, 'AIR', 0, 0, 0, '{}')`,
    fails: ['accounts-equal-journal'],
    offending: { program: 'AIR', posted: '0', journal_posted: null },
  },
  {
    what: 'a lot that the expiry run would not see',
    sql: `update account set lots_due_on = null where card = ${NEAR}`,
    fails: ['nothing-falls-due-unseen'],
    offending: { card: String(NEAR), lots_due_on: null },
  },
  {
    what: 'a hold that the expiry run would not see in time',
    sql: `update account set holds_due_at = holds_due_at + interval '1 ms' where card = ${NEAR}`,
    fails: ['nothing-falls-due-unseen'],
    offending: { card: String(NEAR) },
  },
  {
    what: 'a stripe',
    sql: `update stripe set change = change + 1 where shard = 0 and kind = 'MERCHANT'`,
    fails: ['debits-equal-credits', 'stripes-equal-journal'],
    offending: { program: 'ACME' },
  },
  {
    what: 'points moved from stripe to stripe',
    sql: `update stripe set change = change + case shard when 0 then 1 else -1 end where kind = 'MERCHANT' and cycle = 1`,
    fails: ['stripes-equal-journal'],
    offending: { shard: 0, kind: 'MERCHANT', merchant: 'CAFE' },
  },
  {
    what: 'points moved from cycle to cycle',
    sql: `update stripe set cycle = cycle + 1 where kind = 'BREAKAGE'`,
    fails: ['stripes-equal-journal'],
    offending: { kind: 'BREAKAGE' },
  },
  {
    what: 'a stripe that is gone',
    sql: `delete from stripe where kind = 'BREAKAGE'`,
    fails: ['debits-equal-credits', 'stripes-equal-journal'],
    offending: { program: 'ACME' },
  },
  {
    what: 'an entry without the other side',
    sql: `update transaction set counter = null where type = 'EXPIRE'`,
    fails: ['entries-are-postings', 'stripes-equal-journal', 'hash-chain'],
    offending: { shard: 0, posted_change: '-410', counter: null },
  },
  {
    what: 'a decline that moves points',
    sql: `update transaction set held_change = 1 where outcome = 'INSUFFICIENT_POINTS'`,
    fails: ['entries-are-postings', 'hash-chain'],
    offending: { shard: 0, seq: '3', outcome: 'INSUFFICIENT_POINTS' },
  },
  {
    what: 'a leg that is gone',
    sql: `delete from outbox where shard = 0 and legs::jsonb @> '[{"amount": 5}]'`,
    fails: ['transit-equals-legs', 'transfers-are-whole'],
    offending: { program: 'ACME', transit: '18', under_way: '13' },
  },
  {
    what: 'a leg that is gone, and another that carries as much more',
    sql: `with lost as (delete from outbox where shard = 0 and legs::jsonb @> '[{"amount": 5}]')
      update outbox set legs = jsonb_set(legs::jsonb, '{0,amount}', '15')::json where shard = 1`,
    fails: ['transfers-are-whole'],
    offending: {
      shard: 0,
      sender: String(NEAR),
      receiver: String(FAR),
      sent: '5',
      arrived: null,
      outbox: null,
    },
  },
  {
    what: 'a leg to another card',
    sql: `update outbox set legs = jsonb_set(legs::jsonb, '{0,card}', '${NEAR}')::json
      where shard = 0 and legs::jsonb @> '[{"amount": 5}]'`,
    fails: ['transfers-are-whole'],
    offending: {
      shard: 0,
      sender: String(NEAR),
      receiver: String(FAR),
      sent: '5',
      arrived: null,
      outbox: null,
    },
  },
  {
    what: 'a leg whose points never expire',
    sql: `update outbox set legs = jsonb_set(legs::jsonb, '{0,lots,0}', '99991231')::json
      where shard = 0 and legs::jsonb @> '[{"amount": 5}]'`,
    fails: ['transfers-are-whole'],
    offending: { shard: 0, sender: String(NEAR), receiver: String(FAR), sent: '5', carried: '5' },
  },
  {
    what: 'points of a reversal that come back with others',
    sql: `update outbox set legs = jsonb_set(legs::jsonb, '{0,lots,1}', '11')::json where shard = 1`,
    fails: ['transfers-are-whole'],
    offending: {
      shard: 1,
      type: 'REVERSE',
      sender: String(FAR),
      receiver: String(NEAR),
      sent: '10',
      carried: '10',
    },
  },
  {
    what: 'points that arrived on another card than they were sent to',
    sql: `update transaction set peer = ${NEAR + 1} where shard = 0 and type = 'TRANSFER' and posted_change = -7`,
    fails: ['transfers-are-whole', 'hash-chain'],
    offending: { shard: 0, sender: String(NEAR), receiver: String(NEAR + 1), sent: '7', arrived: null },
  },
  {
    what: 'a leg that carries more',
    sql: `update outbox set legs = jsonb_set(legs::jsonb, '{0,amount}', '12')::json where shard = 1`,
    fails: ['transit-equals-legs', 'transfers-are-whole'],
    offending: { program: 'ACME', transit: '18', under_way: '20' },
  },
  {
    what: 'an entry that says something else',
    sql: `update transaction set reference = 'forged' where shard = 0 and seq = 2`,
    fails: ['hash-chain'],
    offending: { shard: 0, turn: 1 },
  },
  {
    what: 'an entry that is gone',
    sql: 'delete from transaction where shard = 0 and seq = 3',
    fails: ['sequences-have-no-gap', 'hash-chain'],
    offending: { shard: 0, seq: 3, found: 4 },
  },
  {
    what: 'the last entry that is gone',
    sql: `delete from transaction where shard = 1 and outcome = 'CARD_BLOCKED'`,
    fails: ['sequences-have-no-gap', 'hash-chain'],
    offending: { shard: 1, found: null },
  },
  {
    what: 'the last turn that is gone',
    sql: 'delete from turn where shard = 1 and number = (select max(number) from turn where shard = 1)',
    fails: ['no-recorded-id-looks-new', 'sequences-have-no-gap'],
    offending: { shard: 1 },
  },
  {
    what: 'a turn that is gone',
    sql: `delete from turn where shard = 0 and cycle = 2 and number = (
      select min(number) from turn where shard = 0 and cycle = 2)`,
    fails: ['turns-follow-on', 'hash-chain'],
    offending: { shard: 0, cycle: 2 },
  },
  {
    what: 'two hashes in each other’s place',
    sql: `update turn set hash = (select hash from turn as other where other.shard = 1 and other.number = 3 - turn.number)
      where shard = 1 and number < 3`,
    fails: ['hash-chain'],
    offending: { shard: 1, turn: 1 },
  },
  {
    what: 'the newest id of a shard that is older than it was',
    sql: `update turn set newest_id = (select newest_id from turn as first where shard = 0 and number = 1)
      where shard = 0 and newest_id > (select newest_id from turn as first where shard = 0 and number = 1)`,
    fails: ['no-recorded-id-looks-new'],
    offending: { shard: 0 },
  },
  {
    what: 'a turn of a time before',
    sql: `update turn set ledger_time = ledger_time - interval '1 minute' where shard = 0 and cycle = 3`,
    fails: ['turns-follow-on', 'entries-carry-their-turn'],
    offending: { shard: 0, cycle: 3 },
  },
  {
    what: 'an entry in another cycle than its turn',
    sql: 'update transaction set cycle = 2 where shard = 0 and seq = 1',
    fails: ['stripes-equal-journal', 'entries-carry-their-turn', 'hash-chain'],
    offending: { shard: 0, cycle: 2, kind: 'MERCHANT' },
  },
  {
    what: 'a card that is gone, with points on its account',
    sql: `delete from card where number = ${NEAR}`,
    fails: ['cards-are-their-issuers'],
    offending: { shard: 0, card: String(NEAR), issuer: null },
  },
  {
    what: 'a card that moved to another issuer',
    sql: `with issuer as (
        insert into participant (code, name, roles, card_prefix) values ('BANK-B', 'B', '{ISSUER}', 400001)
        on conflict do nothing)
      update card set issuer = 'BANK-B' where number = ${NEAR}`,
    fails: ['cards-are-their-issuers'],
    offending: { shard: 0, card: String(NEAR), issuer: 'BANK-B', prefix_of_issuer: 400001 },
  },
  {
    what: 'a card that its issuer finds no more by its alias',
    sql: `update card set alias = 'lost' where number = ${NEAR}`,
    fails: ['cards-are-their-issuers'],
    offending: { shard: 0, card: String(NEAR), card_of_alias: null },
  },
  {
    what: 'a card in another shard than its number says',
    sql: `insert into card (shard, number, issuer) values (1, ${NEAR}, 'BANK-A')`,
    fails: ['cards-in-their-shard'],
    offending: { shard: 1, card: NEAR, right: 0 },
  },
];

describe('an audit finds', () => {
  test.each(CORRUPTIONS)('$what', async ({ sql, fails, offending }) => {
    await query(database.url, sql);
    const report = await audit(database.url);
    expect(report.holds).toBe(false);
    const failed = report.checks.filter((check) => !check.holds);
    expect(failed.map((check) => check.name)).toEqual(fails);
    expect(failed[0]?.offending).toContainEqual(expect.objectContaining(offending));
  });

  test('an id with two outcomes, where no index keeps it away', async () => {
    await query(database.url, 'drop index transaction_id');
    await query(
      database.url,
      'update transaction set id = (select id from transaction where shard = 0 and seq = 1) where shard = 0 and seq = 2',
    );
    const report = await audit(database.url);
    await query(database.url, 'truncate transaction');
    await query(database.url, 'insert into transaction table saved.transaction');
    await query(database.url, 'create unique index transaction_id on transaction (shard, id, card, origin)');
    expect(report.checks.filter((check) => !check.holds)).toMatchObject([
      { name: 'one-outcome-per-id', count: 1, offending: [{ card: String(NEAR), origin: 'CITYPAY' }] },
      { name: 'hash-chain' },
    ]);
  });

  test('how many rows offend, and shows the first of them', async () => {
    await query(
      database.url,
      `insert into account (shard, card, program, posted, held, overdrawn, lots)
        select 0, ${NEAR}, 'P' || n, 0, 0, 0, '{}' from generate_series(100, 149) as n`,
    );
    const report = await audit(database.url);
    const check = report.checks.find(({ name }) => name === 'accounts-equal-journal');
    expect(check).toMatchObject({ holds: false, count: 50 });
    expect(check?.offending.map((row) => row['program'])).toEqual(
      Array.from({ length: 20 }, (_, index) => `P${100 + index}`),
    );
  });
});
