import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MerchantRecord, ParticipantRecord, ProgramRecord } from '../../../src/directory/ports.ts';
import { Fault } from '../../../src/fault.ts';
import { CARD_SEQUENCE_MAX, cardPrefix, isCardNumber, shardOf } from '../../../src/ledger/card.ts';
import { isRefused } from '../../../src/refused.ts';
import { PostgresDirectory } from '../../../src/store/directory.ts';
import { openPool } from '../../../src/store/pool.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';

const SHARDS = 4;

const ISSUER: ParticipantRecord = {
  code: 'BANK-A',
  name: 'Bank A 银行',
  roles: ['ISSUER', 'ACQUIRER'],
  cardPrefix: 621000,
  certificateName: 'bank-a.example',
  rateLimit: 500,
  rateBurst: 1_000,
  status: 'active',
};

const ACQUIRER: ParticipantRecord = {
  code: 'SHOPS',
  name: 'Shops',
  roles: ['ACQUIRER'],
  cardPrefix: undefined,
  certificateName: undefined,
  rateLimit: undefined,
  rateBurst: undefined,
  status: 'active',
};

const PROGRAM: ProgramRecord = {
  code: 'ACME',
  name: 'Acme points',
  issuer: 'BANK-A',
  scale: 2,
  parNumerator: 1,
  parDenominator: 3,
  expiry: { kind: 'months', months: 24 },
  limitPerTransaction: 1_000_000_000_000,
  arrival: 'policy',
  clawback: 'partial',
  status: 'active',
};

const MERCHANT: MerchantRecord = {
  code: 'CAFE_1',
  name: 'Café',
  acquirer: 'SHOPS',
  programs: ['ACME'],
  status: 'active',
};

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
let directory: PostgresDirectory;

beforeAll(async () => {
  database = await createTestDatabase({ shards: SHARDS });
  pool = openPool({ databaseUrl: database.url, connectionsMax: 4, statementTimeoutMs: 10_000 });
  directory = await PostgresDirectory.open(pool);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  await pool.query('truncate participant, api_key, program, merchant, card, card_alias, turn cascade');
});

async function version(): Promise<number> {
  const { rows } = await pool.query<{ version: string }>('select version from network');
  return Number(rows[0]?.version);
}

async function seed(): Promise<void> {
  await directory.createParticipant(ISSUER);
  await directory.createParticipant(ACQUIRER);
  await directory.createProgram(PROGRAM);
  await directory.createMerchant(MERCHANT);
}

async function numbersOf(issuer: string, aliases: readonly string[], at = directory): Promise<number[]> {
  const cards = await at.openCards(issuer, aliases);
  if (isRefused(cards)) throw new Error(cards.message);
  return cards.map((card) => card.number);
}

describe('participants, programs and merchants', () => {
  it('are read as they were created', async () => {
    expect(await directory.createParticipant(ISSUER)).toEqual(ISSUER);
    expect(await directory.createParticipant(ACQUIRER)).toEqual(ACQUIRER);
    expect(await directory.createProgram(PROGRAM)).toEqual(PROGRAM);
    expect(await directory.createMerchant(MERCHANT)).toEqual(MERCHANT);

    expect(await directory.participant('BANK-A')).toEqual(ISSUER);
    expect(await directory.program('ACME')).toEqual(PROGRAM);
    expect(await directory.merchant('CAFE_1')).toEqual(MERCHANT);
    expect(await directory.participants()).toEqual([ISSUER, ACQUIRER]);
    expect(await directory.programs()).toEqual([PROGRAM]);
    expect(await directory.merchants()).toEqual([MERCHANT]);
    expect(await directory.merchants({ acquirer: MERCHANT.acquirer, after: 'CAFE', limit: 1 })).toEqual([
      MERCHANT,
    ]);
    expect(await directory.merchants({ acquirer: 'BANK-A' })).toEqual([]);
    expect(await directory.merchants({ after: MERCHANT.code })).toEqual([]);
    expect(await directory.merchants({ limit: 0 })).toEqual([]);
  });

  it('are undefined when there are none', async () => {
    expect(await directory.participant('NOBODY')).toBeUndefined();
    expect(await directory.program('NOTHING')).toBeUndefined();
    expect(await directory.merchant('NOWHERE')).toBeUndefined();
    expect(await directory.card(6210000000000003)).toBeUndefined();
    expect(await directory.cardByAlias('BANK-A', 'member')).toBeUndefined();
  });

  it('keep every expiry policy', async () => {
    await directory.createParticipant(ISSUER);
    await directory.createProgram(PROGRAM);
    const policies = [
      { kind: 'none' },
      { kind: 'fixed-day', month: 2, day: 29 },
      { kind: 'months', months: 120 },
    ] as const;
    for (const expiry of policies) {
      expect(await directory.updateProgram('ACME', { expiry })).toEqual({ ...PROGRAM, expiry });
      expect(await directory.updateProgram('ACME', { name: 'Renamed' })).toMatchObject({ expiry });
      expect(await directory.updateProgram('ACME', { name: PROGRAM.name })).toMatchObject({ expiry });
    }
  });

  it('change in the fields that are named, and in no other', async () => {
    await seed();
    expect(await directory.updateParticipant('BANK-A', { status: 'suspended' })).toEqual({
      ...ISSUER,
      status: 'suspended',
    });
    expect(await directory.updateProgram('ACME', { limitPerTransaction: 5, status: 'blocked' })).toEqual({
      ...PROGRAM,
      limitPerTransaction: 5,
      status: 'blocked',
    });
    expect(await directory.updateMerchant('CAFE_1', { programs: [] })).toEqual({ ...MERCHANT, programs: [] });
    expect(await directory.updateMerchant('CAFE_1', { name: 'Bar' })).toEqual({
      ...MERCHANT,
      name: 'Bar',
      programs: [],
    });
  });

  it('lose a certificate name by an empty one and a rate by 0', async () => {
    await directory.createParticipant(ISSUER);
    expect(await directory.updateParticipant('BANK-A', { certificateName: '', rateLimit: 0 })).toEqual({
      ...ISSUER,
      certificateName: undefined,
      rateLimit: undefined,
    });
  });

  it('always have an operator that can let others in again, also where two suspend each other at once', async () => {
    const operator = { ...ACQUIRER, roles: ['OPERATOR'] as const };
    await directory.createParticipant({ ...operator, code: 'OPERATOR' });
    const suspend = (code: string) => directory.updateParticipant(code, { status: 'suspended' });
    expect(await suspend('OPERATOR')).toMatchObject({ refused: 'INVALID', field: 'status' });
    await directory.createParticipant({ ...operator, code: 'DEPUTY' });
    const both = await Promise.all([suspend('OPERATOR'), suspend('DEPUTY')]);
    expect(both.filter((answer) => isRefused(answer))).toHaveLength(1);
    const active = (await directory.participants()).filter(({ status }) => status === 'active');
    expect(active).toHaveLength(1);
    expect(await suspend(active[0]?.code ?? '')).toMatchObject({ refused: 'INVALID', field: 'status' });
  });

  it('raise the version once with every change, and not with a refusal', async () => {
    const before = await version();
    await seed();
    await directory.updateParticipant('BANK-A', { name: 'B' });
    expect(await version()).toBe(before + 5);
    await directory.createParticipant(ISSUER);
    await directory.updateParticipant('NOBODY', { name: 'B' });
    await directory.createMerchant({ ...MERCHANT, code: 'OTHER', acquirer: 'NOBODY' });
    expect(await version()).toBe(before + 5);
  });

  it('are read anew for a rate that was approved, and not for one that was proposed', async () => {
    await seed();
    const before = await version();
    const rate = { parNumerator: 1, parDenominator: 2, spreadBasisPoints: 0, holdsFromMs: 0 };
    await directory.proposeRate({ ...rate, program: 'ACME', proposedBy: 'BANK-A' });
    expect(await version()).toBe(before);
    await directory.approveRate('ACME', 1, ACQUIRER.code);
    expect(await version()).toBe(before + 1);
  });
});

describe('a change is refused', () => {
  beforeEach(seed);

  it.each([
    ['EXISTS', 'code', ISSUER],
    ['EXISTS', 'card_prefix', { ...ISSUER, code: 'BANK-B', certificateName: undefined }],
    ['EXISTS', 'certificate_name', { ...ISSUER, code: 'BANK-B', cardPrefix: 622000 }],
    ['INVALID', 'code', { ...ISSUER, code: 'tongfen' }],
    ['INVALID', 'code', { ...ISSUER, code: '6210000000000003' }],
    ['INVALID', 'code', { ...ISSUER, code: `A${'B'.repeat(32)}` }],
    ['INVALID', 'name', { ...ISSUER, code: 'BANK-B', name: '' }],
    ['INVALID', 'name', { ...ISSUER, code: 'BANK-B', name: 'a\u0000b' }],
    ['INVALID', 'roles', { ...ISSUER, code: 'BANK-B', roles: [] }],
    ['INVALID', 'card_prefix', { ...ISSUER, code: 'BANK-B', cardPrefix: 99_999 }],
    ['INVALID', 'card_prefix', { ...ISSUER, code: 'BANK-B', cardPrefix: 900_000 }],
    ['INVALID', 'card_prefix', { ...ACQUIRER, code: 'BANK-B', cardPrefix: 622_000 }],
    ['INVALID', 'rate_limit', { ...ISSUER, code: 'BANK-B', rateLimit: -1 }],
  ] as const)('with %s for the %s of a participant', async (refused, field, participant) => {
    expect(await directory.createParticipant(participant)).toMatchObject({ refused, field });
  });

  it.each([
    ['EXISTS', 'code', PROGRAM],
    ['INVALID', 'code', { ...PROGRAM, code: 'A' }],
    ['INVALID', 'code', { ...PROGRAM, code: 'UNDER_SCORE' }],
    ['INVALID', 'issuer', { ...PROGRAM, code: 'NEW', issuer: 'NOBODY' }],
    ['INVALID', 'issuer', { ...PROGRAM, code: 'NEW', issuer: 'SHOPS' }],
    ['INVALID', 'scale', { ...PROGRAM, code: 'NEW', scale: 5 }],
    ['INVALID', 'par_numerator', { ...PROGRAM, code: 'NEW', parNumerator: 0 }],
    ['INVALID', 'par_denominator', { ...PROGRAM, code: 'NEW', parDenominator: 1_000_000_001 }],
    ['INVALID', 'months.months', { ...PROGRAM, code: 'NEW', expiry: { kind: 'months', months: 121 } }],
    [
      'INVALID',
      'fixed_day.month',
      { ...PROGRAM, code: 'NEW', expiry: { kind: 'fixed-day', month: 13, day: 1 } },
    ],
    [
      'INVALID',
      'fixed_day.day',
      { ...PROGRAM, code: 'NEW', expiry: { kind: 'fixed-day', month: 4, day: 31 } },
    ],
    ['INVALID', 'limit_per_transaction', { ...PROGRAM, code: 'NEW', limitPerTransaction: 0 }],
    ['INVALID', 'limit_per_transaction', { ...PROGRAM, code: 'NEW', limitPerTransaction: 1e12 + 1 }],
  ] as const)('with %s for the %s of a program', async (refused, field, program) => {
    expect(await directory.createProgram(program)).toMatchObject({ refused, field });
  });

  it.each([
    ['EXISTS', 'code', MERCHANT],
    ['INVALID', 'code', { ...MERCHANT, code: '1CAFE' }],
    ['INVALID', 'acquirer', { ...MERCHANT, code: 'NEW', acquirer: 'NOBODY' }],
    ['INVALID', 'programs', { ...MERCHANT, code: 'NEW', programs: ['ACME', 'NOTHING'] }],
    ['INVALID', 'programs', { ...MERCHANT, code: 'NEW', programs: ['ACME', 'ACME'] }],
  ] as const)('with %s for the %s of a merchant', async (refused, field, merchant) => {
    expect(await directory.createMerchant(merchant)).toMatchObject({ refused, field });
  });

  it('with INVALID for an acquirer without the role', async () => {
    await directory.createParticipant({
      ...ISSUER,
      code: 'ONLY-ISSUER',
      roles: ['ISSUER'],
      cardPrefix: undefined,
      certificateName: undefined,
    });
    expect(
      await directory.createMerchant({ ...MERCHANT, code: 'NEW', acquirer: 'ONLY-ISSUER' }),
    ).toMatchObject({
      refused: 'INVALID',
      field: 'acquirer',
    });
  });

  it('with NOT_FOUND when there is nothing of the code to change', async () => {
    const notFound = { refused: 'NOT_FOUND', field: 'code' };
    expect(await directory.updateParticipant('NOBODY', { name: 'N' })).toMatchObject(notFound);
    expect(await directory.updateProgram('NOTHING', { name: 'N' })).toMatchObject(notFound);
    expect(await directory.updateMerchant('NOWHERE', { name: 'N' })).toMatchObject(notFound);
  });

  it('by the database too, of who comes with SQL', async () => {
    const statements = [
      "insert into participant (code, name, roles) values ('tongfen', 'x', '{OPERATOR}')",
      "insert into participant (code, name, roles) values ('NEW', 'x', '{KING}')",
      "update program set expiry_kind = 'none' where code = 'ACME'",
      "update merchant set code = 'lower'",
    ];
    for (const statement of statements) {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '23514' });
    }
  });
});

describe('API keys', () => {
  beforeEach(seed);

  it('are listed without their secrets, of which the database keeps only the SHA-256', async () => {
    const created = await directory.createApiKey('SHOPS');
    if (isRefused(created)) throw new Error(created.message);
    expect(created.secret).toMatch(/^tf_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
    expect(created.secret).toContain(created.key.keyId);
    expect(await directory.apiKeys('SHOPS')).toEqual([created.key]);
    expect(await directory.apiKeys('BANK-A')).toEqual([]);
    const { rows } = await pool.query<{ row: string }>('select api_key::text as row from api_key');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(created.secret.slice(-43));
  });

  it('keep the date of their first revocation', async () => {
    const created = await directory.createApiKey('SHOPS');
    if (isRefused(created)) throw new Error(created.message);
    const revoked = await directory.revokeApiKey(created.key.keyId);
    expect(revoked).toMatchObject({ keyId: created.key.keyId, revokedAtMs: expect.any(Number) });
    expect(await directory.revokeApiKey(created.key.keyId)).toEqual(revoked);
  });

  it('are refused for a participant and a key that are not there', async () => {
    expect(await directory.createApiKey('NOBODY')).toMatchObject({
      refused: 'NOT_FOUND',
      field: 'participant',
    });
    expect(await directory.revokeApiKey('0000')).toMatchObject({ refused: 'NOT_FOUND', field: 'key_id' });
  });
});

describe('opening cards', () => {
  beforeEach(seed);

  it('gives each alias a valid number of the issuer, in the order of the aliases', async () => {
    const cards = await directory.openCards('BANK-A', ['m1', 'm2', 'm3']);
    if (isRefused(cards)) throw new Error(cards.message);
    expect(cards.map((card) => card.alias)).toEqual(['m1', 'm2', 'm3']);
    for (const card of cards) {
      expect(isCardNumber(card.number)).toBe(true);
      expect(cardPrefix(card.number)).toBe(621000);
      expect(await directory.card(card.number)).toEqual(card);
      expect(await directory.cardByAlias('BANK-A', card.alias ?? '')).toEqual(card);
    }
    const { rows } = await pool.query<{ shard: number; number: string }>('select shard, number from card');
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.shard).toBe(shardOf(Number(row.number), SHARDS));
  });

  it('answers an alias that has a card with that card and its status', async () => {
    const [first] = await numbersOf('BANK-A', ['m1']);
    await pool.query("update card set status = 'blocked'");
    expect(await directory.openCards('BANK-A', ['m0', 'm1', 'm2'])).toMatchObject([
      { alias: 'm0', status: 'active' },
      { alias: 'm1', number: first, status: 'blocked' },
      { alias: 'm2', status: 'active' },
    ]);
  });

  it('gives an alias that is named twice one card', async () => {
    const [first, other, second] = await numbersOf('BANK-A', ['same', 'other', 'same']);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('keeps the aliases of issuers apart', async () => {
    const bankB = { ...ISSUER, code: 'BANK-B', cardPrefix: 622000, certificateName: undefined };
    await directory.createParticipant(bankB);
    const [ofA] = await numbersOf('BANK-A', ['same']);
    const [ofB] = await numbersOf('BANK-B', ['same']);
    expect(ofA).not.toBe(ofB);
    expect(await directory.cardByAlias('BANK-B', 'same')).toMatchObject({ number: ofB, issuer: 'BANK-B' });
  });

  it('gives calls at the same time with the same aliases the same cards, at whatever gateways', async () => {
    const aliases = Array.from({ length: 500 }, (_, index) => `member ${index}`);
    const others = [await PostgresDirectory.open(pool), await PostgresDirectory.open(pool)] as const;
    const answers = await Promise.all([
      numbersOf('BANK-A', aliases),
      numbersOf('BANK-A', aliases.toReversed(), others[0]),
      numbersOf('BANK-A', aliases),
      numbersOf('BANK-A', aliases.slice(100), others[1]),
    ]);
    expect(answers[1].toReversed()).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(answers[3]).toEqual(answers[0].slice(100));
    expect(new Set(answers[0]).size).toBe(500);
    const { rows } = await pool.query('select from card');
    expect(rows).toHaveLength(500);
  });

  it('opens 10,000 in a call, and again without a new number', async () => {
    const aliases = Array.from({ length: 10_000 }, (_, index) => `"${index}", {\\}`);
    const numbers = await numbersOf('BANK-A', aliases);
    expect(new Set(numbers).size).toBe(10_000);
    expect(await numbersOf('BANK-A', aliases)).toEqual(numbers);
    const { rows } = await pool.query("select card_sequence from participant where code = 'BANK-A'");
    expect(rows).toEqual([{ card_sequence: 10_000 }]);
  });

  it('is refused when the prefix has no numbers left, with nothing opened', async () => {
    await pool.query('update participant set card_sequence = $1', [CARD_SEQUENCE_MAX]);
    expect(await directory.openCards('BANK-A', ['last', 'one too many'])).toMatchObject({
      refused: 'INVALID',
      field: 'aliases',
    });
    const [last] = await numbersOf('BANK-A', ['last']);
    expect(String(last)).toMatch(/^621000999999999\d$/);
    expect(await directory.openCards('BANK-A', ['one too many'])).toMatchObject({ refused: 'INVALID' });
    expect(await numbersOf('BANK-A', ['last'])).toEqual([last]);
  });

  it.each([
    ['NOT_FOUND', 'issuer', 'NOBODY', ['m1']],
    ['INVALID', 'issuer', 'SHOPS', ['m1']],
    ['INVALID', 'aliases', 'BANK-A', []],
    ['INVALID', 'aliases', 'BANK-A', Array.from({ length: 10_001 }, String)],
    ['INVALID', 'aliases[1]', 'BANK-A', ['m1', '']],
    ['INVALID', 'aliases[0]', 'BANK-A', ['x'.repeat(65)]],
    ['INVALID', 'aliases[0]', 'BANK-A', ['会员']],
  ])('is refused with %s for %s', async (refused, field, issuer, aliases) => {
    expect(await directory.openCards(issuer, aliases)).toMatchObject({ refused, field });
  });

  it('leaves others their connections, however many calls of an issuer wait', async () => {
    const client = await pool.connect();
    await client.query("begin; select from participant where code = 'BANK-A' for update");
    const portions = Array.from({ length: 6 }, (_, index) => [`m${index}`, `n${index}`]);
    const opening = Promise.all(portions.map((aliases) => numbersOf('BANK-A', aliases)));
    try {
      const read = directory.programs().then(() => 'read');
      expect(await Promise.race([read, sleep(2_000, 'kept waiting')])).toBe('read');
    } finally {
      await client.query('commit');
      client.release();
    }
    expect(new Set((await opening).flat()).size).toBe(12);
  });

  it('says nothing of a card in a fault', async () => {
    const [number] = await numbersOf('BANK-A', ['m1']);
    await pool.query('update participant set card_sequence = 0');
    const fault = await directory.openCards('BANK-A', ['m2']).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    const { message, cause } = fault as Fault;
    expect(`${message} ${String(cause)} ${JSON.stringify(cause)}`).not.toContain(String(number));
  });
});

describe('cycles', () => {
  it('begin with the first and follow one another by compare and set', async () => {
    const first = await directory.cycle();
    const date = first.businessDate;
    expect(first.number).toBe(1);
    const opened = await Promise.all([1, 2, 3].map(() => directory.openCycle(1, date + 10_000)));
    expect(opened.filter(Boolean)).toHaveLength(1);
    const second = await directory.cycle();
    expect(second).toMatchObject({ number: 2, businessDate: date + 10_000 });
    expect(await directory.openCycle(1, date + 20_000)).toBe(false);
    expect(await directory.openCycle(2, date)).toBe(false);
    expect(await directory.cycle()).toEqual(second);
  });

  it('of the shards are those of their last turns, or else the first', async () => {
    await pool.query(`insert into turn (shard, number, last_seq, ledger_time, cycle, business_date, hash)
      values (1, 1, 0, now(), 1, 20260101, ''), (1, 2, 0, now(), 3, 20260103, ''), (3, 1, 9, now(), 2, 20260102, '')`);
    expect(await directory.shardCycles()).toEqual([1, 3, 1, 2]);
  });
});
