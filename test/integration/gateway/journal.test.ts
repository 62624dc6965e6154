import { setTimeout as sleep } from 'node:timers/promises';
import { status as Code } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectTongfen } from '../../../src/client/client.ts';
import { EVENT_STREAMS_MAX } from '../../../src/gateway/limits.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import type { CommittedTransaction__Output } from '../../../src/wire/generated/tongfen/v1/CommittedTransaction.ts';
import type { ListStatementResponse__Output } from '../../../src/wire/generated/tongfen/v1/ListStatementResponse.ts';
import type { WatchTransactionsRequest } from '../../../src/wire/generated/tongfen/v1/WatchTransactionsRequest.ts';
import type { WatchTransactionsResponse__Output } from '../../../src/wire/generated/tongfen/v1/WatchTransactionsResponse.ts';
import { entryOf } from '../../unit/gateway/entries.ts';
import type { CallerCode } from './world.ts';
import { CALLERS, called, eventually, merchantOf, programOf, resting, World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(() => world.close());

const CARD = cardNumber(400_001, 5);
const OTHER_CARD = cardNumber(400_002, 8);
const ID = entryOf({}).id;

function getTransaction(caller: CallerCode, card = CARD, id = ID): Promise<CommittedTransaction__Output> {
  const { clearing } = world.clients(caller);
  return called(clearing, clearing.getTransaction, { card, id });
}

describe('GetTransaction', () => {
  test('shows the whole of it', async () => {
    world.books.commit(2, entryOf({ lots: [20_261_231, 60, 99_991_231, 40], reference: 'order-7' }));
    expect(await getTransaction('ACQUIRER-1')).toEqual({
      shard: 2,
      sequence: 1,
      transaction: {
        id: ID,
        type: 'EARN',
        card: CARD,
        program: 'ACME',
        amount: 100,
        merchant: 'SHOP-1',
        reference: 'order-7',
        originalId: '',
        toCard: 0,
        holdSeconds: 0,
        adjustment: 'ADJUSTMENT_UNSPECIFIED',
        reason: '',
        linked: false,
        exchange: null,
      },
      outcome: 'POSTED',
      ledgerTime: { seconds: 1_767_571_200, nanos: 123_000_000 },
      cycle: 3,
      businessDate: 20_260_105,
      origin: 'ACQUIRER-1',
      postedChange: 100,
      heldChange: 0,
      balance: 100,
      available: 100,
      lots: [
        { expiresOn: 20_261_231, change: 60 },
        { expiresOn: 99_991_231, change: 40 },
      ],
      counter: 'MERCHANT',
      standard: null,
    });
  });

  test('is NOT_FOUND for whoever may not see it, as if it did not exist', async () => {
    world.books.commit(2, entryOf({}));
    const seen: CallerCode[] = [];
    for (const caller of CALLERS) {
      const error = await getTransaction(caller).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) seen.push(caller);
      else expect(error).toMatchObject({ code: Code.NOT_FOUND, details: 'no such transaction' });
    }
    expect(seen).toEqual(['OPERATOR', 'ISSUER-A', 'ACQUIRER-1']);
    await expect(getTransaction('OPERATOR', OTHER_CARD)).rejects.toMatchObject({
      code: Code.NOT_FOUND,
      details: 'no such transaction',
    });
  });

  test('gives a caller its own where another used the same id', async () => {
    world.books.commit(2, entryOf({ origin: 'ACQUIRER-2', merchant: 'SHOP-1', amount: 1 }));
    world.books.commit(2, entryOf({ origin: 'ACQUIRER-1', amount: 2 }));
    expect((await getTransaction('ACQUIRER-1')).transaction?.amount).toBe(2);
  });

  test('takes an id in capitals', async () => {
    world.books.commit(2, entryOf({}));
    expect((await getTransaction('ACQUIRER-1', CARD, ID.toUpperCase())).sequence).toBe(1);
  });

  test('names what a transfer brought by the card it came from and who submitted it', async () => {
    const leg = { type: 'TRANSFER', counter: 'TRANSIT', merchant: '', peer: OTHER_CARD } as const;
    world.books.commit(1, entryOf({ ...leg, origin: `${OTHER_CARD}/ISSUER-A` }));
    const received = await getTransaction('ISSUER-A');
    expect(received).toMatchObject({ origin: `${OTHER_CARD}/ISSUER-A` });
    expect(received.transaction?.toCard).toBe(0);
  });

  test('shows who sent points the card they went to', async () => {
    const transfer = { type: 'TRANSFER', merchant: '' } as const;
    world.books.commit(1, entryOf({ ...transfer, origin: 'ISSUER-A', peer: OTHER_CARD }));
    // It has no outcome before the points have arrived.
    await expect(getTransaction('ISSUER-A')).rejects.toMatchObject({ code: Code.NOT_FOUND });
    const arrived = { ...transfer, card: OTHER_CARD, origin: `${CARD}/ISSUER-A`, peer: CARD };
    world.books.commit(2, entryOf(arrived));
    expect((await getTransaction('ISSUER-A')).transaction?.toCard).toBe(OTHER_CARD);
  });

  test.each([
    [CARD + 1, ID],
    [CARD, 'x'],
  ])('refuses %s %s', async (card, id) => {
    await expect(getTransaction('ISSUER-A', card, id)).rejects.toMatchObject({ code: Code.INVALID_ARGUMENT });
  });
});

/** A watch of which everything is kept. */
class Watch {
  readonly responses: WatchTransactionsResponse__Output[] = [];
  readonly ended: Promise<{ readonly code: number }>;
  readonly #call;

  constructor(caller: CallerCode, request: WatchTransactionsRequest) {
    this.#call = world.clients(caller).clearing.watchTransactions(request);
    this.#call.on('data', (response: WatchTransactionsResponse__Output) => this.responses.push(response));
    this.#call.on('error', () => undefined);
    this.ended = new Promise((resolve) => this.#call.on('status', resolve));
  }

  /** What was seen, by shard. */
  seen(): string[] {
    return this.responses.flatMap(({ transactions }) =>
      transactions.map(({ shard, sequence }) => `${shard}:${sequence}`),
    );
  }

  get cursor(): string {
    return this.responses.at(-1)?.cursor ?? '';
  }

  pause(): void {
    this.#call.pause();
  }

  resume(): void {
    this.#call.resume();
  }

  cancel(): void {
    this.#call.cancel();
  }
}

describe('WatchTransactions', () => {
  function commit(shard: number, count: number): void {
    for (let index = 0; index < count; index += 1) world.books.commit(shard, entryOf({}));
  }

  test('shows what was committed, then what commits, in the order of each shard', async () => {
    commit(0, 3);
    commit(2, 2);
    const watch = new Watch('ISSUER-A', {});
    await eventually(() => watch.seen().length).toBe(5);
    commit(2, 1);
    commit(3, 1);
    await eventually(() => watch.seen().length).toBe(7);
    const shard2 = watch.seen().filter((name) => name.startsWith('2:'));
    expect(shard2).toEqual(['2:1', '2:2', '2:3']);
    expect(new Set(watch.seen()).size).toBe(7);
  });

  test('goes on from any cursor: nothing is skipped, nothing repeated', async () => {
    commit(0, 700);
    commit(1, 1_200);
    const first = new Watch('ISSUER-A', {});
    await eventually(() => first.seen().length).toBe(1_900);
    for (const [index, { cursor }] of first.responses.entries()) {
      const before = first.responses.slice(0, index + 1).flatMap(({ transactions }) => transactions);
      const rest = new Watch('ISSUER-A', { cursor });
      await eventually(() => rest.seen().length).toBe(1_900 - before.length);
      const names = before.map(({ shard, sequence }) => `${shard}:${sequence}`);
      expect(new Set([...names, ...rest.seen()]).size).toBe(1_900);
    }
  });

  test('starts at the end when it is told to', async () => {
    commit(0, 3);
    const watch = new Watch('ISSUER-A', { fromNow: true });
    await eventually(() => world.books.looks).toBeGreaterThan(1);
    commit(0, 1);
    await eventually(() => watch.seen()).toEqual(['0:4']);
  });

  test('says at once where it starts, when it starts at the end', async () => {
    commit(0, 3);
    const watch = new Watch('ISSUER-A', { fromNow: true });
    await eventually(() => watch.responses.length).toBe(1);
    expect(watch.seen()).toEqual([]);
    watch.cancel();
    commit(0, 1);
    const rest = new Watch('ISSUER-A', { cursor: watch.cursor });
    await eventually(() => rest.seen()).toEqual(['0:4']);
  });

  test('loses nothing of what a follower was promised from now on, when the gateway goes at once', async () => {
    commit(0, 1);
    const { port } = world.gateway;
    const key = world.keys.get('ISSUER-A') ?? '';
    const client = world.register(connectTongfen({ address: `localhost:${port}`, apiKey: key }));
    const stop = new AbortController();
    const seen: number[] = [];
    let stored: string | undefined;
    const followed = client.follow({
      cursors: {
        load: async () => stored,
        save: async (cursor) => {
          stored = cursor;
        },
      },
      fromNow: true,
      onTransactions: (transactions) => {
        seen.push(...transactions.map(({ sequence }) => sequence));
      },
      signal: stop.signal,
    });
    await eventually(() => stored).toBeDefined();
    await world.gateway.drain(1_000);
    await world.gateway.close();
    commit(0, 1);
    await world.startAnother({ port });
    commit(0, 1);
    await eventually(() => seen).toEqual([2, 3]);
    stop.abort();
    await followed;
  });

  test('shows each participant what it may see', async () => {
    world.books.commit(0, entryOf({ program: 'ACME', merchant: 'SHOP-1' }));
    world.books.commit(0, entryOf({ program: 'BETA', merchant: 'SHOP-2', origin: 'ACQUIRER-2' }));
    const last = { program: 'BETA', merchant: '', origin: 'ISSUER-B' };
    world.books.commit(0, entryOf(last));
    const watches = new Map(CALLERS.map((caller) => [caller, new Watch(caller, {})]));
    await eventually(() => watches.get('OPERATOR')?.seen()).toEqual(['0:1', '0:2', '0:3']);
    await eventually(() => watches.get('ISSUER-A')?.seen()).toEqual(['0:1']);
    await eventually(() => watches.get('ISSUER-B')?.seen()).toEqual(['0:2', '0:3']);
    await eventually(() => watches.get('ACQUIRER-1')?.seen()).toEqual(['0:1']);
    await eventually(() => watches.get('ACQUIRER-2')?.seen()).toEqual(['0:2']);
  });

  test('skips nothing in a program or at a merchant that the gateway has not heard of yet', async () => {
    const { directory } = world;
    vi.spyOn(directory, 'recent').mockResolvedValue(await directory.recent());
    const refresh = vi.spyOn(directory, 'refresh');
    await directory.createProgram(programOf('NEW', 'ISSUER-B'));
    await directory.createMerchant(merchantOf('STALL', 'ACQUIRER-2', ['NEW']));
    const watches = (['ISSUER-B', 'ACQUIRER-2'] as const).map((caller) => new Watch(caller, {}));
    world.books.commit(0, entryOf({ program: 'NEW', merchant: 'STALL' }));
    for (const watch of watches) await eventually(() => watch.seen()).toEqual(['0:1']);
    expect(await getTransaction('ISSUER-B')).toMatchObject({ sequence: 1 });
    refresh.mockClear();
    world.books.commit(0, entryOf({ program: 'BETA', merchant: 'SHOP-2' }));
    for (const watch of watches) await eventually(() => watch.seen()).toEqual(['0:1', '0:2']);
    expect(refresh).not.toHaveBeenCalled();
  });

  test('and every other read say nothing of an account by a decline of somebody it does not concern', async () => {
    world.books.commit(0, entryOf({ outcome: 'HOLD_UNKNOWN', merchant: '', balance: 7, available: 5 }));
    for (const [caller, balance] of [['ACQUIRER-1', 0] as const, ['ISSUER-A', 7] as const]) {
      const { accounts } = world.clients(caller);
      const watch = new Watch(caller, {});
      await eventually(() => watch.seen()).toEqual(['0:1']);
      const statement: ListStatementResponse__Output = await called(accounts, accounts.listStatement, {
        card: CARD,
      });
      const seen = [
        ...watch.responses.flatMap(({ transactions }) => transactions),
        await getTransaction(caller),
      ];
      const balances = [...seen, ...statement.transactions].map((entry) => entry.balance);
      expect(balances).toEqual([balance, balance, balance]);
    }
  });

  test('is open so many times for a participant, and others are none the worse', async () => {
    commit(0, 1);
    const watches = Array.from({ length: EVENT_STREAMS_MAX }, () => new Watch('ISSUER-A', {}));
    await eventually(() => watches.filter((watch) => watch.seen().length === 1).length).toBe(watches.length);
    expect(await new Watch('ISSUER-A', {}).ended).toMatchObject({ code: Code.RESOURCE_EXHAUSTED });
    expect(world.observations.limits).toEqual(['event-streams']);
    const other = new Watch('OPERATOR', {});
    await eventually(() => other.seen()).toEqual(['0:1']);
    watches[0]?.cancel();
    let next = new Watch('ISSUER-A', {});
    while (await Promise.race([next.ended, sleep(500, undefined)])) next = new Watch('ISSUER-A', {});
    await eventually(() => next.seen()).toEqual(['0:1']);
  });

  test('moves its cursor past what is for others', async () => {
    for (let index = 0; index < 500; index += 1) {
      world.books.commit(0, entryOf({ program: 'BETA', merchant: '', origin: 'ISSUER-B' }));
    }
    const watch = new Watch('ISSUER-A', {});
    await eventually(() => watch.responses.length).toBe(1);
    expect(watch.seen()).toEqual([]);
    commit(0, 1);
    const rest = new Watch('ISSUER-A', { cursor: watch.cursor });
    await eventually(() => rest.seen()).toEqual(['0:501']);
  });

  test('waits for a caller that is slow, and shows it everything', async () => {
    commit(1, 60_000);
    const watch = new Watch('ISSUER-A', {});
    await eventually(() => watch.responses.length).toBeGreaterThan(0);
    watch.pause();
    expect(await resting(() => world.books.reads)).toBeLessThan(100);
    watch.resume();
    await eventually(() => watch.seen().length).toBe(60_000);
    expect(new Set(watch.seen()).size).toBe(60_000);
  });

  test.each<[string, WatchTransactionsRequest]>([
    ['is not one', { cursor: 'of my own making' }],
    ['stands beside from_now', { cursor: '', fromNow: true }],
  ])('refuses a cursor that %s', async (_name, request) => {
    commit(0, 1);
    const good = new Watch('ISSUER-A', {});
    await eventually(() => good.cursor).not.toBe('');
    const cursor = request.cursor === '' ? good.cursor : request.cursor;
    const watch = new Watch('ISSUER-A', { ...request, cursor: cursor ?? '' });
    expect(await watch.ended).toMatchObject({ code: Code.INVALID_ARGUMENT });
  });

  test('refuses a cursor that is ahead of the journal', async () => {
    commit(0, 5);
    const good = new Watch('ISSUER-A', {});
    await eventually(() => good.seen().length).toBe(5);
    const other = new World();
    await other.start();
    try {
      const { clearing } = other.clients('ISSUER-A');
      const call = clearing.watchTransactions({ cursor: good.cursor });
      call.on('error', () => undefined);
      call.resume();
      const ended = new Promise((resolve) => call.on('status', resolve));
      expect(await ended).toMatchObject({ code: Code.INVALID_ARGUMENT });
    } finally {
      await other.close();
    }
  });

  test('looks at the journal once for all who watch, and not when nobody does', async () => {
    const watches = Array.from({ length: 5 }, () => new Watch('ISSUER-A', { fromNow: true }));
    await eventually(() => world.books.looks).toBeGreaterThan(6);
    const before = world.books.looks;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(world.books.looks - before).toBeLessThan(15);
    for (const watch of watches) watch.cancel();
    await Promise.all(watches.map(({ ended }) => ended));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const after = world.books.looks;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(world.books.looks).toBe(after);
  });

  test('ends when the key is revoked, and shows nothing more', async () => {
    const watch = new Watch('ISSUER-A', {});
    await eventually(() => world.books.looks).toBeGreaterThan(1);
    await world.directory.revokeApiKey('key-1');
    await new Promise((resolve) => setTimeout(resolve, 300));
    commit(0, 1);
    expect(await watch.ended).toMatchObject({ code: Code.UNAUTHENTICATED });
    expect(watch.seen()).toEqual([]);
  });
});
