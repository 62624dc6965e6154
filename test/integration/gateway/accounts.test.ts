import { status as Code } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CALLS_MAX, CARD_STATUSES_MAX } from '../../../src/gateway/limits.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import type { Card__Output } from '../../../src/wire/generated/tongfen/v1/Card.ts';
import type { GetAccountsResponse__Output } from '../../../src/wire/generated/tongfen/v1/GetAccountsResponse.ts';
import type { GetCardRequest } from '../../../src/wire/generated/tongfen/v1/GetCardRequest.ts';
import type { ListStatementRequest } from '../../../src/wire/generated/tongfen/v1/ListStatementRequest.ts';
import type { ListStatementResponse__Output } from '../../../src/wire/generated/tongfen/v1/ListStatementResponse.ts';
import type { OpenCardsRequest } from '../../../src/wire/generated/tongfen/v1/OpenCardsRequest.ts';
import type { OpenCardsResponse__Output } from '../../../src/wire/generated/tongfen/v1/OpenCardsResponse.ts';
import { entryOf } from '../../unit/gateway/entries.ts';
import type { CallerCode } from './world.ts';
import { CALLERS, called, detailsOf, eventually, World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(() => world.close());

function openCards(caller: CallerCode, request: OpenCardsRequest): Promise<OpenCardsResponse__Output> {
  const { accounts } = world.clients(caller);
  return called(accounts, accounts.openCards, request);
}

function getCard(caller: CallerCode, request: GetCardRequest): Promise<Card__Output> {
  const { accounts } = world.clients(caller);
  return called(accounts, accounts.getCard, request);
}

function getAccounts(caller: CallerCode, card: number, program = ''): Promise<GetAccountsResponse__Output> {
  const { accounts } = world.clients(caller);
  return called(accounts, accounts.getAccounts, { card, program });
}

function listStatement(
  caller: CallerCode,
  request: ListStatementRequest,
): Promise<ListStatementResponse__Output> {
  const { accounts } = world.clients(caller);
  return called(accounts, accounts.listStatement, request);
}

/** Who gets an answer, and who learns no more than that there is nothing. */
async function seenBy(ask: (caller: CallerCode) => Promise<unknown>): Promise<CallerCode[]> {
  const seen: CallerCode[] = [];
  for (const caller of CALLERS) {
    const error = await ask(caller).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error === undefined) seen.push(caller);
    else expect(error, caller).toMatchObject({ code: Code.NOT_FOUND, details: 'no such card' });
  }
  return seen;
}

async function cardOf(issuer: 'ISSUER-A' | 'ISSUER-B', alias = 'member-1'): Promise<number> {
  const { cards } = await openCards(issuer, { aliases: [alias] });
  return cards[0]?.card ?? 0;
}

describe('OpenCards', () => {
  test('answers in the order of the aliases, and an alias that has a card with that card', async () => {
    const first = await openCards('ISSUER-A', { aliases: ['a', 'b'] });
    expect(first.cards).toMatchObject([
      { alias: 'a', issuer: 'ISSUER-A', status: 'CARD_STATUS_ACTIVE' },
      { alias: 'b' },
    ]);
    const again = await openCards('ISSUER-A', { aliases: ['c', 'b', 'c'] });
    expect(again.cards.map(({ alias }) => alias)).toEqual(['c', 'b', 'c']);
    expect(again.cards[1]).toEqual(first.cards[1]);
    expect(again.cards[2]).toEqual(again.cards[0]);
  });

  test('is for issuers, and for the operator in the name of one', async () => {
    const forA = { issuer: 'ISSUER-A', aliases: ['x'] };
    expect((await openCards('OPERATOR', forA)).cards).toMatchObject([{ issuer: 'ISSUER-A' }]);
    const nobody = { issuer: 'NOBODY', aliases: ['x'] };
    await expect(openCards('ISSUER-B', forA)).rejects.toMatchObject({ code: Code.PERMISSION_DENIED });
    await expect(openCards('ISSUER-B', nobody)).rejects.toMatchObject({ code: Code.PERMISSION_DENIED });
    await expect(openCards('ACQUIRER-1', { aliases: ['x'] })).rejects.toMatchObject({
      code: Code.PERMISSION_DENIED,
    });
    await expect(openCards('OPERATOR', nobody)).rejects.toMatchObject({ code: Code.NOT_FOUND });
  });
});

describe('GetCard', () => {
  test('shows a card to its issuer and the operator; to others it does not exist', async () => {
    const card = await cardOf('ISSUER-A');
    expect(await seenBy((caller) => getCard(caller, { card }))).toEqual(['OPERATOR', 'ISSUER-A']);
    expect(await seenBy((caller) => getCard(caller, { card: cardNumber(400_001, 999) }))).toEqual([]);
  });

  test('finds a card by the alias of the caller’s own member', async () => {
    const card = await cardOf('ISSUER-A', 'member-7');
    expect(await getCard('ISSUER-A', { alias: 'member-7' })).toMatchObject({ card, alias: 'member-7' });
    expect(await seenBy((caller) => getCard(caller, { alias: 'member-7' }))).toEqual(['ISSUER-A']);
  });

  test.each<[GetCardRequest, string]>([
    [{}, 'card'],
    [{ card: 4_111_111_111_111_112 }, 'card'],
    [{ alias: '' }, 'alias'],
    [{ alias: 'x'.repeat(65) }, 'alias'],
  ])('refuses %o', async (request, field) => {
    const error = await getCard('ISSUER-A', request).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: Code.INVALID_ARGUMENT });
    expect(detailsOf(error)).toMatchObject({ BadRequest: { fieldViolations: [{ field }] } });
  });
});

describe('SetCardStatus', () => {
  test('goes through the shard and answers with the card as it is now', async () => {
    const card = await cardOf('ISSUER-A');
    const { accounts } = world.clients('ISSUER-A');
    const blocked: Card__Output = await called(accounts, accounts.setCardStatus, {
      card,
      status: 'CARD_STATUS_BLOCKED',
    });
    expect(blocked).toMatchObject({ card, status: 'CARD_STATUS_BLOCKED' });
    expect(await getCard('ISSUER-A', { card })).toEqual(blocked);
  });

  test('is for the issuer of the card and the operator; for others there is none', async () => {
    const card = await cardOf('ISSUER-A');
    const status = 'CARD_STATUS_BLOCKED' as const;
    const ask = (caller: CallerCode) => {
      const { accounts } = world.clients(caller);
      return called(accounts, accounts.setCardStatus, { card, status });
    };
    expect(await seenBy(ask)).toEqual(['OPERATOR', 'ISSUER-A']);
  });

  test('holds, whatever was asked before it and given up', async () => {
    const card = await cardOf('ISSUER-A');
    const { accounts } = world.clients('ISSUER-A');
    world.shards.hold();
    const givenUp = new Promise((resolve) => {
      const request = { card, status: 'CARD_STATUS_ACTIVE' } as const;
      accounts.setCardStatus(request, { deadline: Date.now() + 500 }, resolve);
    });
    expect(await givenUp).toMatchObject({ code: Code.DEADLINE_EXCEEDED });
    const blocked = called(accounts, accounts.setCardStatus, { card, status: 'CARD_STATUS_BLOCKED' });
    await eventually(() => world.shards.heldCount).toBe(2);
    world.shards.release();
    expect(await blocked).toMatchObject({ status: 'CARD_STATUS_BLOCKED' });
    expect(await getCard('ISSUER-A', { card })).toMatchObject({ status: 'CARD_STATUS_BLOCKED' });
  });

  test('is asked for so many at a time, by each participant for itself', async () => {
    const [card, another] = [await cardOf('ISSUER-A'), await cardOf('ISSUER-B')];
    const block = (caller: CallerCode, number: number) => {
      const { accounts } = world.clients(caller);
      return called(accounts, accounts.setCardStatus, { card: number, status: 'CARD_STATUS_BLOCKED' });
    };
    world.shards.hold();
    const first = Array.from({ length: CARD_STATUSES_MAX }, () => block('ISSUER-A', card));
    await eventually(() => world.shards.heldCount).toBe(CARD_STATUSES_MAX);
    const error = await block('ISSUER-A', card).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: Code.RESOURCE_EXHAUSTED });
    expect(detailsOf(error)).toMatchObject({
      QuotaFailure: { violations: [{ subject: 'card-status-changes' }] },
      RetryInfo: { retryDelay: { nanos: 100_000_000 } },
    });
    const others = block('ISSUER-B', another);
    await eventually(() => world.shards.heldCount).toBe(CARD_STATUSES_MAX + 1);
    world.shards.release();
    await Promise.all([...first, others]);
    expect(await block('ISSUER-A', card)).toMatchObject({ status: 'CARD_STATUS_BLOCKED' });
    expect(world.observations.limits).toEqual(['card-status-changes']);
  });

  test('needs a status', async () => {
    const { accounts } = world.clients('ISSUER-A');
    const card = await cardOf('ISSUER-A');
    await expect(called(accounts, accounts.setCardStatus, { card })).rejects.toMatchObject({
      code: Code.INVALID_ARGUMENT,
    });
  });
});

describe('GetAccounts', () => {
  async function cardWithAccounts(): Promise<number> {
    const card = await cardOf('ISSUER-A');
    const account = {
      card,
      posted: 150,
      held: 60,
      overdrawn: 0,
      lots: [{ expiresOn: 20_261_231, amount: 90 }],
      holds: [],
      lotsDueOn: 20_261_231,
      holdsDueAtMs: Number.POSITIVE_INFINITY,
      stored: true,
    };
    const hold = {
      id: '0190a5b0-5b5d-7cc1-8b5f-3d1f6e6b3a10',
      participant: 'ACQUIRER-1',
      merchant: 'SHOP-1',
      amount: 60,
      expiresAtMs: 1_767_571_200_500,
      lots: [],
    };
    world.books.keep({ ...account, program: 'ACME', holds: [hold] });
    world.books.keep({ ...account, program: 'BETA' });
    return card;
  }

  test('shows lots and holds', async () => {
    const card = await cardWithAccounts();
    expect(await getAccounts('ISSUER-A', card)).toEqual({
      accounts: [
        {
          program: 'ACME',
          posted: 150,
          held: 60,
          available: 90,
          lots: [{ expiresOn: 20_261_231, amount: 90 }],
          holds: [
            {
              id: '0190a5b0-5b5d-7cc1-8b5f-3d1f6e6b3a10',
              amount: 60,
              merchant: 'SHOP-1',
              expiresAt: { seconds: 1_767_571_200, nanos: 500_000_000 },
            },
          ],
        },
      ],
    });
  });

  test('shows an issuer the accounts in its programs, the operator all, others nothing', async () => {
    const card = await cardWithAccounts();
    const programs = async (caller: CallerCode, program = '') =>
      (await getAccounts(caller, card, program)).accounts.map((account) => account.program);
    expect(await programs('ISSUER-A')).toEqual(['ACME']);
    expect(await programs('ISSUER-B')).toEqual(['BETA']);
    expect(await programs('OPERATOR')).toEqual(['ACME', 'BETA']);
    expect(await programs('OPERATOR', 'BETA')).toEqual(['BETA']);
    expect(await programs('ISSUER-A', 'BETA')).toEqual([]);
    expect(await seenBy((caller) => getAccounts(caller, card))).toEqual(['OPERATOR', 'ISSUER-A', 'ISSUER-B']);
  });

  test('of a card without any is empty for its issuer, and for others there is no card', async () => {
    const card = await cardOf('ISSUER-A');
    expect(await getAccounts('ISSUER-A', card)).toEqual({ accounts: [] });
    expect(await seenBy((caller) => getAccounts(caller, card))).toEqual(['OPERATOR', 'ISSUER-A']);
  });
});

describe('GetBalance', () => {
  const hosted = { posted: 150, held: 60, available: 90, fromHost: false };

  function getBalance(caller: CallerCode, card: number, program: string) {
    const { accounts } = world.clients(caller);
    return called(accounts, accounts.getBalance, { card, program });
  }

  /** Who gets an answer; all others learn no more than that there is nothing. */
  async function balanceSeenBy(card: number, program: string): Promise<CallerCode[]> {
    const seen: CallerCode[] = [];
    for (const caller of CALLERS) {
      const answer: unknown = await getBalance(caller, card, program).catch((error: unknown) => error);
      if (!(answer instanceof Error)) seen.push(caller);
      else expect(answer, caller).toMatchObject({ code: Code.NOT_FOUND, details: 'no such account' });
    }
    return seen;
  }

  async function makeExternal(program: string): Promise<void> {
    const host = { address: '127.0.0.1:9', floorLimit: 0 };
    await world.directory.updateProgram(program, { host });
  }

  test('says what the ledger has of a hosted program, to its issuer and the operator', async () => {
    const card = await cardOf('ISSUER-A');
    world.books.keep({
      ...{ card, program: 'ACME', posted: 150, held: 60, overdrawn: 0, lots: [], holds: [], stored: true },
      ...{ lotsDueOn: 20_261_231, holdsDueAtMs: Number.POSITIVE_INFINITY },
    });
    expect(await getBalance('ISSUER-A', card, 'ACME')).toEqual(hosted);
    expect(await balanceSeenBy(card, 'ACME')).toEqual(['OPERATOR', 'ISSUER-A']);
    expect(await balanceSeenBy(card, 'NONE')).toEqual([]);
    expect(await balanceSeenBy(cardNumber(400_000, 999), 'ACME')).toEqual([]);
    expect(world.shards.inquiries).toEqual([]);
  });

  test('asks the host of an external program, also about a card that nobody has', async () => {
    await makeExternal('ACME');
    world.shards.balance = { kind: 'known', posted: -5, held: 2 };
    const card = cardNumber(400_000, 999);
    const said = { posted: -5, held: 2, available: -7, fromHost: true };
    expect(await getBalance('ISSUER-A', card, 'ACME')).toEqual(said);
    expect(await balanceSeenBy(card, 'ACME')).toEqual(['OPERATOR', 'ISSUER-A']);
    expect(world.shards.inquiries[0]).toMatchObject({ issuer: 'ISSUER-A', card, program: 'ACME' });
    world.shards.balance = { kind: 'unknown' };
    expect(await balanceSeenBy(card, 'ACME')).toEqual([]);
  });

  test('is unavailable while the host is, with a time to come again', async () => {
    await makeExternal('ACME');
    const answer = getBalance('ISSUER-A', cardNumber(400_000, 999), 'ACME');
    await expect(answer).rejects.toMatchObject({
      ...{ code: Code.UNAVAILABLE, details: "the issuer's host does not answer" },
    });
    const error = await answer.catch((reason: unknown) => reason);
    expect(detailsOf(error)).toMatchObject({ RetryInfo: { retryDelay: { seconds: 1 } } });
  });

  test.each([
    [12, 'ACME', 'card'],
    [cardNumber(400_000, 1), 'acme', 'program'],
    [cardNumber(400_000, 1), '', 'program'],
  ])('refuses card %s of %j by the field %s', async (card, program, field) => {
    const error = await getBalance('ISSUER-A', card, program).catch((reason: unknown) => reason);
    expect(detailsOf(error)).toMatchObject({ BadRequest: { fieldViolations: [{ field }] } });
  });
});

describe('ListStatement', () => {
  const card = cardNumber(400_001, 5);

  test('pages through the transactions, newest first, none twice', async () => {
    for (let amount = 1; amount <= 7; amount += 1) world.books.commit(2, entryOf({ amount }));
    const amounts: (number | undefined)[][] = [];
    for (let pageToken = '', page = 0; page === 0 || pageToken !== ''; page += 1) {
      const answer = await listStatement('ISSUER-A', { card, pageSize: 3, pageToken });
      amounts.push(answer.transactions.map(({ transaction }) => transaction?.amount));
      pageToken = answer.nextPageToken;
    }
    expect(amounts).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
  });

  test('keeps to a time range', async () => {
    for (const ledgerTimeMs of [1_000, 2_500, 3_000]) {
      world.books.commit(2, entryOf({ ledgerTimeMs, amount: ledgerTimeMs }));
    }
    const amountsWithin = async (fromNanos: number, toNanos: number) => {
      const from = { seconds: 2, nanos: fromNanos };
      const { transactions } = await listStatement('ISSUER-A', {
        card,
        from,
        to: { seconds: 3, nanos: toNanos },
      });
      return transactions.map(({ transaction }) => transaction?.amount);
    };
    expect(await amountsWithin(500_000_000, 0)).toEqual([2_500]);
    // Callers have clocks that are finer than the ledger's.
    expect(await amountsWithin(500_000_001, 0)).toEqual([]);
    expect(await amountsWithin(500_000_000, 1)).toEqual([3_000, 2_500]);
  });

  test('shows each participant what it may see', async () => {
    world.books.commit(2, entryOf({ amount: 1, program: 'ACME', merchant: 'SHOP-1' }));
    world.books.commit(2, entryOf({ amount: 2, program: 'BETA', merchant: 'SHOP-2', origin: 'ACQUIRER-2' }));
    const refused = { outcome: 'MERCHANT_UNKNOWN', origin: 'ACQUIRER-2', merchant: 'SHOP-1' } as const;
    world.books.commit(2, entryOf({ amount: 3, program: 'BETA', ...refused }));
    const seen = new Map<CallerCode, unknown>();
    for (const caller of CALLERS) {
      const { transactions } = await listStatement(caller, { card });
      seen.set(
        caller,
        transactions.map(({ transaction }) => transaction?.amount),
      );
    }
    expect(Object.fromEntries(seen)).toEqual({
      OPERATOR: [3, 2, 1],
      'ISSUER-A': [1],
      'ISSUER-B': [3, 2],
      'ACQUIRER-1': [1],
      'ACQUIRER-2': [3, 2],
    });
  });

  test.each<[ListStatementRequest, string]>([
    [{ card: 17 }, 'card'],
    [{ card, program: 'no program' }, 'program'],
    [{ card, pageSize: -1 }, 'page_size'],
    [{ card, pageSize: 501 }, 'page_size'],
    [{ card, pageToken: 'AQAB' }, 'page_token'],
    [{ card, from: { seconds: '9223372036854775807', nanos: 0 } }, 'from'],
    [{ card, to: { seconds: -99_999_999_999, nanos: 0 } }, 'to'],
  ])('refuses %o', async (request, field) => {
    const error = await listStatement('ISSUER-A', request).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: Code.INVALID_ARGUMENT });
    expect(detailsOf(error)).toMatchObject({ BadRequest: { fieldViolations: [{ field }] } });
  });

  test('does not take the page token of another statement', async () => {
    for (let amount = 1; amount <= 3; amount += 1) world.books.commit(2, entryOf({ amount }));
    const { nextPageToken } = await listStatement('ISSUER-A', { card, pageSize: 1 });
    const other = { card, program: 'ACME', pageSize: 1, pageToken: nextPageToken };
    await expect(listStatement('ISSUER-A', other)).rejects.toMatchObject({ code: Code.INVALID_ARGUMENT });
  });
});

test('a participant whose calls take the database up keeps no other participant waiting', async () => {
  const card = await cardOf('ISSUER-B');
  const { accounts } = world.clients('ISSUER-A');
  const ask = (): Promise<unknown> => called(accounts, accounts.getCard, { card: cardNumber(400_001, 999) });
  const read = world.directory.card.bind(world.directory);
  const held: (() => void)[] = [];
  world.directory.card = async (number) => {
    if (number !== card) await new Promise<void>((resolve) => held.push(resolve));
    return read(number);
  };
  const first = Array.from({ length: CALLS_MAX }, () => ask().catch((error: unknown) => error));
  await eventually(() => held.length).toBe(CALLS_MAX);
  const error = await ask().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: Code.RESOURCE_EXHAUSTED });
  expect(detailsOf(error)).toMatchObject({
    QuotaFailure: { violations: [{ subject: 'participant-calls' }] },
    RetryInfo: { retryDelay: { nanos: 100_000_000 } },
  });
  expect(await getCard('ISSUER-B', { card })).toMatchObject({ card });
  for (const release of held) release();
  for (const answer of await Promise.all(first)) expect(answer).toMatchObject({ code: Code.NOT_FOUND });
});
