import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '../../../src/ledger/transaction.ts';
import type { Queues } from '../../../src/queue/connect-queues.ts';
import type { Reply } from '../../../src/shard/envelope.ts';
import type { ReplyReceiver, ReplySender } from '../../../src/shard/ports.ts';
import type { TestQueues } from './support.ts';
import { BACKENDS, openTestQueues } from './support.ts';

describe.each(BACKENDS)('replies on %s', (backend) => {
  let queues: TestQueues;
  let worker: Queues;
  let gateway: Queues;
  let replies: ReplySender;
  const receivers: ReplyReceiver[] = [];

  beforeEach(async () => {
    queues = await openTestQueues(backend);
    [worker, gateway] = await Promise.all([queues.connect(), queues.connect()]);
    replies = worker.replySender();
  });

  afterEach(async () => {
    await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
    await queues.close();
  });

  /** A gateway, and what it hears. */
  async function listen(): Promise<{ name: string; heard: Reply[]; hears(count: number): Promise<void> }> {
    const receiver = await gateway.replyReceiver();
    receivers.push(receiver);
    const heard: Reply[] = [];
    let wake = (): void => {};
    receiver.onReply((reply) => {
      heard.push(reply);
      wake();
    });
    return {
      name: receiver.gateway,
      heard,
      hears: async (count) => {
        while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
      },
    };
  }

  function resultsOf(number: number, size: number): Reply {
    const results = Array.from({ length: size }, (_, index): Result | null => {
      if (index % 10 === 9) return null;
      return {
        outcome: index % 7 === 0 ? 'INSUFFICIENT_POINTS' : 'POSTED',
        shard: 3,
        seq: 1_000_000 + index,
        ledgerTimeMs: 1_790_000_000_000 + index,
        amount: index,
        balance: 2 ** 52 + index,
        available: index - 5,
        duplicate: index % 5 === 0,
      };
    });
    return { kind: 'results', number, results };
  }

  test('reach the gateway that they are for, and no other', async () => {
    const [one, other] = await Promise.all([listen(), listen()]);
    expect(one.name).not.toBe(other.name);
    replies.reply(one.name, { kind: 'done', number: 1 });
    replies.reply(other.name, { kind: 'done', number: 2 });
    replies.reply(one.name, { kind: 'done', number: 3 });
    await Promise.all([one.hears(2), other.hears(1)]);
    expect(one.heard).toEqual([
      { kind: 'done', number: 1 },
      { kind: 'done', number: 3 },
    ]);
    expect(other.heard).toEqual([{ kind: 'done', number: 2 }]);
  });

  test('arrive whole when they are large, and in order', async () => {
    const listener = await listen();
    const said = [resultsOf(1, 2_000), resultsOf(2, 1), resultsOf(3, 4_000), resultsOf(4, 0)];
    for (const reply of said) replies.reply(listener.name, reply);
    await listener.hears(said.length);
    expect(listener.heard).toEqual(said);
  });

  test('arrive from many at once', async () => {
    const listener = await listen();
    const senders = [replies, (await queues.connect()).replySender(), gateway.replySender()];
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    for (const number of numbers) senders[number % 3]?.reply(listener.name, resultsOf(number, 200));
    await listener.hears(numbers.length);
    const heard = listener.heard.map((reply) => (reply.kind === 'results' ? reply.number : Number.NaN));
    expect(heard.sort((a, b) => a - b)).toEqual(numbers);
  });

  test('carry late results with what they are named by', async () => {
    const listener = await listen();
    const [result] = (resultsOf(1, 1) as Reply & { kind: 'results' }).results;
    const late: Reply = {
      kind: 'late',
      results: [{ card: 4000001000000001, id: 'é', participant: 'ACQ-1', result: result as Result }],
    };
    replies.reply(listener.name, late);
    await listener.hears(1);
    expect(listener.heard).toEqual([late]);
  });

  test('to a gateway that is gone are nobody’s', async () => {
    const listener = await listen();
    replies.reply('0123456789abcdef0123', { kind: 'done', number: 1 });
    replies.reply(listener.name, { kind: 'done', number: 2 });
    await listener.hears(1);
    expect(listener.heard).toEqual([{ kind: 'done', number: 2 }]);
  });

  test('that are on their way when the worker closes still arrive', async () => {
    const listener = await listen();
    const leaving = await queues.connect();
    for (let number = 1; number <= 20; number += 1) {
      leaving.replySender().reply(listener.name, resultsOf(number, 1_000));
    }
    await leaving.close();
    await listener.hears(20);
  });
});
