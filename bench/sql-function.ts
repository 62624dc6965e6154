import pg from 'pg';

/** What a points ledger in plain SQL looks like: one call, one transaction, both balances under row locks, one row. */
const SCHEMA = `
  create schema plain_ledger;
  create table plain_ledger.member (card bigint primary key, balance bigint not null check (balance >= 0));
  create table plain_ledger.merchant (code text primary key, balance bigint not null);
  create table plain_ledger.posting (
    id uuid primary key, card bigint not null, merchant text not null, type text not null, amount bigint not null,
    balance bigint not null, posted_at timestamptz not null default now());
  create index on plain_ledger.posting (card, posted_at);

  create function plain_ledger.clear(p_id uuid, p_type text, p_card bigint, p_merchant text, p_amount bigint)
  returns text language plpgsql as $$
  declare
    v_change bigint := case when p_type = 'EARN' then p_amount else -p_amount end;
    v_balance bigint;
  begin
    select balance into v_balance from plain_ledger.member where card = p_card for update;
    if not found then return 'CARD_UNKNOWN'; end if;
    if v_balance + v_change < 0 then return 'INSUFFICIENT_POINTS'; end if;
    update plain_ledger.member set balance = balance + v_change where card = p_card;
    update plain_ledger.merchant set balance = balance - v_change where code = p_merchant;
    insert into plain_ledger.posting (id, card, merchant, type, amount, balance)
    values (p_id, p_card, p_merchant, p_type, p_amount, v_balance + v_change);
    return 'POSTED';
  end $$;
`;

export interface SqlFunctionOptions {
  readonly databaseUrl: string;
  readonly connections: number;
  readonly cards: number;
  readonly merchants: number;
  readonly seconds: number;
}

export interface SqlFunctionFigures {
  /** Cards and merchants uniform. */
  readonly uniformPerSecond: number;
  /** Cards uniform, one merchant for all. */
  readonly hotMerchantPerSecond: number;
}

/**
 * The reference that a clearing engine has to beat: one SQL function per transaction, as many connections as asked. It
 * makes a schema of its own in the database and drops it.
 */
export async function benchSqlFunction(options: SqlFunctionOptions): Promise<SqlFunctionFigures> {
  const admin = await connect(options.databaseUrl);
  try {
    await admin.query('drop schema if exists plain_ledger cascade');
    await admin.query(SCHEMA);
    await admin.query(
      'insert into plain_ledger.member select card, 1000000 from generate_series(1, $1::bigint) as card',
      [options.cards],
    );
    await admin.query(
      `insert into plain_ledger.merchant select 'M' || number, 0 from generate_series(1, $1::int) as number`,
      [options.merchants],
    );
    await admin.query('vacuum analyze plain_ledger.member, plain_ledger.merchant');
    const uniformPerSecond = await measure(options, () => 1 + Math.floor(Math.random() * options.merchants));
    const hotMerchantPerSecond = await measure(options, () => 1);
    return { uniformPerSecond, hotMerchantPerSecond };
  } finally {
    await admin.query('drop schema if exists plain_ledger cascade');
    await admin.end();
  }
}

async function measure(options: SqlFunctionOptions, merchant: () => number): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: options.connections }, () => connect(options.databaseUrl)),
  );
  const startMs = performance.now();
  const endMs = startMs + options.seconds * 1000;
  let calls = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < endMs) {
        await client.query({
          name: 'clear',
          text: 'select plain_ledger.clear($1, $2, $3, $4, $5)',
          values: [
            crypto.randomUUID(),
            Math.random() < 0.67 ? 'EARN' : 'REDEEM',
            1 + Math.floor(Math.random() * options.cards),
            `M${merchant()}`,
            10,
          ],
        });
        calls += 1;
      }
    }),
  );
  const perSecond = calls / ((performance.now() - startMs) / 1000);
  await Promise.all(clients.map((client) => client.end()));
  return perSecond;
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'tongfen bench' });
  await client.connect();
  return client;
}
