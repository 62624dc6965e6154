import pg from 'pg';
import { CARDS, MERCHANTS } from './network-plan.ts';

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

/** Calls under way at once: with more of them Postgres on two cores does not do more. */
const CONNECTIONS = 16;

const OPENING_BALANCE = 1_000_000;

/**
 * The reference that a clearing engine has to beat: one call of an SQL function per transaction, by 16 connections, on a
 * schema of its own.
 */
export class SqlFunction {
  readonly #clients: readonly pg.Client[];

  static async prepare(databaseUrl: string): Promise<SqlFunction> {
    const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(databaseUrl)));
    const prepared = new SqlFunction(clients);
    const [client] = clients as [pg.Client];
    await client.query(SCHEMA);
    await client.query(
      'insert into plain_ledger.member select card, $2 from generate_series(1, $1::bigint) as card',
      [CARDS, OPENING_BALANCE],
    );
    await client.query(
      `insert into plain_ledger.merchant select 'M' || number, 0 from generate_series(1, $1::int) as number`,
      [MERCHANTS],
    );
    await client.query('vacuum analyze plain_ledger.member, plain_ledger.merchant');
    return prepared;
  }

  private constructor(clients: readonly pg.Client[]) {
    this.#clients = clients;
  }

  /** Transactions in a second, cards and merchants uniform. */
  uniformPerSecond(seconds: number): Promise<number> {
    return this.#measure(seconds, () => 1 + Math.floor(Math.random() * MERCHANTS));
  }

  /** Transactions in a second, cards uniform, one merchant for all. */
  hotMerchantPerSecond(seconds: number): Promise<number> {
    return this.#measure(seconds, () => 1);
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.end()));
  }

  async #measure(seconds: number, merchant: () => number): Promise<number> {
    const startedMs = performance.now();
    const untilMs = startedMs + seconds * 1_000;
    let calls = 0;
    await Promise.all(
      this.#clients.map(async (client) => {
        while (performance.now() < untilMs) {
          await client.query({ name: 'clear', text: CLEAR, values: randomCall(merchant()) });
          calls += 1;
        }
      }),
    );
    return calls / ((performance.now() - startedMs) / 1_000);
  }
}

const CLEAR = 'select plain_ledger.clear($1, $2, $3, $4, $5)';

/** Earns and redeems as the mixed load has them, two to one. */
function randomCall(merchant: number): unknown[] {
  const type = Math.random() * 3 < 2 ? 'EARN' : 'REDEEM';
  return [crypto.randomUUID(), type, 1 + Math.floor(Math.random() * CARDS), `M${merchant}`, 10];
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'tongfen bench' });
  await client.connect();
  return client;
}
