import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cardNumber } from '../../../src/ledger/card.ts';
import type { HostAnswer } from '../../../src/ledger/host-message.ts';
import type { Network } from '../../../src/ledger/network.ts';
import type { TurnBasis } from '../../../src/ledger/state.ts';
import type { Transaction } from '../../../src/ledger/transaction.ts';
import { audit } from '../../../src/store/audit/audit.ts';
import { PostgresOwnership } from '../../../src/store/ownership.ts';
import { BLANK } from '../../support/blank-transaction.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { StoreShard } from './store-shard.ts';
import { insertPrograms, NOW_MS, query } from './turns.ts';

// Books of a program on its issuer's own host, with a message in every state.

const CARD = cardNumber(400000, 0);
const TABLES = ['account', 'host_message', 'turn'];

const NETWORK: Network = {
  version: 1,
  participants: new Map([['BANK-A', { code: 'BANK-A', roles: ['ISSUER'], status: 'active' }]]),
  programs: new Map([
    [
      'ACME',
      {
        code: 'ACME',
        issuer: 'BANK-A',
        scale: 0,
        expiry: { kind: 'none' },
        arrival: 'policy',
        rates: [{ version: 0, parNumerator: 1, parDenominator: 1, spreadBasisPoints: 0, holdsFromMs: 0 }],
        limitPerTransaction: 1_000_000,
        clawback: 'reject',
        status: 'active',
        host: { address: '127.0.0.1:1', floorLimit: 0 },
      },
    ],
  ]),
  merchants: new Map(),
};
const BASIS: TurnBasis = { nowMs: NOW_MS, cycle: 1, businessDate: 20261121, network: NETWORK };

let database: TestDatabase;
let shard: StoreShard;
let lastId = 0;

/** A transaction, and what the host says of it. */
async function clear(
  fields: Partial<Transaction> & Pick<Transaction, 'type'>,
  answer?: HostAnswer,
): Promise<Transaction> {
  lastId += 1;
  const id = `0190f5ae-4c3b-7d2e-8f10-${String(lastId).padStart(12, '0')}`;
  const transaction = {
    ...BLANK,
    id,
    card: CARD,
    program: 'ACME',
    participant: 'BANK-A',
    amount: 10,
    ...fields,
  };
  await shard.submit([transaction], BASIS);
  if (answer !== undefined) await hear(answer);
  return transaction;
}

/** The answer to the last message. */
async function hear(answer: HostAnswer): Promise<void> {
  const message = shard.messages.at(-1)?.id ?? '';
  await shard.turn([{ kind: 'host-answer', message, answer }], BASIS);
}

beforeAll(async () => {
  database = await createTestDatabase({ shards: 1 });
  await insertPrograms(database.url, NETWORK);
  await query(database.url, `update program set host_address = '127.0.0.1:1', floor_limit = 0`);
  await query(database.url, 'insert into card (shard, number, issuer) values (0, $1, $2)', [CARD, 'BANK-A']);
  const ownership = new PostgresOwnership({ databaseUrl: database.url });
  shard = await StoreShard.open(ownership, { shard: 0, shards: 1, basis: BASIS });
  await clear({ type: 'EARN', amount: 100 }, { kind: 'approved' });
  await clear({ type: 'REDEEM' }, { kind: 'declined', outcome: 'INSUFFICIENT_POINTS' });
  // Captured without the host's word, and released.
  const held = await clear({ type: 'AUTHORIZE', amount: 20 }, { kind: 'approved' });
  await clear({ type: 'CAPTURE', amount: 15, originalId: held.id }, { kind: 'none' });
  const freed = await clear({ type: 'AUTHORIZE', amount: 4 }, { kind: 'approved' });
  await clear({ type: 'RELEASE', amount: 0, originalId: freed.id });
  // Reversed at the host until it has acknowledged that; and two that it is still asked about.
  await clear({ type: 'REDEEM', amount: 7 }, { kind: 'none' });
  await clear({ type: 'AUTHORIZE', amount: 4 }, { kind: 'approved' });
  await clear({ type: 'AUTHORIZE', amount: 3 });
  await clear({ type: 'REDEEM', amount: 2 });
  await shard.session.release();
  await query(database.url, 'create schema saved');
  for (const table of TABLES) await query(database.url, `create table saved.${table} as table ${table}`);
});

afterEach(async () => {
  await query(database.url, `truncate ${TABLES.join(', ')} cascade`);
  for (const table of TABLES) await query(database.url, `insert into ${table} table saved.${table}`);
});

afterAll(() => database.drop());

/** Of a message, by what it is about. */
const OF = (operation: string, type: string, amount: number): string =>
  `message ->> 'operation' = '${operation}' and message -> 'content' ->> 'type' = '${type}'
    and message -> 'content' ->> 'amount' = '${amount}'`;

test.each([
  { what: 'nothing', sql: 'select', fails: [] },
  {
    what: 'a message that is gone',
    sql: `delete from host_message where ${OF('AUTHORIZE', 'REDEEM', 2)}`,
    fails: ['transit-equals-legs', 'hosts-are-asked'],
  },
  {
    what: 'a message about nothing in transit that is gone',
    sql: `delete from host_message where ${OF('AUTHORIZE', 'AUTHORIZE', 3)}`,
    fails: ['hosts-are-asked'],
  },
  {
    what: 'a message that ended, with no outcome',
    sql: `update host_message set state = 'DECLINED', ended_turn = (select max(number) from turn)
      where ${OF('AUTHORIZE', 'AUTHORIZE', 3)}`,
    fails: ['hosts-are-asked'],
  },
  {
    what: 'a message that ended, and is open',
    sql: `update host_message set state = 'OPEN', ended_turn = null, reason = null where ${OF('AUTHORIZE', 'AUTHORIZE', 20)}`,
    fails: ['hosts-are-asked'],
  },
  {
    what: 'a message that is there twice',
    sql: `insert into host_message (shard, id, recorded_turn, message, state)
      select shard, overlay(id::text placing '00000001' from 25)::uuid, recorded_turn, message, state from host_message
      where ${OF('AUTHORIZE', 'AUTHORIZE', 3)}`,
    fails: ['messages-follow-the-journal'],
  },
  {
    what: 'a message about another amount',
    sql: `update host_message set message = jsonb_set(message::jsonb, '{content,amount}', '30')::json
      where ${OF('AUTHORIZE', 'AUTHORIZE', 3)}`,
    fails: ['messages-follow-the-journal'],
  },
  {
    what: 'a message about another card',
    sql: `update host_message set message = jsonb_set(message::jsonb, '{content,card}', '1')::json
      where ${OF('REVERSE', 'RELEASE', 0)}`,
    fails: ['messages-follow-the-journal'],
  },
  {
    what: 'a message of another turn',
    sql: `update host_message set recorded_turn = recorded_turn - 1 where ${OF('REVERSE', 'RELEASE', 0)}`,
    fails: ['messages-follow-the-journal'],
  },
  {
    what: 'a message that another reversal of as much is about',
    sql: `update host_message set message = jsonb_set(message::jsonb, '{transaction}', '"00000000-0001-8000-8000-000000000001"')::json
      where ${OF('REVERSE', 'REDEEM', 7)}`,
    fails: ['hosts-are-told'],
  },
  {
    what: 'an advice that is gone',
    sql: `delete from host_message where ${OF('ADVISE', 'CAPTURE', 15)}`,
    fails: ['hosts-are-told'],
  },
  {
    what: 'a release that the host does not hear of',
    sql: `delete from host_message where ${OF('REVERSE', 'RELEASE', 0)}`,
    fails: ['hosts-are-told'],
  },
  {
    what: 'a hold that the host knows by another name',
    sql: `update account set holds = jsonb_set(holds::jsonb, '{0,hostTransaction}', '"00000000-0001-8000-8000-000000000001"')::json`,
    fails: ['holds-are-authorized'],
  },
  {
    what: 'a hold that ended in the place of one that is open',
    sql: `update account set holds = jsonb_set(jsonb_set(holds::jsonb, '{0,id}', to_jsonb(freed.id)),
        '{0,hostTransaction}', to_jsonb(freed.reason))::json
      from (
        select id::text, reason from transaction
        where type = 'AUTHORIZE' and origin = 'host/BANK-A' and amount = 4 order by seq limit 1
      ) as freed`,
    fails: ['holds-are-authorized'],
  },
])('an audit finds $what', async ({ sql, fails }) => {
  await query(database.url, sql);
  const { checks } = await audit(database.url);
  expect(checks.filter(({ holds }) => !holds).map(({ name }) => name)).toEqual(fails);
});
