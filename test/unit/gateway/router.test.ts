import { beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import type { RouterOptions } from '../../../src/gateway/router.ts';
import { ROUTER_DEFAULTS, Router } from '../../../src/gateway/router.ts';
import type { Transaction } from '../../../src/ledger/transaction.ts';
import {
  cardIn,
  FakeQueue,
  ManualClock,
  RecordingObserver,
  resultOf,
  settled,
  transactionOf,
} from './fakes.ts';

const SHARDS = 4;
const NEVER_MS = 1e15;

let clock: ManualClock;
let queue: FakeQueue;
let observer: RecordingObserver;

beforeEach(() => {
  clock = new ManualClock();
  queue = new FakeQueue();
  observer = new RecordingObserver();
});

function routerOf(options: Partial<RouterOptions> = {}): Router {
  return new Router(
    { sender: queue, replies: queue, clock, observer },
    { ...ROUTER_DEFAULTS, shards: SHARDS, ...options },
  );
}

/** Earns of the first card of a shard, told apart by their amounts. */
function earns(shard: number, ...amounts: number[]): Transaction[] {
  return amounts.map((amount) => transactionOf({ card: cardIn(shard, SHARDS), amount }));
}

function amountsOf(transactions: readonly Transaction[] | undefined): number[] {
  return (transactions ?? []).map(({ amount }) => amount);
}

function codesOf(answers: readonly (object | Fault)[]): string[] {
  return answers.map((answer) => (answer instanceof Fault ? answer.code : 'RESULT'));
}

function queueAway(): Fault {
  return new Fault('QUEUE_UNAVAILABLE', 'connection refused', { retryable: true });
}

describe('a lane', () => {
  test('sends at once when nothing is under way', () => {
    const router = routerOf();
    void router.submit(earns(1, 10), NEVER_MS);
    expect(queue.sent.map(({ shard }) => shard)).toEqual([1]);
    expect(queue.last()).toMatchObject({ kind: 'submit', gateway: queue.gateway });
  });

  test('has one envelope under way and sends what arrived meanwhile when it is answered', () => {
    const router = routerOf();
    void router.submit(earns(1, 1), NEVER_MS);
    void router.submit(earns(1, 2, 3), NEVER_MS);
    void router.submit(earns(1, 4), NEVER_MS);
    expect(queue.envelopesOf(1)).toHaveLength(1);

    queue.answer(queue.last());
    expect(queue.envelopesOf(1).map(({ transactions }) => amountsOf(transactions))).toEqual([[1], [2, 3, 4]]);
  });

  test('does not wait for the lanes of other shards', () => {
    const router = routerOf();
    void router.submit(earns(0, 1), NEVER_MS);
    void router.submit(earns(2, 2), NEVER_MS);
    expect(queue.sent.map(({ shard }) => shard)).toEqual([0, 2]);
  });

  test('sends no more than an envelope holds, and the rest next', () => {
    const router = routerOf({ envelopeItemsMax: 100 });
    void router.submit(earns(1, 1), NEVER_MS);
    void router.submit(earns(1, ...Array.from({ length: 150 }, (_, n) => n + 2)), NEVER_MS);
    queue.answer(queue.last());
    queue.answer(queue.last());
    expect(queue.envelopesOf(1).map(({ transactions }) => transactions.length)).toEqual([1, 100, 50]);
  });

  test('does not cut a linked chain in two', () => {
    const router = routerOf({ envelopeItemsMax: 100 });
    const card = cardIn(1, SHARDS);
    const alone = Array.from({ length: 98 }, () => transactionOf({ card }));
    const chain = [true, true, false].map((linked) => transactionOf({ card, linked }));
    void router.submit(earns(1, 1), NEVER_MS);
    void router.submit([...alone, ...chain], NEVER_MS);
    queue.answer(queue.last());
    expect(queue.last().transactions).toHaveLength(98);
    queue.answer(queue.last());
    expect(queue.last().transactions).toEqual(chain);
  });
});

describe('answers', () => {
  test('come in the order of the batch, whatever shard answers first', async () => {
    const router = routerOf();
    const [a, b, c] = [earns(0, 1), earns(3, 2), earns(0, 3)].flat() as [
      Transaction,
      Transaction,
      Transaction,
    ];
    const answered = router.submit([a, b, c], NEVER_MS);
    for (const { envelope } of queue.sent.toReversed())
      if (envelope.kind === 'submit') queue.answer(envelope);
    expect(await answered).toEqual([a, b, c].map(resultOf));
  });

  test('reach every caller that submitted the same transaction', async () => {
    const router = routerOf();
    const [transaction] = earns(1, 7) as [Transaction];
    const first = router.submit([transaction], NEVER_MS);
    const second = router.submit([transaction], NEVER_MS);
    queue.answer(queue.last());
    queue.answer(queue.last());
    expect(await Promise.all([first, second])).toEqual([[resultOf(transaction)], [resultOf(transaction)]]);
  });

  test('to envelopes nobody sent are ignored', async () => {
    const router = routerOf();
    const answered = router.submit(earns(1, 7), NEVER_MS);
    const envelope = queue.last();
    queue.hear({ kind: 'results', number: envelope.number + 999, results: [] });
    queue.hear({ kind: 'done', number: 12_345 });
    queue.answer(envelope);
    expect(codesOf(await answered)).toEqual(['RESULT']);
  });

  test('are told to the observer with the time they took', async () => {
    const router = routerOf();
    const answered = router.submit(earns(1, 7), NEVER_MS);
    await clock.advance(40);
    queue.answer(queue.last());
    await answered;
    expect(observer.answered).toMatchObject([{ elapsedMs: 40, transactions: [{ amount: 7 }] }]);
    expect(observer.envelopes).toEqual([{ shard: 1, items: 1, elapsedMs: 40 }]);
  });

  test('of an empty batch need no shard', async () => {
    expect(await routerOf().submit([], NEVER_MS)).toEqual([]);
    expect(queue.sent).toEqual([]);
  });
});

describe('an answer that does not come', () => {
  test('is asked for again with a new envelope, later and later', async () => {
    const router = routerOf({ replyWaitMs: 1_000, replyWaitMaxMs: 3_000 });
    const transactions = earns(1, 1, 2);
    void router.submit(transactions, NEVER_MS);
    const counts: number[] = [];
    for (let second = 1; second <= 10; second += 1) {
      await clock.advance(1_000);
      counts.push(queue.envelopesOf(1).length);
    }
    expect(counts).toEqual([2, 2, 3, 3, 3, 4, 4, 4, 5, 5]);
    expect(queue.envelopesOf(1).every((sent) => sent.transactions.length === 2)).toBe(true);
    expect(new Set(queue.envelopesOf(1).map(({ number }) => number)).size).toBe(5);
    expect(observer.retries).toEqual(['envelope', 'envelope', 'envelope', 'envelope']);
  });

  test('keeps later items behind, so that the order holds', async () => {
    const router = routerOf();
    void router.submit(earns(1, 1), NEVER_MS);
    void router.submit(earns(1, 2), NEVER_MS);
    await clock.advance(1_100);
    queue.answer(queue.last());
    expect(queue.envelopesOf(1).map(({ transactions }) => amountsOf(transactions))).toEqual([[1], [1], [2]]);
  });

  test('counts when it comes after all, to the first envelope', async () => {
    const router = routerOf();
    const answered = router.submit(earns(1, 1), NEVER_MS);
    await clock.advance(1_100);
    const [first, second] = queue.envelopesOf(1);
    if (first === undefined || second === undefined) throw new Error('it was not sent again');
    queue.answer(first);
    expect(codesOf(await answered)).toEqual(['RESULT']);

    void router.submit(earns(1, 2), NEVER_MS);
    expect(amountsOf(queue.last().transactions)).toEqual([2]);
    queue.answer(second);
    expect(queue.envelopesOf(1)).toHaveLength(3);
  });

  test('counts once when it comes twice', async () => {
    const router = routerOf();
    const [a, b] = [...earns(1, 1), ...earns(2, 2)] as [Transaction, Transaction];
    const answered = router.submit([a, b], NEVER_MS);
    await clock.advance(1_100);
    for (const envelope of queue.envelopesOf(1)) queue.answer(envelope);
    expect(observer.answered).toEqual([]);
    for (const envelope of queue.envelopesOf(2)) queue.answer(envelope);
    expect(await answered).toEqual([resultOf(a), resultOf(b)]);
  });

  test('does not let a second envelope leave when it comes to an earlier one', async () => {
    const router = routerOf();
    void router.submit(earns(1, 1), clock.nowMs() + 500);
    void router.submit(earns(1, 2), NEVER_MS);
    await clock.advance(1_100);
    const [abandoned, wanted] = queue.envelopesOf(1);
    if (abandoned === undefined || wanted === undefined) throw new Error('the second one has not left');
    void router.submit(earns(1, 3), NEVER_MS);
    queue.answer(abandoned);
    expect(queue.envelopesOf(1)).toHaveLength(2);
    queue.answer(wanted);
    expect(amountsOf(queue.last().transactions)).toEqual([3]);
  });

  test('is asked for as soon as ever once the shard was heard of', async () => {
    const router = routerOf();
    void router.submit(earns(1, 1), NEVER_MS);
    await clock.advance(3_100);
    expect(queue.envelopesOf(1)).toHaveLength(3);
    queue.answer(queue.last());
    void router.submit(earns(1, 2), NEVER_MS);
    await clock.advance(1_100);
    expect(queue.envelopesOf(1)).toHaveLength(5);
  });

  test('is understood for the last few envelopes only', async () => {
    const router = routerOf({ replyWaitMs: 100, replyWaitMaxMs: 100 });
    void router.submit(earns(1, 1), NEVER_MS);
    await clock.advance(3_000);
    const [first] = queue.envelopesOf(1);
    const recent = queue.envelopesOf(1).at(-8);
    if (first === undefined || recent === undefined) throw new Error('it was not sent again');
    queue.answer(first);
    expect(observer.answered).toEqual([]);
    queue.answer(recent);
    expect(observer.answered).toHaveLength(1);
  });

  test('is answered with DEADLINE_EXCEEDED at the deadline of its caller and asked for no more', async () => {
    const router = routerOf();
    const soon = router.submit(earns(1, 1), clock.nowMs() + 500);
    const behind = router.submit(earns(1, 2), clock.nowMs() + 700);
    void router.submit(earns(1, 3), NEVER_MS);
    await clock.advance(750);
    expect(codesOf(await soon)).toEqual(['DEADLINE_EXCEEDED']);
    expect(codesOf(await behind)).toEqual(['DEADLINE_EXCEEDED']);
    await clock.advance(300);
    expect(queue.envelopesOf(1).map(({ transactions }) => amountsOf(transactions))).toEqual([[1], [3]]);
  });

  test('does not let envelopes heap up before a shard that is away', async () => {
    const router = routerOf();
    for (let round = 0; round < 600; round += 1) {
      void router.submit(earns(1, round), clock.nowMs() + 100);
      await clock.advance(100);
    }
    // A minute with waits of 1, 2, 4 and from then on 8 seconds.
    expect(queue.envelopesOf(1).length).toBeLessThanOrEqual(12);
  });

  test('lets the queue refuse what follows the first envelope until the shard was heard of', async () => {
    const router = routerOf();
    void router.submit(earns(1, 1), clock.nowMs() + 100);
    await clock.advance(500);
    void router.submit(earns(1, 2), NEVER_MS);
    await clock.advance(3_000);
    expect(queue.sent.map(({ isAgain }) => isAgain)).toEqual([false, true, true]);
    queue.answer(queue.last());
    void router.submit(earns(1, 3), NEVER_MS);
    expect(queue.sent.at(-1)?.isAgain).toBe(false);
  });

  test('is followed by the next envelope at once when the shard is heard again', async () => {
    const router = routerOf();
    const given = router.submit(earns(1, 1), clock.nowMs() + 100);
    await clock.advance(150);
    expect(codesOf(await given)).toEqual(['DEADLINE_EXCEEDED']);
    void router.submit(earns(1, 2), NEVER_MS);
    expect(queue.envelopesOf(1)).toHaveLength(1);
    queue.answer(queue.last());
    expect(amountsOf(queue.last().transactions)).toEqual([2]);
  });
});

describe('a queue that is away', () => {
  test('is tried again, and takes the items in their order when it is back', async () => {
    const router = routerOf();
    queue.failure = queueAway();
    const first = router.submit(earns(1, 1), NEVER_MS);
    const second = router.submit(earns(1, 2), NEVER_MS);
    await clock.advance(3_000);
    expect(queue.sent).toEqual([]);
    queue.failure = undefined;
    await clock.advance(1_100);
    expect(queue.envelopesOf(1).map(({ transactions }) => amountsOf(transactions))).toEqual([[1]]);
    queue.answer(queue.last());
    queue.answer(queue.last());
    expect(codesOf([...(await first), ...(await second)])).toEqual(['RESULT', 'RESULT']);
  });

  test('does not delay the repair of an answer that is lost when it is back', async () => {
    const router = routerOf();
    queue.failure = queueAway();
    void router.submit(earns(1, 1), NEVER_MS);
    await clock.advance(10_000);
    queue.failure = undefined;
    await clock.advance(1_000);
    expect(queue.envelopesOf(1)).toHaveLength(1);
    await clock.advance(1_100);
    expect(queue.envelopesOf(1)).toHaveLength(2);
  });

  test('is QUEUE_UNAVAILABLE at the deadline', async () => {
    const router = routerOf();
    queue.failure = queueAway();
    const answered = router.submit(earns(1, 1), clock.nowMs() + 2_000);
    await clock.advance(2_100);
    expect(codesOf(await answered)).toEqual(['QUEUE_UNAVAILABLE']);
  });

  test('is forgotten when it is back', async () => {
    const router = routerOf();
    queue.failure = queueAway();
    void router.submit(earns(1, 1), NEVER_MS);
    await clock.advance(500);
    queue.failure = undefined;
    await clock.advance(1_100);
    queue.answer(queue.last());
    const unanswered = router.submit(earns(1, 2), clock.nowMs() + 200);
    await clock.advance(300);
    expect(codesOf(await unanswered)).toEqual(['DEADLINE_EXCEEDED']);
  });

  test('that fails after the envelope was sent again does not have it sent once more', async () => {
    const router = routerOf();
    let fail: (reason: Fault) => void = () => undefined;
    queue.sending = new Promise((_resolve, reject) => {
      fail = reject;
    });
    void router.submit(earns(1, 1), NEVER_MS);
    queue.sending = undefined;
    await clock.advance(1_100);
    expect(queue.envelopesOf(1)).toHaveLength(2);
    fail(queueAway());
    await clock.advance(1_000);
    expect(queue.envelopesOf(1)).toHaveLength(2);
  });

  test('may have taken the envelope all the same, and then its answer counts', async () => {
    const router = routerOf();
    queue.failure = queueAway();
    const answered = router.submit(earns(1, 1), NEVER_MS);
    await settled();
    queue.hear({ kind: 'results', number: 1, results: [resultOf(transactionOf({ amount: 1 }))] });
    expect(codesOf(await answered)).toEqual(['RESULT']);
  });
});

describe('a transfer that another shard answers', () => {
  function transferOf(fields: Partial<Transaction> = {}): Transaction {
    return transactionOf({ type: 'TRANSFER', card: cardIn(1, SHARDS), toCard: cardIn(2, SHARDS), ...fields });
  }

  const untilLate = (): null => null;

  test('is answered late, and does not hold up its lane', async () => {
    const router = routerOf();
    const transfer = transferOf();
    const answered = router.submit([transfer], NEVER_MS);
    queue.answer(queue.last(), untilLate);
    void router.submit(earns(1, 2), NEVER_MS);
    expect(queue.envelopesOf(1)).toHaveLength(2);

    queue.hear({ kind: 'late', results: [{ ...transfer, result: resultOf(transfer) }] });
    expect(await answered).toEqual([resultOf(transfer)]);
  });

  test('is asked for again when the late answer does not come', async () => {
    const router = routerOf();
    const transfer = transferOf();
    const answered = router.submit([transfer], NEVER_MS);
    queue.answer(queue.last(), untilLate);
    await clock.advance(1_100);
    expect(queue.envelopesOf(1)).toHaveLength(2);
    expect(queue.last().transactions).toEqual([transfer]);
    expect(observer.retries).toEqual(['late']);

    queue.answer(queue.last(), untilLate);
    await clock.advance(2_100);
    queue.answer(queue.last());
    expect(codesOf(await answered)).toEqual(['RESULT']);
    await clock.advance(20_000);
    expect(queue.envelopesOf(1)).toHaveLength(3);
  });

  test('is answered late to all who submitted it, and to nobody else who used its id', async () => {
    const router = routerOf();
    const transfer = transferOf();
    const callers = [router.submit([transfer], NEVER_MS), router.submit([transfer], NEVER_MS)];
    const stranger = router.submit(
      [{ ...transfer, participant: 'ISSUER-B', amount: 5 }],
      clock.nowMs() + 500,
    );
    queue.answer(queue.last(), untilLate);
    queue.answer(queue.last(), untilLate);
    queue.hear({ kind: 'late', results: [{ ...transfer, result: resultOf(transfer) }] });
    expect(await Promise.all(callers)).toEqual([[resultOf(transfer)], [resultOf(transfer)]]);
    await clock.advance(600);
    expect(codesOf(await stranger)).toEqual(['DEADLINE_EXCEEDED']);
  });

  test('is not taken for what is only to be asked again, though it has the same name', async () => {
    const router = routerOf();
    const transfer = transferOf();
    const again = router.submit([{ ...transfer, amount: 5 }], NEVER_MS);
    queue.answer(queue.last(), () => 'again' as const);
    const answered = router.submit([transfer], NEVER_MS);
    queue.answer(queue.last(), untilLate);
    queue.hear({ kind: 'late', results: [{ ...transfer, result: resultOf(transfer) }] });
    expect(await answered).toEqual([resultOf(transfer)]);

    await clock.advance(100);
    expect(queue.last().transactions).toEqual([{ ...transfer, amount: 5 }]);
    queue.answer(queue.last());
    expect(await again).toEqual([resultOf({ ...transfer, amount: 5 })]);
    await clock.advance(20_000);
    expect([queue.envelopesOf(1).length, router.lateCount]).toEqual([3, 0]);
  });

  test('makes room for two that were to be asked again, the first that came, and for the others in time', async () => {
    const router = routerOf();
    const [first, ...others] = [earns(1, 1, 2), earns(1, 3, 4)];
    const waiting = router.submit([...first!, ...others.flat()], NEVER_MS);
    queue.answer(queue.last(), () => 'again' as const);
    const transfer = transferOf();
    void router.submit([transfer], NEVER_MS);
    queue.answer(queue.last(), untilLate);
    await clock.advance(100);
    expect(queue.envelopesOf(1)).toHaveLength(2);

    queue.hear({ kind: 'late', results: [{ ...transfer, result: resultOf(transfer) }] });
    await clock.advance(100);
    expect(queue.last().transactions).toEqual(first);
    queue.answer(queue.last());
    await clock.advance(1_000);
    expect(queue.last().transactions).toEqual(others.flat());
    queue.answer(queue.last());
    expect(codesOf(await waiting)).toEqual(['RESULT', 'RESULT', 'RESULT', 'RESULT']);
    expect(new Set(observer.retries)).toEqual(new Set(['postponed']));
  });

  test('is not overtaken by what came later for its card and is to be asked again sooner', async () => {
    const router = routerOf();
    const [first, second] = earns(1, 1, 2);
    void router.submit([first!], NEVER_MS);
    queue.answer(queue.last(), () => 'again' as const);
    await clock.advance(1_100);
    queue.answer(queue.last(), () => 'again' as const);
    void router.submit([second!], NEVER_MS);
    queue.answer(queue.last(), () => 'again' as const);
    const count = queue.envelopesOf(1).length;
    await clock.advance(1_500);
    expect(queue.envelopesOf(1)).toHaveLength(count);
    await clock.advance(1_000);
    expect(queue.envelopesOf(1)).toHaveLength(count + 1);
    expect(amountsOf(queue.last().transactions)).toEqual([1, 2]);
  });

  test('does not outlive the deadline of its caller', async () => {
    const router = routerOf();
    const answered = router.submit([transferOf()], clock.nowMs() + 300);
    queue.answer(queue.last(), untilLate);
    await clock.advance(400);
    expect(codesOf(await answered)).toEqual(['DEADLINE_EXCEEDED']);
    expect(router.lateCount).toBe(0);
  });
});

describe('a lane that is full', () => {
  test('takes no further batch, nothing of it', async () => {
    const router = routerOf({ laneItemsMax: 3 });
    void router.submit(earns(1, 1, 2, 3), NEVER_MS);
    const both = [...earns(2, 4), ...earns(1, 5)];
    await expect(router.submit(both, NEVER_MS)).rejects.toMatchObject({
      code: 'OVERLOADED',
      retryDelayMs: 250,
    });
    expect(queue.envelopesOf(2)).toEqual([]);
    expect(router.depths()[1]).toEqual({ waiting: 0, out: 3 });
  });

  test('takes more as soon as it is answered', async () => {
    const router = routerOf({ laneItemsMax: 1 });
    void router.submit(earns(1, 1), NEVER_MS);
    queue.answer(queue.last());
    const answered = router.submit(earns(1, 2), NEVER_MS);
    queue.answer(queue.last());
    expect(codesOf(await answered)).toEqual(['RESULT']);
  });

  test('takes more when nobody waits any longer for what is out, however long its shard is away', async () => {
    const router = routerOf({ laneItemsMax: 2 });
    const given = router.submit(earns(1, 1, 2), clock.nowMs() + 100);
    await clock.advance(150);
    expect(codesOf(await given)).toEqual(['DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED']);
    void router.submit(earns(1, 3), NEVER_MS);
    await clock.advance(20_000);
    expect(amountsOf(queue.last().transactions)).toEqual([3]);
  });
});

describe('the status of a card', () => {
  const card = cardIn(2, SHARDS);

  test('goes through the queue of its shard and is confirmed', async () => {
    const router = routerOf();
    const changed = router.setCardStatus({ card, status: 'blocked', version: 3 }, NEVER_MS);
    expect(queue.sent).toMatchObject([
      {
        shard: 2,
        envelope: { kind: 'card-status', card, status: 'blocked', version: 3, gateway: queue.gateway },
      },
    ]);
    queue.hear({ kind: 'done', number: numberOfLast() });
    await expect(changed).resolves.toBeUndefined();
  });

  test('is sent again until it is confirmed', async () => {
    const router = routerOf();
    const changed = router.setCardStatus({ card, status: 'blocked', version: 3 }, NEVER_MS);
    await clock.advance(1_100);
    // A queue from which nobody takes may refuse the second.
    expect(queue.sent.map(({ isAgain }) => isAgain)).toEqual([false, true]);
    queue.hear({ kind: 'done', number: numberOfLast() });
    await expect(changed).resolves.toBeUndefined();
    expect(observer.retries).toEqual(['card-status']);
    await clock.advance(5_000);
    expect(queue.sent).toHaveLength(2);
    expect(clock.sleepers).toBe(0);
  });

  test('is a fault at the deadline', async () => {
    const router = routerOf();
    const unconfirmed = router.setCardStatus({ card, status: 'active', version: 3 }, clock.nowMs() + 200);
    const expectation = expect(unconfirmed).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await clock.advance(300);
    await expectation;
    queue.failure = queueAway();
    const unsent = router.setCardStatus({ card, status: 'active', version: 3 }, clock.nowMs() + 200);
    const unsentExpectation = expect(unsent).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    await clock.advance(300);
    await unsentExpectation;
  });

  function numberOfLast(): number {
    const envelope = queue.sent.at(-1)?.envelope;
    return envelope?.kind === 'card-status' ? envelope.number : -1;
  }
});

describe('a router', () => {
  test('runs no timer while nobody waits', async () => {
    const router = routerOf();
    expect(clock.sleepers).toBe(0);
    void router.submit(earns(1, 1), NEVER_MS);
    expect(clock.sleepers).toBe(1);
    queue.answer(queue.last());
    await clock.advance(100);
    expect(clock.sleepers).toBe(0);
  });

  test('answers whoever waits when it closes, and takes nothing more', async () => {
    const router = routerOf();
    const transfer = transactionOf({ type: 'TRANSFER', card: cardIn(1, SHARDS) });
    const late = router.submit([transfer], NEVER_MS);
    queue.answer(queue.last(), () => null);
    const out = router.submit(earns(1, 1), NEVER_MS);
    const waiting = router.submit(earns(1, 2), NEVER_MS);
    const status = router.setCardStatus({ card: cardIn(1, SHARDS), status: 'blocked', version: 3 }, NEVER_MS);
    const statusExpectation = expect(status).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    router.close();
    const answers = (await Promise.all([late, out, waiting])).flat();
    expect(codesOf(answers)).toEqual(['QUEUE_UNAVAILABLE', 'QUEUE_UNAVAILABLE', 'QUEUE_UNAVAILABLE']);
    await statusExpectation;
    await expect(router.submit(earns(1, 3), NEVER_MS)).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  });
});
