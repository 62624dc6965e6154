import { setTimeout as sleep } from 'node:timers/promises';
import { status as Code, Metadata } from '@grpc/grpc-js';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import { connectTongfen } from '../../../src/client/client.ts';
import { Connection } from '../../../src/client/connection.ts';
import type { Refusal } from '../../../src/client/refusal.ts';
import { CallError } from '../../../src/client/refusal.ts';
import { isResult } from '../../../src/client/response-decoder.ts';
import type { SubmitterOptions } from '../../../src/client/submitter.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import type { SubmitBatchRequest__Output } from '../../../src/wire/generated/tongfen/v1/SubmitBatchRequest.ts';
import type { FakeBehaviour } from './fake-gateway.ts';
import { comeAgain, posted, startFakeGateway } from './fake-gateway.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function open(behaviour: FakeBehaviour, options: SubmitterOptions = {}) {
  const gateway = await startFakeGateway(behaviour);
  cleanups.push(gateway.stop);
  const client: TongfenClient = connectTongfen({ address: gateway.address });
  cleanups.push(() => client.close());
  return client.openSubmitter(options);
}

let lastId = 0;
function earn(card: number, fields: Partial<NewTransaction> = {}): NewTransaction {
  lastId += 1;
  return { id: `id-${lastId}`, type: 'EARN', card, program: 'ACME', amount: lastId, ...fields };
}

const answerAll = ({ batch, transactions }: SubmitBatchRequest__Output) => ({
  batch,
  results: transactions.map((transaction) => posted(transaction)),
});

test('answers come in the order of the transactions, whatever batches they travelled in', async () => {
  const submitter = await open({ batch: answerAll }, { batchItemsMax: 100 });
  const transactions = Array.from({ length: 1_000 }, (_, index) => earn(index % 317));
  const answers = await submitter.submit(transactions);
  expect(answers.map((answer) => isResult(answer) && answer.amount)).toEqual(
    transactions.map(({ amount }) => amount),
  );
  await submitter.close();
});

test('a stream that breaks is not opened again for nothing', async () => {
  const opened = vi.spyOn(Connection.prototype, 'openStream');
  const gateway = await startFakeGateway({ batch: answerAll });
  const client = connectTongfen({ address: gateway.address });
  const submitter = client.openSubmitter();
  await submitter.submit([earn(1)]);
  gateway.stop();
  // Longer than it waits before it opens another.
  await sleep(500);
  expect(opened).toHaveBeenCalledTimes(1);
  opened.mockRestore();
  await submitter.close();
  client.close();
});

test('what is submitted in the same moment leaves in one batch', async () => {
  const sizes: number[] = [];
  const submitter = await open({
    batch: (request) => {
      sizes.push(request.transactions.length);
      return answerAll(request);
    },
  });
  await Promise.all(Array.from({ length: 50 }, (_, card) => submitter.submit([earn(card)])));
  expect(sizes).toEqual([50]);
  await submitter.close();
});

test('a batch is no longer than allowed, and cuts no chain in two', async () => {
  const batches: SubmitBatchRequest__Output[] = [];
  const submitter = await open(
    {
      batch: (request) => {
        batches.push(request);
        return answerAll(request);
      },
    },
    { batchItemsMax: 100 },
  );
  await submitter.submit([...chain(60), ...chain(60), earn(8), ...chain(100)]);
  expect(batches.map(({ transactions }) => transactions.length)).toEqual([60, 61, 100]);
  await submitter.close();
});

test('a chain that is longer than a batch may be is a batch of its own', async () => {
  const sizes: number[] = [];
  const submitter = await open(
    {
      batch: (request) => {
        sizes.push(request.transactions.length);
        return answerAll(request);
      },
    },
    { batchItemsMax: 2 },
  );
  const answers = await submitter.submit([earn(8), ...chain(3), earn(8)]);
  expect(sizes).toEqual([1, 3, 1]);
  expect(answers.every(isResult)).toBe(true);
  await submitter.close();
});

test('what waits behind a chain that is longer than a batch may be goes with the next one', async () => {
  const submitter = await open({ batch: answerAll }, { batchItemsMax: 2, deadlineMs: 2_000 });
  const answers = await submitter.submit([...chain(3), earn(9), earn(9), earn(9)]);
  expect(answers.map((answer) => isResult(answer) || answer.status)).toEqual(answers.map(() => true));
  await submitter.close();
});

/** Items of one card that post all or none. */
function chain(length: number, card = 8) {
  return Array.from({ length }, (_, index) => earn(card, { linked: index < length - 1 }));
}

test('what can not be sent is refused here, and its neighbours proceed', async () => {
  const submitter = await open({ batch: answerAll });
  const answers = await submitter.submit([
    earn(1),
    earn(1, { amount: 1.5 }),
    earn(1),
    earn(1, { linked: true }),
    earn(2, { linked: true }),
    earn(2),
    earn(3),
    earn(3, { type: 'AUTHORIZE', holdSeconds: 2 ** 32 + 60 }),
    earn(4, { linked: true }),
  ]);
  expect(answers.map((answer) => (isResult(answer) ? answer.outcome : answer.violations[0]?.field))).toEqual([
    ...['POSTED', 'amount', 'POSTED'],
    ...['linked', 'linked', 'linked'],
    ...['POSTED', 'hold_seconds', 'linked'],
  ]);
  await submitter.close();
});

test.each<[string, object]>([
  ['reference', { reference: 'x'.repeat(5_000_000) }],
  ['reason', { reason: '积'.repeat(267) }],
  ['exchange.quote', { exchange: { toProgram: 'MILES', quote: 'x'.repeat(401) } }],
  ['merchant', { merchant: 5 }],
  ['id', { id: undefined }],
])('a %s that no message takes does not hold up what it would be pooled with', async (field, wrong) => {
  const submitter = await open({ batch: answerAll }, { deadlineMs: 2_000 });
  const answers = await submitter.submit([earn(1), earn(2, wrong), earn(3)]);
  expect(answers.map((answer) => (isResult(answer) ? answer.outcome : answer.violations[0]?.field))).toEqual([
    ...['POSTED', field, 'POSTED'],
  ]);
  await submitter.close();
});

test('what says nothing is left out, as if it were not there', async () => {
  const submitter = await open({ batch: answerAll }, { deadlineMs: 2_000 });
  const nothing = JSON.parse(
    '{"merchant":null,"adjustment":null,"exchange":null}',
  ) as Partial<NewTransaction>;
  expect((await submitter.submit([earn(1, nothing)])).map(isResult)).toEqual([true]);
  await submitter.close();
});

test('a chain of more than 100 items is refused as a whole', async () => {
  const submitter = await open({ batch: answerAll });
  const answers = await submitter.submit(
    Array.from({ length: 101 }, (_, index) => earn(1, { linked: index < 100 })),
  );
  expect(answers.some(isResult)).toBe(false);
  await submitter.close();
});

test('nothing beyond the limit is in flight, and what is held back goes on later', async () => {
  let inFlight = 0;
  let most = 0;
  const submitter = await open(
    {
      batch: (request, stream) => {
        inFlight += request.transactions.length;
        most = Math.max(most, inFlight);
        setImmediate(() => {
          inFlight -= request.transactions.length;
          stream.write(answerAll(request));
        });
        return undefined;
      },
    },
    { inFlightMax: 64 },
  );
  const submissions: Promise<unknown>[] = [];
  for (let index = 0; index < 100; index += 1) {
    await submitter.room();
    submissions.push(submitter.submit(Array.from({ length: 8 }, (_, item) => earn(index * 8 + item))));
    submissions.push(submitter.submit([earn(index)]));
  }
  await Promise.all(submissions);
  expect(most).toBeLessThanOrEqual(64 + 8);
  expect(submitter.inFlight).toBe(0);
  await submitter.close();
});

test('what is held back is what was submitted, whatever becomes of the array', async () => {
  const submitter = await open({ batch: answerAll }, { inFlightMax: 1 });
  const portion = [earn(1)];
  const first = submitter.submit(portion);
  const amounts = [portion[0]?.amount];
  portion[0] = earn(2);
  amounts.push(portion[0].amount);
  const second = submitter.submit(portion);
  portion.length = 0;
  const answers = [...(await first), ...(await second)];
  expect(answers.map((answer) => isResult(answer) && answer.amount)).toEqual(amounts);
  await submitter.close();
});

test('an option that is undefined is not given, and one that lets nothing through is refused', async () => {
  const nothing = { inFlightMax: undefined, batchItemsMax: undefined, deadlineMs: undefined };
  const submitter = await open({ batch: answerAll }, nothing as object);
  expect((await submitter.submit([earn(1)])).map(isResult)).toEqual([true]);
  await submitter.close();
  const client = connectTongfen({ address: '127.0.0.1:1' });
  for (const option of ['inFlightMax', 'batchItemsMax', 'deadlineMs'])
    for (const value of [0, -1, Number.NaN])
      expect(() => client.openSubmitter({ [option]: value })).toThrow(`${option} must be 1 or more`);
  expect(() => client.openSubmitter({ batchItemsMax: 1.5 })).toThrow('batchItemsMax must be a whole number');
  client.close();
});

test('a batch that passed a limit comes again, not before the delay it was told', async () => {
  const seen: number[] = [];
  const submitter = await open({
    batch: (request) => {
      seen.push(performance.now());
      if (seen.length > 1) return answerAll(request);
      return { batch: request.batch, error: comeAgain(Code.RESOURCE_EXHAUSTED, 300) };
    },
  });
  const [answer] = await submitter.submit([earn(1)]);
  expect(answer).toMatchObject({ outcome: 'POSTED' });
  // Timers may be a millisecond early.
  expect(seen[1]! - seen[0]!).toBeGreaterThanOrEqual(299);
  await submitter.close();
});

test('a limit that stays passed is not tried again', async () => {
  const error = { code: Code.RESOURCE_EXHAUSTED, message: 'at most 3 bytes in a message', details: [] };
  const submitter = await open({ batch: ({ batch }) => ({ batch, error }) });
  const [answer] = await submitter.submit([earn(1)]);
  expect(answer).toMatchObject({ status: 'RESOURCE_EXHAUSTED', message: error.message });
  await submitter.close();
});

const tooLong = { code: Code.RESOURCE_EXHAUSTED, message: 'at most 7 transactions in a batch', details: [] };

test('a batch that is too long for the gateway is divided, and those after it are no longer', async () => {
  const taken: SubmitBatchRequest__Output['transactions'][] = [];
  let refused = 0;
  const submitter = await open({
    batch: (request) => {
      if (request.transactions.length > 7) {
        refused += 1;
        return { batch: request.batch, error: tooLong };
      }
      taken.push(request.transactions);
      return answerAll(request);
    },
  });
  const transactions = Array.from({ length: 10 }, (_, card) => [earn(card), ...chain(4, card), earn(card)]);
  const answers = await submitter.submit(transactions.flat());
  expect(answers.every(isResult)).toBe(true);
  for (const [card, ofCard] of transactions.entries()) {
    const cleared = taken.flat().filter((transaction) => transaction.card === card);
    expect(cleared.map(({ id }) => id)).toEqual(ofCard.map(({ id }) => id));
  }
  expect(taken.some((batch) => batch.at(-1)?.linked)).toBe(false);
  const refusedFirst = refused;
  await submitter.submit(Array.from({ length: 60 }, (_, card) => earn(card)));
  expect(refused).toBe(refusedFirst);
  await submitter.close();
});

test('a chain that is too long for the gateway is told so, and its neighbours proceed', async () => {
  const submitter = await open({
    batch: (request) =>
      request.transactions.length > 7 ? { batch: request.batch, error: tooLong } : answerAll(request),
  });
  const answers = await submitter.submit([earn(1), ...chain(9), earn(8), earn(9)]);
  expect(answers.map((answer) => isResult(answer) || answer.message)).toEqual([
    true,
    ...Array.from({ length: 9 }, () => tooLong.message),
    ...[true, true],
  ]);
  await submitter.close();
});

test('a batch by which its stream ends for its length is divided as well', async () => {
  const details = 'Received message larger than max (20 vs. 7)';
  const submitter = await open({
    batch: (request, stream) => {
      if (request.transactions.length <= 7) return answerAll(request);
      stream.emit('error', { code: Code.RESOURCE_EXHAUSTED, details, metadata: new Metadata() });
      return undefined;
    },
  });
  const answers = await submitter.submit(Array.from({ length: 20 }, (_, card) => earn(card)));
  expect(answers.every(isResult)).toBe(true);
  await submitter.close();
});

test('items whose outcome is unknown are asked for again, and only those', async () => {
  const batches: string[][] = [];
  const submitter = await open({
    batch: ({ batch, transactions }) => {
      batches.push(transactions.map(({ id }) => id));
      const isFirst = batches.length === 1;
      const lost = { error: { code: Code.DEADLINE_EXCEEDED, message: 'no answer', details: [] } };
      const wrong = { error: { code: Code.INVALID_ARGUMENT, message: 'amount', details: [] } };
      return {
        batch,
        results: transactions.map((transaction, index) => {
          if (!isFirst) return posted(transaction, { duplicate: true });
          return index === 0 ? posted(transaction) : index === 1 ? lost : wrong;
        }),
      };
    },
  });
  const transactions = [earn(1), earn(1), earn(1)];
  const answers = await submitter.submit(transactions);
  expect(answers).toMatchObject([
    { outcome: 'POSTED', duplicate: false },
    { outcome: 'POSTED', duplicate: true },
    { status: 'INVALID_ARGUMENT' },
  ]);
  expect(batches).toEqual([transactions.map(({ id }) => id), [transactions[1]!.id]]);
  await submitter.close();
});

test('what has no answer at its deadline is told so', async () => {
  const submitter = await open(
    { batch: (request) => (request.transactions[0]!.card === 1 ? undefined : answerAll(request)) },
    { deadlineMs: 300, inFlightMax: 2 },
  );
  const [lost, , heldBack] = await Promise.all([
    submitter.submit([earn(1), earn(1)]),
    submitter.submit([earn(1)]),
    submitter.submit([earn(1)]),
  ]);
  expect(lost).toMatchObject([{ status: 'DEADLINE_EXCEEDED' }, { status: 'DEADLINE_EXCEEDED' }]);
  expect(heldBack).toMatchObject([{ status: 'DEADLINE_EXCEEDED' }]);
  expect(await submitter.submit([earn(2)])).toMatchObject([{ outcome: 'POSTED' }]);
  await submitter.close();
});

test('where nobody listens, what has no answer is told that', async () => {
  const { address, stop } = await startFakeGateway({});
  stop();
  const client = connectTongfen({ address });
  cleanups.push(() => client.close());
  const [answer] = await client.openSubmitter({ deadlineMs: 300 }).submit([earn(1)]);
  expect(answer).toMatchObject({ status: 'DEADLINE_EXCEEDED' });
  expect((answer as Refusal).message).toMatch(/UNAVAILABLE: .*ECONNREFUSED.*; the outcome is unknown/);
});

test('what waits for a gateway when the client is closed is told so', async () => {
  const { address, stop } = await startFakeGateway({});
  stop();
  const client = connectTongfen({ address });
  const waiting = client.openSubmitter().submit([earn(1)]);
  await sleep(100);
  client.close();
  await expect(waiting).rejects.toThrow('the client was closed; the outcome is unknown');
});

test('a caller that is not let in is told so, and may try again', async () => {
  let isLetIn = false;
  const submitter = await open({
    batch: (request, stream) => {
      if (isLetIn) return answerAll(request);
      stream.emit('error', { code: Code.UNAUTHENTICATED, details: 'who are you?', metadata: new Metadata() });
      return undefined;
    },
  });
  const failure: unknown = await submitter.submit([earn(1), earn(2)]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CallError);
  expect(failure).toMatchObject({ refusal: { status: 'UNAUTHENTICATED', message: 'who are you?' } });
  expect(submitter.inFlight).toBe(0);
  isLetIn = true;
  expect(await submitter.submit([earn(1)])).toMatchObject([{ outcome: 'POSTED' }]);
  await submitter.close();
});

test('closing waits for every answer', async () => {
  const submitter = await open(
    {
      batch: (request, stream) => {
        setTimeout(() => stream.write(answerAll(request)), 30);
        return undefined;
      },
    },
    { inFlightMax: 1 },
  );
  const answered: string[] = [];
  const done = ['first', 'held back'].map((name) =>
    submitter.submit([earn(1)]).then(() => answered.push(name)),
  );
  await submitter.close();
  expect(answered).toEqual(['first', 'held back']);
  await Promise.all(done);
});

test('each card keeps its order, and nothing is cleared twice, through refusals and broken streams', async () => {
  const trouble = fc.constantFrom(
    ...(['none', 'none', 'limit', 'too-long', 'break', 'break-after', 'lose-some', 'late'] as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(trouble), fc.nat({ max: 3 }), async (troubles, cards) => {
      const cleared = new Map<string, number>();
      const journal: { card: number; id: string }[] = [];
      const clear = (request: SubmitBatchRequest__Output, isLost: (index: number) => boolean) => ({
        batch: request.batch,
        results: request.transactions.map((transaction, index) => {
          if (isLost(index)) return { error: comeAgain(Code.UNAVAILABLE, 1) };
          const duplicate = cleared.has(transaction.id);
          if (!duplicate) {
            cleared.set(transaction.id, journal.length);
            journal.push(transaction);
          }
          return posted(transaction, { duplicate });
        }),
      });
      const submitter = await open(
        {
          batch: (request, stream) => {
            const what = troubles.next().value as string;
            const gone = { code: Code.UNAVAILABLE, details: 'gone', metadata: new Metadata() };
            if (what === 'limit')
              return { batch: request.batch, error: comeAgain(Code.RESOURCE_EXHAUSTED, 1) };
            if (what === 'too-long' && request.transactions.length > 20)
              return { batch: request.batch, error: tooLong };
            if (what === 'break') {
              stream.emit('error', gone);
              return undefined;
            }
            // All items of a card share a shard, so that either all of them are lost or none.
            const lostCard = request.transactions[0]?.card;
            const response = clear(
              request,
              (index) => what === 'lose-some' && request.transactions[index]?.card === lostCard,
            );
            if (what === 'break-after') {
              stream.emit('error', gone);
              return undefined;
            }
            if (what === 'late') {
              setTimeout(() => !stream.destroyed && stream.write(response), 3);
              return undefined;
            }
            return response;
          },
        },
        { batchItemsMax: 100 },
      );
      const submitted = Array.from({ length: 60 }, (_, index) => earn(index % (cards + 1)));
      const answers: Promise<unknown>[] = [];
      for (let start = 0; start < submitted.length; start += 4) {
        answers.push(submitter.submit(submitted.slice(start, start + 4)));
        if (start % 12 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await Promise.all(answers);
      await submitter.close();
      for (let card = 0; card <= cards; card += 1) {
        const order = (items: readonly { card: number; id: string }[]) =>
          items.filter((item) => item.card === card).map(({ id }) => id);
        expect(order(journal)).toEqual(order(submitted));
      }
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    }),
    { numRuns: 25 },
  );
});
