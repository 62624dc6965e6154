import type pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Quotes } from '../../../src/exchange/quotes.ts';
import { PostgresNetworkSource } from '../../../src/store/network-source.ts';
import { openPool } from '../../../src/store/pool.ts';
import { QuoteSecret } from '../../../src/store/quote-secret.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';

let database: TestDatabase;
let pool: pg.Pool;
let proxy: TcpProxy;
let source: PostgresNetworkSource;
let quotes: Quotes;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool({ databaseUrl: database.url, connectionsMax: 1, statementTimeoutMs: 10_000 });
  await pool.query(`
    insert into participant (code, name, roles) values ('BANK', 'Bank', '{ISSUER}');
    insert into program (code, name, issuer, scale, par_numerator, par_denominator, expiry_kind,
      limit_per_transaction, clawback)
    select code, code, 'BANK', 0, 1, 1, 'none', 1000000, 'reject' from unnest('{ACME,CITY}'::text[]) as code (code)`);
  proxy = await TcpProxy.to(database.url);
  source = new PostgresNetworkSource({ databaseUrl: proxy.url });
  const secret = new QuoteSecret(source);
  await source.start();
  quotes = new Quotes({ network: source, secret: () => secret.current(), clock: source.clock });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await source.close();
  await proxy.close();
  await pool.end();
  await database.drop();
});

const quoted = async (): Promise<number | undefined> => {
  const question = { fromProgram: 'ACME', toProgram: 'CITY', amountIn: 100, amountOut: 0 };
  return (await quotes.quote({ participant: 'BANK', ...question }))?.quote.exchanged.amountOut;
};

test('nothing is promised by a gateway that does not know which rates hold', async () => {
  expect(await quoted()).toBe(100);
  proxy.refuse();
  proxy.cut();
  await pool.query(`
    insert into program_rate values ('ACME', 1, 1, 2, 0, now() - interval '1 second', 'BANK', now(), 'OPERATOR', now());
    update network set version = version + 1`);
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + 2_000);
  await expect(quoted()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
  proxy.accept();
  await vi.waitFor(async () => expect(await quoted()).toBe(50), { timeout: 20_000 });
});
