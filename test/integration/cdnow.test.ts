import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { GatewayService } from '../../src/cli/gateway-role.ts';
import { startGateway } from '../../src/cli/gateway-role.ts';
import type { WorkerService } from '../../src/cli/worker-role.ts';
import { startWorker } from '../../src/cli/worker-role.ts';
import type { TongfenClient } from '../../src/client/client.ts';
import { connectTongfen } from '../../src/client/client.ts';
import type { Answer } from '../../src/client/response-decoder.ts';
import { isResult } from '../../src/client/response-decoder.ts';
import type { NewTransaction } from '../../src/client/transaction.ts';
import { uuid7 } from '../../src/client/uuid7.ts';
import { readConfig } from '../../src/config.ts';
import { packageRoot } from '../../src/package-root.ts';
import { isRefused } from '../../src/refused.ts';
import { audit } from '../../src/store/audit/audit.ts';
import { PostgresDirectory } from '../../src/store/directory.ts';
import { openPool } from '../../src/store/pool.ts';
import type { TestDatabase } from '../support/database.ts';
import { createTestDatabase } from '../support/database.ts';

// The purchase history of an online music shop (CDNOW): a point per dollar, floored; whoever has 100 points at the end
// of a month redeems all the hundreds there are; points expire at the end of the sixth month after earning. What every
// customer has in the end is calculated a second time straight from the file, by `expected` below, which knows nothing
// of Tongfen.

const FILE = join(packageRoot(), '..', 'shared', 'data', 'cdnow.txt');
const EXPIRY_MONTHS = 6;
const SHARDS = 4;
/** Enough for the last points to have expired or not, as the policy says. */
const LAST_MONTH = monthIndex(202_209);

interface Purchase {
  readonly customer: string;
  /** Months since the year 0. */
  readonly month: number;
  readonly points: number;
}

interface Customer {
  earned: number;
  redeemed: number;
  expired: number;
  balance: number;
}

if (!existsSync(FILE)) process.stdout.write(`no test of real purchases: there is no ${FILE}\n`);

describe.skipIf(!existsSync(FILE))('real purchases', () => {
  let database: TestDatabase;
  let gateway: GatewayService;
  let worker: WorkerService;
  const clients: TongfenClient[] = [];

  beforeAll(async () => {
    database = await createTestDatabase({ shards: SHARDS });
    const admin = new pg.Client(database.url);
    await admin.connect();
    await admin.query('update cycle set business_date = 20210101');
    await admin.end();
    const config = readConfig(
      {},
      { shards: String(SHARDS), cutOver: 'manual', grpcAddress: '127.0.0.1:0', logLevel: 'silent' },
    );
    const backends = { databaseUrl: database.url, redisUrl: inject('redisUrl') };
    const log = pino({ level: 'silent' });
    gateway = await startGateway(config, backends, log);
    worker = await startWorker(config, backends, log);
  });

  afterAll(async () => {
    for (const client of clients) client.close();
    await gateway.stop();
    await worker.stop();
    await database.drop();
  });

  test('every customer ends with the points that the file says', { timeout: 180_000 }, async () => {
    const purchases = readPurchases();
    expect(purchases).toHaveLength(69_659);
    const aliases = [...new Set(purchases.map((purchase) => purchase.customer))];
    const { shop, operator, cards } = await openShop(aliases);
    const cardOf = (customer: string): number => cards.get(customer) as number;
    const submitter = shop.openSubmitter();
    const balances = new Map<string, number>();
    let cleared = 0;
    let refused = 0;

    for (let month = monthIndex(202_101); month <= LAST_MONTH; month += 1) {
      await operator.network.cutOver({ businessDate: dayOf(month) });
      const ofMonth = purchases.filter((purchase) => purchase.month === month);
      const earns = ofMonth.map((purchase) => earn(cardOf(purchase.customer), purchase.points));
      const answers = await submitter.submit(earns);
      for (const [index, answer] of answers.entries()) {
        const { customer, points } = ofMonth[index] as Purchase;
        if (points === 0) {
          expect(answer).toMatchObject({ status: 'INVALID_ARGUMENT' });
          refused += 1;
          continue;
        }
        balances.set(customer, postedBalance(answer));
        cleared += 1;
      }
      const redeeming = [...balances].filter(([, balance]) => balance >= 100);
      // Points may have expired since the customer was last seen, so the shop asks before it redeems.
      const current = await balancesOf(
        shop,
        redeeming.map(([customer]) => cardOf(customer)),
      );
      const redeems = redeeming.flatMap(([customer], index) => {
        const amount = Math.floor((current[index] as number) / 100) * 100;
        if (amount === 0) balances.set(customer, current[index] as number);
        return amount === 0 ? [] : [{ customer, amount }];
      });
      const redeemed = await submitter.submit(
        redeems.map(({ customer, amount }) => redeem(cardOf(customer), amount)),
      );
      for (const [index, answer] of redeemed.entries()) {
        balances.set((redeems[index] as { customer: string }).customer, postedBalance(answer));
      }
    }
    await submitter.close();
    expect(cleared + refused).toBe(purchases.length);

    const wanted = expected(purchases);
    const had = await totalsByCustomer(
      database.url,
      aliases.map((alias) => [alias, cardOf(alias)]),
    );
    for (const alias of aliases) expect([alias, had.get(alias)]).toEqual([alias, wanted.get(alias)]);
    expect([...had.values()].some((customer) => customer.expired > 0)).toBe(true);
    expect((await audit(database.url)).holds).toBe(true);
  });

  /** An issuer with a program, an acquirer with the shop, and a card for every customer. */
  async function openShop(aliases: readonly string[]) {
    const pool = openPool({ databaseUrl: database.url, connectionsMax: 1, statementTimeoutMs: 10_000 });
    const directory = await PostgresDirectory.open(pool);
    const created = await directory.createApiKey('OPERATOR');
    await pool.end();
    if (isRefused(created)) throw new Error(created.message);
    const operator = connect(created.secret);
    for (const participant of [
      { code: 'CDNOW', name: 'Music shop', roles: ['ISSUER' as const], cardPrefix: 621_000 },
      { code: 'TILLS', name: 'Acquirer', roles: ['ACQUIRER' as const] },
    ]) {
      await operator.network.createParticipant({ participant });
    }
    await operator.network.createProgram({
      program: {
        code: 'MUSIC',
        name: 'Music points',
        issuer: 'CDNOW',
        parNumerator: 1,
        parDenominator: 1,
        months: { months: EXPIRY_MONTHS },
      },
    });
    await operator.network.createMerchant({
      merchant: { code: 'SHOP', name: 'Online shop', acquirer: 'TILLS', programs: ['MUSIC'] },
    });
    const keys = await Promise.all(
      ['CDNOW', 'TILLS'].map((participant) => operator.network.createApiKey({ participant })),
    );
    const [issuer, shop] = keys.map((key) => connect(key.secret)) as [TongfenClient, TongfenClient];
    const cards = new Map<string, number>();
    for (let from = 0; from < aliases.length; from += 10_000) {
      const opened = await issuer.accounts.openCards({ aliases: aliases.slice(from, from + 10_000) });
      for (const card of opened.cards) cards.set(card.alias, card.card);
    }
    return { shop, operator, cards };
  }

  function connect(apiKey: string): TongfenClient {
    const client = connectTongfen({ address: gateway.grpcAddress, apiKey });
    clients.push(client);
    return client;
  }

  /** What cards may spend, asked by declining a redeem that is too large for anybody. */
  async function balancesOf(shop: TongfenClient, cards: readonly number[]): Promise<number[]> {
    const submitter = shop.openSubmitter();
    const answers = await submitter.submit(cards.map((card) => redeem(card, 1_000_000)));
    await submitter.close();
    return answers.map((answer) => {
      if (!isResult(answer) || answer.outcome !== 'INSUFFICIENT_POINTS')
        throw new Error(JSON.stringify(answer));
      return answer.available;
    });
  }
});

function earn(card: number, amount: number): NewTransaction {
  return { id: uuid7(), type: 'EARN', card, program: 'MUSIC', amount, merchant: 'SHOP' };
}

function redeem(card: number, amount: number): NewTransaction {
  return { id: uuid7(), type: 'REDEEM', card, program: 'MUSIC', amount, merchant: 'SHOP' };
}

function postedBalance(answer: Answer): number {
  expect(answer).toMatchObject({ outcome: 'POSTED', duplicate: false });
  return isResult(answer) ? answer.balance : 0;
}

function readPurchases(): Purchase[] {
  const lines = readFileSync(FILE, 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [customer = '', day = '', , dollars = ''] = line.trim().split(/\s+/);
      return { customer, month: monthIndex(Number(day.slice(0, 6))), points: Math.floor(Number(dollars)) };
    });
}

/** What each customer has earned, redeemed and lost, from the purchases alone. */
function expected(purchases: readonly Purchase[]): Map<string, Customer> {
  const byCustomer = new Map<string, Purchase[]>();
  for (const purchase of purchases) {
    const own = byCustomer.get(purchase.customer) ?? [];
    own.push(purchase);
    byCustomer.set(purchase.customer, own);
  }
  const customers = new Map<string, Customer>();
  for (const [customer, own] of byCustomer) {
    const result: Customer = { earned: 0, redeemed: 0, expired: 0, balance: 0 };
    // Points left of each month of earning, oldest first.
    let left: { month: number; points: number }[] = [];
    for (let month = monthIndex(202_101); month <= LAST_MONTH; month += 1) {
      for (const lot of left.filter((each) => each.month + EXPIRY_MONTHS < month))
        result.expired += lot.points;
      left = left.filter((each) => each.month + EXPIRY_MONTHS >= month);
      const points = own.filter((each) => each.month === month).reduce((sum, each) => sum + each.points, 0);
      result.earned += points;
      if (points > 0) left.push({ month, points });
      let rest = Math.floor(left.reduce((sum, lot) => sum + lot.points, 0) / 100) * 100;
      result.redeemed += rest;
      for (const lot of left) {
        const part = Math.min(lot.points, rest);
        lot.points -= part;
        rest -= part;
      }
      left = left.filter((lot) => lot.points > 0);
    }
    result.balance = left.reduce((sum, lot) => sum + lot.points, 0);
    customers.set(customer, result);
  }
  return customers;
}

/** What the books say of each customer. */
async function totalsByCustomer(
  databaseUrl: string,
  customers: readonly (readonly [string, number])[],
): Promise<Map<string, Customer>> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<Record<'card' | 'earned' | 'redeemed' | 'expired' | 'balance', string>>(
    `select card,
       coalesce(sum(posted_change) filter (where type = 'EARN'), 0) as earned,
       coalesce(-sum(posted_change) filter (where type = 'REDEEM'), 0) as redeemed,
       coalesce(-sum(posted_change) filter (where type = 'EXPIRE'), 0) as expired,
       (select coalesce(sum(posted), 0) from account where account.card = transaction.card) as balance
     from transaction group by card`,
  );
  await client.end();
  const byCard = new Map(rows.map((row) => [Number(row.card), row]));
  return new Map(
    customers.map(([alias, card]) => {
      const row = byCard.get(card);
      const of = (name: 'earned' | 'redeemed' | 'expired' | 'balance'): number => Number(row?.[name] ?? 0);
      return [
        alias,
        { earned: of('earned'), redeemed: of('redeemed'), expired: of('expired'), balance: of('balance') },
      ];
    }),
  );
}

function monthIndex(yearAndMonth: number): number {
  return Math.floor(yearAndMonth / 100) * 12 + (yearAndMonth % 100) - 1;
}

/** The first day of a month, or the second of the very first, which the network begins on. */
function dayOf(month: number): number {
  const day = month === monthIndex(202_101) ? 2 : 1;
  return Math.floor(month / 12) * 10_000 + ((month % 12) + 1) * 100 + day;
}
