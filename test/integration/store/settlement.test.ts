import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InvariantError } from '../../../src/assert.ts';
import type { StripeChange } from '../../../src/ledger/stripe-sums.ts';
import { isRefused } from '../../../src/refused.ts';
import type { ShardSession } from '../../../src/shard/ports.ts';
import { audit } from '../../../src/store/audit/audit.ts';
import { exposures, setLimit } from '../../../src/store/directory-exposures.ts';
import { PostgresOwnership } from '../../../src/store/ownership.ts';
import { openPool } from '../../../src/store/pool.ts';
import { PostgresSettlement } from '../../../src/store/settlement.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { scansOf } from '../../support/scans.ts';
import { entryOf, query, turnOf } from './turns.ts';

const SHARDS = 2;
const CARDS = [4000000000000002, 4000000000000010];

let database: TestDatabase;
let pool: pg.Pool;
let settlement: PostgresSettlement;

beforeEach(async () => {
  database = await createTestDatabase({ shards: SHARDS });
  pool = openPool({ databaseUrl: database.url, connectionsMax: 2, statementTimeoutMs: 10_000 });
  settlement = new PostgresSettlement(pool);
  await query(
    database.url,
    `insert into participant (code, name, roles) values ('BANK', 'Bank', '{ISSUER}'), ('CITYPAY', 'City', '{ACQUIRER}')`,
  );
  await query(
    database.url,
    `insert into program (code, name, issuer, scale, par_numerator, par_denominator, expiry_kind, limit_per_transaction, clawback)
     values ('ACME', 'Acme', 'BANK', 2, 1, 3, 'none', 1000, 'reject')`,
  );
  await query(
    database.url,
    `insert into merchant (code, name, acquirer, programs) values ('CAFE', 'Cafe', 'CITYPAY', '{ACME}')`,
  );
});

afterEach(async () => {
  await pool.end();
  await database.drop();
});

/**
 * Every shard clears a redemption of so many points at the café in cycle 1, and what else its system accounts are to have;
 * those that are named cross to cycle 2.
 */
async function clear(
  points: number,
  crossing: readonly number[],
  others: readonly StripeChange[] = [],
): Promise<void> {
  const ownership = new PostgresOwnership({ databaseUrl: database.url });
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const session = await ownership.acquire(shard);
    if (session === undefined) throw new Error('the shard belongs to somebody else');
    await session.load();
    const entry = entryOf({
      ...{ seq: 1, card: CARDS[shard] as number, type: 'REDEEM', merchant: 'CAFE', counter: 'MERCHANT' },
      ...{ amount: points, postedChange: -points },
    });
    const spent = { program: 'ACME', kind: 'MERCHANT', merchant: 'CAFE', change: BigInt(points) } as const;
    await session.commit(turnOf({ number: 1, entries: [entry], stripes: [spent, ...others] }));
    if (crossing.includes(shard))
      await session.commit(turnOf({ number: 2, cycle: 2, businessDate: 20261122 }));
    await session.release();
  }
  await query(database.url, 'insert into cycle (number, business_date) values (2, 20261122)');
}

test('a cycle is not closed while a shard is in it', async () => {
  await clear(50, [0]);
  await expect(settlement.closeBefore(2)).rejects.toBeInstanceOf(InvariantError);
  expect(await settlement.settlement(1)).toMatchObject({ cycle: { state: 'crossing' }, net: [] });
  const decision = { party: 'BANK', isSettled: true, by: 'OPERATOR', reason: '' };
  expect(await settlement.decide({ ...decision, cycle: 1 })).toMatchObject({ refused: 'NOT_CLOSED' });
  expect(await settlement.decide({ ...decision, cycle: 9 })).toMatchObject({
    ...{ refused: 'NOT_FOUND', field: 'cycle' },
  });
  const { openSeconds, ...counts } = await settlement.unsettled();
  expect(counts).toEqual({ crossing: 1, closed: 0 });
  expect(openSeconds).toBeLessThan(3_600);
});

test('a cycle is closed once, by however many at once', async () => {
  await clear(50, [0, 1]);
  await Promise.all([1, 2, 3].map(() => settlement.closeBefore(2)));
  // 100 hundredths of a point, at a third of a standard point each.
  expect(await settlement.settlement(1)).toMatchObject({
    cycle: { state: 'closed' },
    bilateral: [
      { debtor: 'BANK', creditor: '*ROUNDING', amountMicro: 1n },
      { debtor: 'BANK', creditor: 'CITYPAY', points: 100n, amountMicro: 333_333n },
    ],
    net: [
      { party: '*ROUNDING', amountMicro: 1n },
      { party: 'BANK', amountMicro: -333_334n, status: 'pending' },
      { party: 'CITYPAY', amountMicro: 333_333n, status: 'pending' },
    ],
  });
  expect(await settlement.unsettled()).toMatchObject({ crossing: 0, closed: 1 });
});

test('points are settled at the rate that held when the cycle was left', async () => {
  await query(
    database.url,
    `insert into program_rate
       (program, version, par_numerator, par_denominator, spread_basis_points, holds_from, proposed_by, approved_by, approved_at)
     values
       ('ACME', 1, 1, 2, 0, now() - interval '2 hours', 'BANK', 'OPERATOR', now() - interval '3 hours'),
       ('ACME', 2, 9, 1, 0, now() - interval '1 hour', 'BANK', null, null),
       ('ACME', 3, 8, 1, 0, now() + interval '1 hour', 'BANK', 'OPERATOR', now())`,
  );
  await clear(50, [0, 1]);
  await settlement.closeBefore(2);
  expect(await settlement.settlement(1)).toMatchObject({
    bilateral: [
      { creditor: 'CITYPAY', amountMicro: 500_000n, par: { numerator: 1n, denominator: 2n, scale: 2 } },
    ],
  });
});

test('who comes out even has settled, and a cycle in which all do is settled when it is closed', async () => {
  await query(
    database.url,
    `insert into program (code, name, issuer, scale, par_numerator, par_denominator, expiry_kind, limit_per_transaction, clawback)
     values ('AIR', 'Air', 'CITYPAY', 2, 1, 1, 'none', 1000, 'reject')`,
  );
  await query(database.url, `update program set par_denominator = 1 where code = 'ACME'`);
  await query(
    database.url,
    `insert into merchant (code, name, acquirer, programs) values ('KIOSK', 'Kiosk', 'BANK', '{AIR}')`,
  );
  await clear(50, [0, 1], [{ program: 'AIR', kind: 'MERCHANT', merchant: 'KIOSK', change: 50n }]);
  await settlement.closeBefore(2);
  expect(await settlement.settlement(1)).toMatchObject({
    cycle: { state: 'settled' },
    bilateral: [{ amountMicro: 1_000_000n }, { amountMicro: 1_000_000n }],
    net: [
      { party: 'BANK', amountMicro: 0n, status: 'settled' },
      { party: 'CITYPAY', amountMicro: 0n, status: 'settled' },
    ],
  });
});

test('two who confirm the last participants at once settle the cycle', async () => {
  await clear(50, [0, 1]);
  await settlement.closeBefore(2);
  const confirm = (party: string) =>
    settlement.decide({ cycle: 1, party, isSettled: true, by: 'OPERATOR', reason: '' });
  await Promise.all([confirm('BANK'), confirm('CITYPAY'), confirm('BANK')]);
  expect(await settlement.settlement(1)).toMatchObject({ cycle: { state: 'settled' } });
  expect(
    await query(database.url, 'select count(*)::integer, sum(position_change_micro) from settlement_posting'),
  ).toEqual([{ count: 3, sum: '0' }]);
});

const SETTLEMENT_CHECKS = [
  'obligations-equal-stripes',
  'exchanges-are-owed',
  'rounding-is-owed',
  'obligations-sum-to-zero',
  'settlements-are-posted',
  'closed-cycles-cover-the-journal',
];

test.each([
  { what: 'nothing', sql: 'select', fails: [] },
  {
    what: 'an obligation for more points',
    sql: `update bilateral_obligation set points = points + 1 where creditor = 'CITYPAY'`,
    fails: ['obligations-equal-stripes'],
  },
  {
    what: 'an obligation at another value',
    sql: `update bilateral_obligation set amount_micro = amount_micro + 1 where creditor = 'CITYPAY'`,
    fails: ['obligations-equal-stripes', 'obligations-sum-to-zero'],
  },
  {
    what: 'an obligation at another par value, and all that follows from it',
    sql: `with doubled as (
        update bilateral_obligation set par_numerator = 3, amount_micro = 1000000 where creditor = 'CITYPAY'
      ), rounded as (delete from bilateral_obligation where creditor = '*ROUNDING'),
      network as (delete from net_obligation where party = '*ROUNDING')
      update net_obligation set amount_micro = case party when 'BANK' then -1000000 else 1000000 end
      where party in ('BANK', 'CITYPAY')`,
    fails: ['obligations-equal-stripes'],
  },
  {
    what: 'rounding that nobody owes, and the net of it',
    sql: `with more as (update bilateral_obligation set amount_micro = 2 where creditor = '*ROUNDING')
      update net_obligation set amount_micro = case party when 'BANK' then -333335 else 2 end
      where party in ('BANK', '*ROUNDING')`,
    fails: ['rounding-is-owed'],
  },
  {
    what: 'an exchange that nobody made, and the net of it',
    sql: `with more as (
        insert into bilateral_obligation (cycle, program, debtor, creditor, points, amount_micro)
        values (1, '*', 'BANK', '*EXCHANGE', 0, 5), (1, '*', '*EXCHANGE', 'CITYPAY', 0, 5)
      ), meeting as (
        insert into net_obligation (cycle, party, amount_micro, status) values (1, '*EXCHANGE', 0, 'pending'))
      update net_obligation set amount_micro = amount_micro + case party when 'BANK' then -5 else 5 end
      where party in ('BANK', 'CITYPAY')`,
    fails: ['exchanges-are-owed'],
  },
  {
    what: 'an obligation to another than the issuer, and the net of it',
    sql: `with earned as (update stripe set change = -change), owed as (
        update bilateral_obligation set debtor = 'CITYPAY', creditor = replace(creditor, 'CITYPAY', 'RIVAL')
      ), rival as (update net_obligation set party = 'RIVAL', amount_micro = 333333 where party = 'BANK')
      update net_obligation set amount_micro = -333334 where party = 'CITYPAY'`,
    fails: ['obligations-equal-stripes'],
  },
  {
    what: 'an obligation that says no par value',
    sql: `update bilateral_obligation set par_denominator = null where creditor = 'CITYPAY'`,
    fails: ['obligations-equal-stripes', 'rounding-is-owed'],
  },
  {
    what: 'an obligation for no points, and the net of it',
    sql: `with more as (
        insert into bilateral_obligation (cycle, program, debtor, creditor, points, amount_micro)
        values (1, 'ACME', 'CITYPAY', 'BANK', 0, 5)
      ) update net_obligation set amount_micro = amount_micro + case party when 'BANK' then 5 else -5 end
      where party in ('BANK', 'CITYPAY')`,
    fails: ['obligations-equal-stripes'],
  },
  {
    what: 'an exchange owed to another than where exchanges meet, and the net of it',
    sql: `with position as (
        insert into stripe (shard, cycle, program, kind, merchant, change)
        values (0, 1, '*', 'POSITION', 'BANK', -5), (0, 1, '*', 'SPREAD', '', 5)
      ), owed as (
        insert into bilateral_obligation (cycle, program, debtor, creditor, points, amount_micro)
        values (1, '*', 'BANK', 'CITYPAY', 0, 5), (1, '*', '*EXCHANGE', '*SPREAD', 0, 5)
      ), network as (
        insert into net_obligation (cycle, party, amount_micro, status)
        values (1, '*EXCHANGE', -5, 'pending'), (1, '*SPREAD', 5, 'pending'))
      update net_obligation set amount_micro = amount_micro + case party when 'BANK' then -5 else 5 end
      where party in ('BANK', 'CITYPAY')`,
    fails: ['exchanges-are-owed'],
  },
  {
    what: 'a cycle that is settled though nobody has',
    sql: `update cycle set settled_at = closed_at where number = 1`,
    fails: ['settlements-are-posted'],
  },
  {
    what: 'a hash that the journal does not have',
    sql: `update cycle_shard set last_hash = sha256(last_hash) where shard = 0`,
    fails: ['closed-cycles-cover-the-journal'],
  },
  {
    what: 'an obligation that is gone',
    sql: `delete from bilateral_obligation where creditor = 'CITYPAY'`,
    fails: ['obligations-equal-stripes', 'rounding-is-owed', 'obligations-sum-to-zero'],
  },
  {
    what: 'a net obligation of another amount',
    sql: `update net_obligation set amount_micro = amount_micro + 1 where party = 'BANK'`,
    fails: ['obligations-sum-to-zero'],
  },
  {
    what: 'a settlement that is not posted',
    sql: `update net_obligation set status = 'settled' where party = 'BANK'`,
    fails: ['settlements-are-posted'],
  },
  {
    what: 'a posting of what is not settled',
    sql: `insert into settlement_posting (cycle, party, position_change_micro, posted_by) values (1, 'BANK', 333334, 'X')`,
    fails: ['settlements-are-posted'],
  },
  {
    what: 'a cycle that ends too early in a shard',
    sql: `update cycle_shard set last_seq = last_seq - 1 where shard = 0`,
    fails: ['closed-cycles-cover-the-journal'],
  },
  {
    what: 'a shard that a cycle has forgotten',
    sql: `delete from cycle_shard where shard = 1`,
    fails: ['closed-cycles-cover-the-journal'],
  },
])('an audit finds $what', async ({ sql, fails }) => {
  await clear(50, [0, 1]);
  await settlement.closeBefore(2);
  await query(database.url, sql);
  const { checks } = await audit(database.url);
  const failed = checks.filter(({ holds }) => !holds).map(({ name }) => name);
  expect(failed.filter((name) => SETTLEMENT_CHECKS.includes(name))).toEqual(fails);
});

test('a liability report since the beginning reads what is behind the closed cycles, each of which is added up once', async () => {
  await clear(50, [0, 1]);
  await settlement.closeBefore(2);
  const redeemed = async (by = settlement): Promise<bigint | undefined> => {
    const liabilities = await by.liability(['ACME'], undefined);
    if (isRefused(liabilities)) throw new Error(liabilities.message);
    return liabilities[0]?.redeemed;
  };
  // By however many at once, in one process or several.
  const another = new PostgresSettlement(pool);
  expect(await Promise.all([redeemed(), redeemed(), redeemed(another)])).toEqual([100n, 100n, 100n]);

  const session = (await new PostgresOwnership({ databaseUrl: database.url }).acquire(0)) as ShardSession;
  await session.load();
  const place = { cycle: 2, businessDate: 20261122 };
  const entry = entryOf({
    ...{ seq: 2, card: CARDS[0] as number, type: 'REDEEM', merchant: 'CAFE', counter: 'MERCHANT' },
    ...{ amount: 30, postedChange: -30, ...place },
  });
  await session.commit(turnOf({ number: 3, entries: [entry], ...place }));
  await session.release();
  expect(await redeemed()).toBe(130n);

  const holds = async (): Promise<boolean | undefined> =>
    (await audit(database.url)).checks.find(({ name }) => name === 'movements-equal-journal')?.holds;
  expect(await holds()).toBe(true);
  await query(database.url, 'delete from transaction where cycle = 1');
  expect(await redeemed()).toBe(130n);
  expect(await holds()).toBe(false);
});

/** Connections that stand still before a decision is posted. */
class SlowPool {
  readonly pool = openPool({ databaseUrl: database.url, connectionsMax: 1, statementTimeoutMs: 600_000 });
  goOn: () => void = () => {};
  /** Its connection is gone. */
  lose: () => void = () => {};
  #isStill = false;

  constructor() {
    const silence = new Promise<void>((resolve, reject) => {
      this.goOn = resolve;
      this.lose = () => reject(new Error('its connection is gone'));
    });
    this.pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...query: unknown[]) => Promise<unknown>;
      const stopping = async (...asked: unknown[]): Promise<unknown> => {
        if (String(asked[0]).includes('insert into settlement_posting')) {
          this.#isStill = true;
          await silence;
        }
        return query(...asked);
      };
      Object.assign(client, { query: stopping });
    });
  }

  async standsStill(): Promise<void> {
    await eventually(async () => expect(this.#isStill).toBe(true));
  }
}

/** What BANK may still come to owe of its cap of 100 standard points, and what it is said to owe. */
async function headroomOfBank(): Promise<{ left: number; owed: number }> {
  const [row] = await query(
    database.url,
    `select free_micro + coalesce((select sum(amount_micro) from headroom_share where participant = 'BANK'), 0) as left
     from headroom where participant = 'BANK'`,
  );
  const [exposure] = (await exposures(pool)).filter(({ participant }) => participant === 'BANK');
  return { left: Number(row?.['left']) / 1_000_000, owed: (exposure?.owedMicro ?? 0) / 1_000_000 };
}

test('what issuers owe is read of the cycles that are not settled, however many were', async () => {
  await pool.query(`
    insert into cycle (number, business_date, opened_at, closed_at, settled_at)
    select number, 20300000 + number, now(), now(), case when number < 1000 then now() end
    from generate_series(101, 1000) as number`);
  await pool.query(`
    insert into stripe (shard, cycle, program, kind, merchant, change)
    select shard, cycle, '*', 'POSITION', 'BANK', -10
    from generate_series(0, ${SHARDS - 1}) as shard, generate_series(101, 1000) as cycle`);
  await pool.query(
    `insert into net_obligation select number, 'BANK', 0, 'settled' from generate_series(101, 999) as number`,
  );
  await pool.query(`
    insert into settlement_posting (cycle, party, position_change_micro, posted_by)
    select number, 'BANK', 0, 'BANK' from generate_series(101, 999) as number`);
  for (const statistics of ['', 'analyze']) {
    await pool.query(statistics);
    const scans = await scansOf(pool, async (explained) => {
      const [owed] = (await exposures(explained)).filter(({ participant }) => participant === 'BANK');
      expect(owed?.owedMicro).toBe(10 * SHARDS);
    });
    const rowsOf = (name: string): number =>
      scans.filter(({ table }) => table === name).reduce((sum, { rows }) => sum + rows, 0);
    expect(rowsOf('stripe')).toBe(SHARDS);
    expect(rowsOf('settlement_posting')).toBe(0);
  }
});

test.each([
  ['owes as much as it is owed', 60, 60],
  ['is owed a little less', 60, 59],
  ['is owed as much by exchanges as it owes for what was spent', -60, -60],
])('a cap is free again when the cycle is settled of who %s', async (_who, exchanged, earned) => {
  await query(database.url, `update program set scale = 0, par_denominator = 1`);
  await query(
    database.url,
    `insert into participant (code, name, roles) values ('RIVAL', 'Rival', '{ISSUER}')`,
  );
  await setLimit(pool, 'NET_DEBIT', 'BANK', 100_000_000);
  const ownership = new PostgresOwnership({ databaseUrl: database.url });
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const session = (await ownership.acquire(shard)) as ShardSession;
    await session.load();
    if (shard === 0) {
      const draw = { kind: 'NET_DEBIT', participant: 'BANK', change: 100_000_000 } as const;
      const [share] = await session.moveHeadroom([draw]);
      const micro = exchanged * 1_000_000;
      const stripes = [
        { program: '*', kind: 'POSITION', merchant: 'BANK', change: BigInt(-micro) },
        { program: '*', kind: 'POSITION', merchant: 'RIVAL', change: BigInt(micro) },
        { program: 'ACME', kind: 'MERCHANT', merchant: 'CAFE', change: BigInt(-earned) },
      ] as const;
      const shares = [
        { kind: 'NET_DEBIT', participant: 'BANK', amount: (share?.amount ?? 0) - micro },
      ] as const;
      await session.commit(turnOf({ number: 1, stripes, shares }));
    }
    await session.commit(turnOf({ number: shard === 0 ? 2 : 1, cycle: 2, businessDate: 20261122 }));
    await session.release();
  }
  await query(database.url, 'insert into cycle (number, business_date) values (2, 20261122)');
  await settlement.closeBefore(2);
  for (const party of ['BANK', 'RIVAL', 'CITYPAY'])
    await settlement.decide({ cycle: 1, party, isSettled: true, by: 'OPERATOR', reason: '' });
  expect(await settlement.settlement(1)).toMatchObject({ cycle: { state: 'settled' } });
  expect(await headroomOfBank()).toEqual({ left: 100, owed: 0 });
  const { checks } = await audit(database.url);
  const kept = checks.filter(({ name }) => name === 'settlements-are-posted' || name === 'limits-are-kept');
  expect(kept.map(({ holds }) => holds)).toEqual([true, true]);
});

test('who stands still in the middle of a decision keeps no shard waiting for long', async () => {
  await clear(50, [0, 1]);
  await settlement.closeBefore(2);
  await setLimit(pool, 'NET_DEBIT', 'BANK', 100_000_000);
  const slow = new SlowPool();
  const decision = { cycle: 1, party: 'BANK', isSettled: true, by: 'OPERATOR', reason: '' };
  const decided = new PostgresSettlement(slow.pool).decide(decision);
  await slow.standsStill();

  const ownership = new PostgresOwnership({ databaseUrl: database.url });
  const session = (await ownership.acquire(0)) as ShardSession;
  const draw = { kind: 'NET_DEBIT', participant: 'BANK', change: 1_000_000 } as const;
  expect(await session.moveHeadroom([draw])).toMatchObject([{ participant: 'BANK' }]);
  await session.release();

  slow.lose();
  await expect(decided).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await slow.pool.end();
  expect(await settlement.decide(decision)).toMatchObject({ net: expect.any(Array) });
});

test('a first cap that is set in the middle of a decision is whole', async () => {
  const owed = { program: '*', kind: 'POSITION', merchant: 'BANK', change: -60_000_000n } as const;
  const due = { program: '*', kind: 'SPREAD', merchant: '', change: 60_000_000n } as const;
  await clear(0, [0, 1], [owed, due]);
  await settlement.closeBefore(2);
  const slow = new SlowPool();
  const decision = { cycle: 1, party: 'BANK', isSettled: true, by: 'OPERATOR', reason: '' };
  const decided = new PostgresSettlement(slow.pool).decide(decision);
  await slow.standsStill();

  const limited = setLimit(pool, 'NET_DEBIT', 'BANK', 100_000_000);
  await Promise.race([limited, delay(500)]);
  const session = (await new PostgresOwnership({ databaseUrl: database.url }).acquire(0)) as ShardSession;
  const takePart = { kind: 'NET_DEBIT', participant: 'BANK', change: 0 } as const;
  await session.moveHeadroom([takePart]);
  slow.goOn();
  await Promise.all([decided, limited]);
  await session.moveHeadroom([takePart]);
  await session.release();
  await slow.pool.end();
  expect(await headroomOfBank()).toEqual({ left: 100, owed: 0 });
});
