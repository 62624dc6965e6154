import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InvariantError } from '../../../src/assert.ts';
import type { Hold } from '../../../src/ledger/account.ts';
import { cardNumber, shardOf } from '../../../src/ledger/card.ts';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import type { Leg } from '../../../src/ledger/leg.ts';
import { BALANCE_MAX } from '../../../src/ledger/transaction.ts';
import { ROWS_PER_TURN } from '../../../src/shard/outbox.ts';
import type { ShardSession } from '../../../src/shard/ports.ts';
import { openHostMessages } from '../../../src/store/host-messages.ts';
import { outboxAges } from '../../../src/store/outbox-ages.ts';
import { PostgresOwnership } from '../../../src/store/ownership.ts';
import { openPool } from '../../../src/store/pool.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { accountOf, entryOf, NOW_MS, query, turnOf } from './turns.ts';

const SHARDS = 4;
const SHARD = 1;
const CARDS = Array.from({ length: 40 }, (_, sequence) => cardNumber(400000, sequence)).filter(
  (card) => shardOf(card, SHARDS) === SHARD,
);
const [CARD, OTHER_CARD, THIRD_CARD] = CARDS as [number, number, number];
const ID = '0190f5ae-4c3b-7d2e-8f10-0123456789ab';
const OTHER_ID = '0190f5ae-4c3b-7d2e-8f10-ba9876543210';

const HOLD: Hold = {
  id: ID,
  participant: 'CITYPAY',
  merchant: 'CAFE',
  amount: 30,
  expiresAtMs: NOW_MS + 86_400_000,
  lots: [
    { expiresOn: 20261231, amount: 10 },
    { expiresOn: 99991231, amount: 20 },
  ],
};

let database: TestDatabase;
let ownership: PostgresOwnership;
let session: ShardSession;

beforeEach(async () => {
  database = await createTestDatabase({ shards: SHARDS });
  await query(database.url, 'insert into card (shard, number, issuer) select $1, unnest($2::bigint[]), $3', [
    SHARD,
    CARDS,
    'BANK-A',
  ]);
  ownership = new PostgresOwnership({ databaseUrl: database.url });
  session = (await ownership.acquire(SHARD)) as ShardSession;
  await session.load();
});

afterEach(async () => {
  await session.release();
  await database.drop();
});

/** What the next owner finds. */
async function takenOver(): Promise<ShardSession> {
  await session.release();
  session = (await ownership.acquire(SHARD)) as ShardSession;
  return session;
}

test('a shard without a turn stands at the beginning of the first cycle', async () => {
  await query(database.url, 'update cycle set business_date = 20261121');
  await query(database.url, 'insert into cycle (number, business_date) values (2, 20261122)');
  expect(await session.load()).toEqual({
    turn: 0,
    seq: 0,
    ledgerTimeMs: 0,
    cycle: 1,
    businessDate: 20261121,
    hash: new Uint8Array(32),
    newestId: '',
    outbox: [],
    shares: [],
    messages: [],
  });
});

/** A message to a host, of a redemption. */
function hostMessageOf(id: string): HostMessage {
  const { seq: _, outcome: __, merchant, ...content } = entryOf({ seq: 1, id });
  return {
    id,
    operation: 'AUTHORIZE',
    issuer: 'BANK-A',
    transaction: id,
    content: JSON.parse(JSON.stringify(content)) as HostMessage['content'],
    merchant,
    direction: 'DEBIT',
    inTransit: 5,
    original: { transaction: OTHER_ID, origin: 'CITYPAY' },
    ledgerTimeMs: NOW_MS,
    answerByMs: NOW_MS + 1,
    standInMicro: 0,
    gateway: 'gateway-1',
  };
}

test('a turn is found again by the next owner, down to the last field', async () => {
  const leg: Leg = {
    kind: 'reclaim',
    id: ID,
    card: OTHER_CARD,
    peer: CARD,
    program: 'ACME',
    amount: 5,
    participant: 'BANK-A',
    originalParticipant: 'CITYPAY',
    reference: 'refund "1"\n\\',
    originalId: OTHER_ID,
    gateway: 'gateway-1',
  };
  const outbox = [
    { number: 65_536, target: 3, legs: [leg] },
    { number: 65_537, target: 0, legs: [leg, leg] },
  ];
  const entries = [entryOf({ seq: 1, id: ID }), entryOf({ seq: 2 })];
  const message = hostMessageOf(ID);
  await session.commit(
    turnOf({
      number: 1,
      entries,
      outboxAdded: outbox,
      messagesSent: [message],
      ledgerTimeMs: NOW_MS,
      cycle: 3,
      businessDate: 20261123,
    }),
  );
  const snapshot = await (await takenOver()).load();
  expect(snapshot).toEqual({
    turn: 1,
    seq: 2,
    ledgerTimeMs: NOW_MS,
    cycle: 3,
    businessDate: 20261123,
    hash: expect.any(Uint8Array),
    newestId: ID,
    outbox,
    shares: [],
    messages: [message],
  });

  await session.commit(
    turnOf({
      number: 2,
      outboxRemoved: [65_536],
      messagesEnded: [{ message, state: 'DECLINED', reason: 'CARD_BLOCKED' }],
      ledgerTimeMs: NOW_MS + 1,
      cycle: 3,
    }),
  );
  const next = await (await takenOver()).load();
  expect(next).toMatchObject({ turn: 2, seq: 2, newestId: ID, outbox: [outbox[1]], messages: [] });
  expect(next.hash).toEqual(createHash('sha256').update(snapshot.hash).digest());
});

test('messages are counted by issuer until they are answered, with the age of the oldest', async () => {
  const pool = openPool({ databaseUrl: database.url, connectionsMax: 1, statementTimeoutMs: 10_000 });
  try {
    expect(await openHostMessages(pool)).toEqual([]);
    const [first, second] = [hostMessageOf(ID), hostMessageOf(OTHER_ID)];
    const hourAgoMs = Date.now() - 3_600_000;
    await session.commit(turnOf({ number: 1, messagesSent: [first], ledgerTimeMs: hourAgoMs }));
    await session.commit(turnOf({ number: 2, messagesSent: [second], ledgerTimeMs: hourAgoMs + 1_800_000 }));
    const [open, ...others] = await openHostMessages(pool);
    expect({ ...open, others }).toMatchObject({ issuer: first.issuer, count: 2, others: [] });
    expect(open?.oldestSeconds).toBeGreaterThanOrEqual(3_599);
    const ended = { message: first, state: 'APPROVED', reason: '' } as const;
    await session.commit(turnOf({ number: 3, messagesEnded: [ended], ledgerTimeMs: hourAgoMs + 1_800_000 }));
    const [left] = await openHostMessages(pool);
    expect(left?.count).toBe(1);
    expect(left?.oldestSeconds).toBeLessThan(open?.oldestSeconds ?? 0);
  } finally {
    await pool.end();
  }
});

test('a shard shows how old its oldest leg is, until that is acknowledged', async () => {
  const pool = openPool({ databaseUrl: database.url, connectionsMax: 1, statementTimeoutMs: 10_000 });
  try {
    expect(await outboxAges(pool)).toEqual([]);
    const hourAgoMs = Date.now() - 3_600_000;
    const rowOf = (turn: number) => ({ number: turn * ROWS_PER_TURN + 1, target: 1, legs: [] });
    await session.commit(turnOf({ number: 1, outboxAdded: [rowOf(1)], ledgerTimeMs: hourAgoMs }));
    await session.commit(turnOf({ number: 2, outboxAdded: [rowOf(2)], ledgerTimeMs: hourAgoMs + 1_800_000 }));
    const [oldest, ...others] = await outboxAges(pool);
    expect({ ...oldest, others }).toMatchObject({ shard: SHARD, others: [] });
    expect(oldest?.oldestSeconds).toBeGreaterThanOrEqual(3_599);
    const outboxRemoved = [rowOf(1).number];
    await session.commit(turnOf({ number: 3, outboxRemoved, ledgerTimeMs: hourAgoMs + 1_800_000 }));
    const [left] = await outboxAges(pool);
    expect(left?.oldestSeconds).toBeLessThan(oldest?.oldestSeconds ?? 0);
  } finally {
    await pool.end();
  }
});

test('entries are read as they were written, whatever they say', async () => {
  const entries = [
    entryOf({ seq: 1, id: ID, card: CARD }),
    entryOf({
      seq: 2,
      id: ID,
      card: CARD,
      origin: `${OTHER_CARD}/CITYPAY`,
      type: 'REVERSE',
      outcome: 'POSTED',
      amount: 1_000_000_000_000,
      postedChange: -BALANCE_MAX,
      heldChange: BALANCE_MAX,
      balance: -BALANCE_MAX,
      available: -1,
      lots: [19000101, -BALANCE_MAX, 20261231, 4_294_967_296, 99991231, -4_294_967_297],
      counter: 'ADJUSTMENT',
      merchant: 'M'.repeat(32),
      reference: 'réf 参考 🎟 \t\\N "x" \u007f',
      originalId: OTHER_ID.toUpperCase().toLowerCase(),
      peer: OTHER_CARD,
      holdSeconds: 2_147_483_647,
      debit: true,
      reason: 'a long reason, and then a longer one: '.repeat(30),
      linked: true,
      ledgerTimeMs: 0,
      cycle: 2_147_483_647,
      businessDate: 99991231,
    }),
    entryOf({ seq: 3, id: OTHER_ID, card: CARD, outcome: 'CARD_BLOCKED', ledgerTimeMs: 253_402_300_799_999 }),
  ];
  await session.commit(turnOf({ number: 1, entries, cycle: 1 }));
  const found = await (await takenOver()).prefetch({
    cards: [],
    entries: [
      { id: OTHER_ID, card: CARD },
      { id: ID, card: CARD },
      { id: ID, card: OTHER_CARD },
    ],
  });
  expect([...found.entries].sort((a, b) => a.seq - b.seq)).toEqual(entries);
  expect(found).toMatchObject({ cards: [], reversals: [] });
});

test('an entry that is asked for twice is found once', async () => {
  await session.commit(turnOf({ number: 1, entries: [entryOf({ seq: 1, id: ID, card: CARD })] }));
  const key = { id: ID, card: CARD };
  const found = await session.prefetch({ cards: [], entries: [key, key] });
  expect(found.entries.map((entry) => entry.seq)).toEqual([1]);
});

test('accounts are read as they were written, card by card', async () => {
  const rich = accountOf({
    card: CARD,
    posted: BALANCE_MAX,
    held: 30,
    lots: [
      { expiresOn: 20261231, amount: BALANCE_MAX - 31 },
      { expiresOn: 99991231, amount: 1 },
    ],
    holds: [HOLD],
    lotsDueOn: 20261231,
    holdsDueAtMs: HOLD.expiresAtMs,
  });
  const overdrawn = accountOf({ card: CARD, program: 'AIR', posted: -BALANCE_MAX, overdrawn: BALANCE_MAX });
  const plain = accountOf({ card: OTHER_CARD, posted: 1, lots: [{ expiresOn: 99991231, amount: 1 }] });
  await session.commit(turnOf({ number: 1, accounts: [rich, plain, overdrawn] }));
  expect([rich.stored, plain.stored, overdrawn.stored]).toEqual([true, true, true]);

  const { cards } = await session.prefetch({
    cards: [THIRD_CARD, CARD, OTHER_CARD, cardNumber(999999 - 100_001, 1)],
    entries: [],
  });
  const byNumber = new Map(cards.map((card) => [card.number, card]));
  expect([...byNumber.keys()].sort()).toEqual([CARD, OTHER_CARD, THIRD_CARD].sort());
  expect(byNumber.get(THIRD_CARD)).toEqual({
    number: THIRD_CARD,
    issuer: 'BANK-A',
    status: 'active',
    statusVersion: 0,
    accounts: [],
  });
  const accounts = byNumber.get(CARD)?.accounts ?? [];
  expect([...accounts].sort((a, b) => b.posted - a.posted)).toEqual([rich, overdrawn]);
  expect(byNumber.get(OTHER_CARD)?.accounts).toEqual([plain]);
});

test('an account that changes is written over, to nothing if need be', async () => {
  const account = accountOf({
    card: CARD,
    posted: 40,
    held: 30,
    lots: [{ expiresOn: 20261231, amount: 10 }],
    holds: [HOLD],
    lotsDueOn: 20261231,
    holdsDueAtMs: HOLD.expiresAtMs,
  });
  const bystander = accountOf({
    card: CARD,
    program: 'AIR',
    posted: 7,
    lots: [{ expiresOn: 99991231, amount: 7 }],
  });
  await session.commit(turnOf({ number: 1, accounts: [account, bystander] }));
  Object.assign(account, accountOf({ card: CARD, stored: true }));
  const created = accountOf({ card: OTHER_CARD });
  await session.commit(turnOf({ number: 2, accounts: [created, account] }));
  const { cards } = await session.prefetch({ cards: [CARD], entries: [] });
  expect(cards[0]?.accounts.sort((a, b) => a.posted - b.posted)).toEqual([account, bystander]);
  expect(await query(database.url, 'select posted from account where card = $1', [OTHER_CARD])).toEqual([
    { posted: '0' },
  ]);
});

test('an account whose row is gone takes the whole commit back', async () => {
  const account = accountOf({ card: CARD, posted: 1, lots: [{ expiresOn: 99991231, amount: 1 }] });
  await session.commit(turnOf({ number: 1, accounts: [account] }));
  await query(database.url, 'delete from account where card = $1', [CARD]);
  await expect(session.commit(turnOf({ number: 2, accounts: [account] }))).rejects.toThrow(
    'division by zero',
  );
  expect(await query(database.url, 'select number from turn')).toEqual([{ number: '1' }]);
});

test('stripes add up over the turns of a cycle, beyond what a number can say', async () => {
  const issuance = { program: 'ACME', kind: 'ISSUANCE', merchant: '' } as const;
  const merchant = { program: 'ACME', kind: 'MERCHANT', merchant: 'CAFE' } as const;
  await session.commit(
    turnOf({
      number: 1,
      stripes: [
        { ...issuance, change: -(2n ** 80n) },
        { ...merchant, change: 5n },
      ],
    }),
  );
  await session.commit(turnOf({ number: 2, stripes: [{ ...issuance, change: 1n }] }));
  await session.commit(turnOf({ number: 3, cycle: 2, stripes: [{ ...issuance, change: -3n }] }));
  expect(await query(database.url, 'select * from stripe order by kind, cycle')).toEqual([
    { shard: SHARD, cycle: 1, ...issuance, change: String(1n - 2n ** 80n) },
    { shard: SHARD, cycle: 2, ...issuance, change: '-3' },
    { shard: SHARD, cycle: 1, ...merchant, change: '5' },
  ]);
});

test('what has been reversed comes with the entry it is of, and with no other of the same id', async () => {
  const reversal = { id: ID, card: CARD, origin: 'CITYPAY', amount: 4 };
  const [, other] = CARDS as [number, number];
  const entries = [entryOf({ seq: 1, id: ID, card: CARD }), entryOf({ seq: 2, id: ID, card: other })];
  await session.commit(turnOf({ number: 1, entries, reversals: [reversal] }));
  await session.commit(turnOf({ number: 2, reversals: [{ ...reversal, amount: 9 }] }));
  const found = await session.prefetch({ cards: [], entries: entries.map(({ id, card }) => ({ id, card })) });
  expect(found.entries.map(({ card }) => card)).toEqual([CARD, other]);
  expect(found.reversals).toEqual([{ ...reversal, amount: 9 }]);
});

test('a card gets its last status of the turn', async () => {
  await session.commit(
    turnOf({
      number: 1,
      cardStatuses: [
        { card: OTHER_CARD, status: 'blocked', version: 1 },
        { card: CARD, status: 'blocked', version: 3 },
        { card: OTHER_CARD, status: 'active', version: 2 },
      ],
    }),
  );
  const { cards } = await session.prefetch({ cards: [CARD, OTHER_CARD], entries: [] });
  expect(cards).toHaveLength(2);
  expect(cards.find(({ number }) => number === CARD)).toMatchObject({ status: 'blocked', statusVersion: 3 });
  expect(cards.find(({ number }) => number === OTHER_CARD)).toMatchObject({
    status: 'active',
    statusVersion: 2,
  });
});

test('the hash covers the bytes that Postgres gives back for the rows', async () => {
  await session.commit(
    turnOf({
      number: 1,
      entries: [
        entryOf({ seq: 1, lots: [20261231, 5, 99991231, -5], reference: 'ü', originalId: ID, debit: true }),
        entryOf({ seq: 2 }),
        entryOf({
          seq: 3,
          exchange: {
            peerProgram: 'STAY',
            amountOutMin: 7,
            quote: 'token',
            exchanged: { amountOut: 8, takenMicro: 9, givenMicro: 6, spreadMicro: 2, roundingMicro: 1 },
          },
        }),
      ],
    }),
  );
  const { hash } = await session.load();
  const [row] = await query(
    database.url,
    `select sha256(decode(repeat('00', 32), 'hex') || string_agg(row, '' order by seq)) as hash
     from (
       select seq, '\\x001e'::bytea || string_agg(coalesce(int4send(length(field)) || field, '\\xffffffff'), '' order by place) as row
       from transaction, unnest(array[
         int2send(shard), int8send(seq), uuid_send(id), int8send(card), textsend(origin), textsend(type), textsend(outcome),
         textsend(program), int8send(amount), int8send(posted_change), int8send(held_change), int8send(balance),
         int8send(available), array_send(lots), textsend(counter), textsend(merchant), textsend(reference),
         uuid_send(original_id), int8send(peer), int4send(hold_seconds), boolsend(debit), textsend(reason),
         boolsend(linked), timestamptz_send(ledger_time), int4send(cycle), int4send(business_date),
         textsend(peer_program), int8send(amount_out_min), textsend(quote), array_send(exchanged)
       ]) with ordinality as fields (field, place)
       group by seq
     ) as rows`,
  );
  expect(row?.['hash']).toEqual(hash);
});

test('an id that is recorded is refused with the whole turn, and the session goes on', async () => {
  const taken = entryOf({ seq: 1, id: ID, card: CARD });
  await session.commit(turnOf({ number: 1, entries: [taken] }));
  const before = await session.load();
  const account = accountOf({ card: CARD, posted: 1 });
  const turn = turnOf({
    number: 2,
    entries: [entryOf({ seq: 2 }), { ...taken, seq: 3 }],
    accounts: [account],
    stripes: [{ program: 'ACME', kind: 'ISSUANCE', merchant: '', change: 1n }],
  });
  const error = await session.commit(turn).catch((fault: unknown) => fault);
  expect(error).toMatchObject({ name: 'Fault', code: 'STORE_UNAVAILABLE', retryable: false });
  expect(JSON.stringify((error as Error).cause)).not.toContain(String(CARD));
  expect(account.stored).toBe(false);
  expect(await session.load()).toEqual(before);
  expect(await query(database.url, 'select from account union all select from stripe')).toEqual([]);

  await session.commit({ ...turn, entries: [entryOf({ seq: 2 })] });
  expect(await session.load()).toMatchObject({ turn: 2, seq: 2 });
});

test('what fails late takes back what was copied early', async () => {
  const row = { number: 1, target: 0, legs: [] };
  await session.commit(turnOf({ number: 1, outboxAdded: [row] }));
  await expect(
    session.commit(turnOf({ number: 2, entries: [entryOf({ seq: 1 })], outboxAdded: [row] })),
  ).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect(await query(database.url, 'select from transaction')).toEqual([]);
  expect(await session.load()).toMatchObject({ turn: 1, seq: 0 });
});

test('a large turn follows a small one and a refused one', async () => {
  const large = Array.from({ length: 6_000 }, (_, index) =>
    entryOf({ seq: index + 2, reference: 'x'.repeat(index % 300) }),
  );
  await session.commit(turnOf({ number: 1, entries: [entryOf({ seq: 1 })] }));
  const twice = [...large.slice(0, -1), { ...large[0], seq: 6_001 }] as typeof large;
  await expect(session.commit(turnOf({ number: 2, entries: twice }))).rejects.toMatchObject({
    name: 'Fault',
  });
  await session.commit(turnOf({ number: 2, entries: large }));
  expect(
    await query(database.url, 'select count(*), sum(length(reference)) as sum from transaction'),
  ).toEqual([{ count: '6001', sum: String(20 * ((299 * 300) / 2)) }]);
});

test('a turn that does not follow on from the last one is a bug', async () => {
  await session.commit(turnOf({ number: 1, entries: [entryOf({ seq: 1 })], cycle: 2 }));
  const bugs = [
    turnOf({ number: 3, cycle: 2 }),
    turnOf({ number: 2, cycle: 1 }),
    turnOf({ number: 2, cycle: 2, ledgerTimeMs: NOW_MS - 1 }),
    turnOf({ number: 2, cycle: 2, entries: [entryOf({ seq: 3 })] }),
    turnOf({ number: 2, cycle: 2, entries: [entryOf({ seq: 2 }), entryOf({ seq: 2 })] }),
    turnOf({ number: 2, cycle: 2, entries: [entryOf({ seq: 2, id: 'not-a-uuid' })] }),
  ];
  for (const turn of bugs) await expect(session.commit(turn)).rejects.toBeInstanceOf(InvariantError);
  expect(await session.load()).toMatchObject({ turn: 1, seq: 1 });
});

test('a shard is loaded before its first commit', async () => {
  await takenOver();
  await expect(session.commit(turnOf({ number: 1 }))).rejects.toBeInstanceOf(InvariantError);
});

test('what is due longest comes first, lots and holds alike, and no more than was asked for', async () => {
  const hour = 3_600_000;
  const [first, second, third, fourth] = CARDS as [number, number, number, number];
  await session.commit(
    turnOf({
      number: 1,
      accounts: [
        accountOf({ card: first, lotsDueOn: 20261120 }),
        accountOf({ card: second, holdsDueAtMs: NOW_MS - hour }),
        accountOf({ card: third, lotsDueOn: 20261115 }),
        accountOf({ card: third, program: 'AIR', lotsDueOn: 20261116, holdsDueAtMs: NOW_MS - 2 * hour }),
        accountOf({ card: fourth, lotsDueOn: 20261121, holdsDueAtMs: NOW_MS + 1 }),
      ],
    }),
  );
  const due = { businessDate: 20261121, nowMs: NOW_MS };
  expect(await session.due({ ...due, limit: 10 })).toEqual([third, first, second]);
  expect(await session.due({ ...due, limit: 2 })).toEqual([third, first]);
  expect(await session.due({ businessDate: 20261122, nowMs: NOW_MS, limit: 10 })).toContain(fourth);
  expect(await session.due({ businessDate: 20261121, nowMs: NOW_MS + 1, limit: 10 })).toContain(fourth);
  expect(await session.due({ businessDate: 20261115, nowMs: 0, limit: 10 })).toEqual([]);
});
