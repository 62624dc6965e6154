import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import { NO_DEADLINE } from '../../../src/ledger/host-message.ts';
import { ACTOR_LIMITS } from '../../../src/shard/actor-limits.ts';
import { Outgoing } from '../../../src/shard/outgoing.ts';

function messages(count: number, answerByMs: number): HostMessage[] {
  return Array.from({ length: count }, (_, card) => {
    const content = { card, program: 'FAR' };
    return { id: `${answerByMs}-${card}`, content, answerByMs } as HostMessage;
  });
}

/** A shard's outgoing side whose messages to hosts reach the queue when the test says so. */
function outgoing() {
  const sends: { id: string; resolve: () => void; reject: (fault: Fault) => void }[] = [];
  const areAgain: boolean[] = [];
  const running = new Outgoing(
    {
      sender: {
        send: (_shard, _envelope, { isAgain = false } = {}) => {
          areAgain.push(isAgain);
          return Promise.resolve();
        },
      },
      hosts: {
        send: ({ id }) => new Promise((resolve, reject) => sends.push({ id, resolve, reject })),
      },
      clock: { nowMs: () => 0, sleep: () => Promise.resolve() },
      observer: { retried: () => {} } as never,
    },
    { ...ACTOR_LIMITS, shard: 0, shards: 1 },
  );
  return { running, sends, areAgain };
}

describe('what hosts are told', () => {
  it('goes to the queue a part at a time, the next when there is room again, and what is asked beside it', async () => {
    const { running, sends } = outgoing();
    running.restore({ outbox: [], messages: messages(100, NO_DEADLINE) });
    running.sendDue();
    expect([sends.length, running.isBehind]).toEqual([32, true]);
    running.restore({ outbox: [], messages: messages(50, 5_000) });
    running.sendDue();
    expect(sends).toHaveLength(82);
    for (const { resolve } of sends.slice(0, 10)) resolve();
    for (const { reject } of sends.slice(10, 20)) reject(new Fault('QUEUE_UNAVAILABLE', 'away'));
    await new Promise(setImmediate);
    running.sendDue();
    expect(sends).toHaveLength(102);
    for (const { resolve } of sends) resolve();
    await new Promise(setImmediate);
    expect(running.isBehind).toBe(false);
    running.sendDue();
    running.sendDue();
    expect(new Set(sends.map(({ id }) => id)).size).toBe(sends.length);
  });
});

describe('legs', () => {
  it('may be refused the first time, too, while so many are under way that some shard does not answer', () => {
    const { running, areAgain } = outgoing();
    const rowsFrom = (first: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ number: first + index, target: 0, legs: [] }));
    const changes = { outboxRemoved: [], messagesSent: [], messagesEnded: [] };
    running.committed({ ...changes, outboxAdded: rowsFrom(1, 256) });
    running.sendDue();
    expect(new Set(areAgain)).toEqual(new Set([false]));
    running.committed({ ...changes, outboxAdded: rowsFrom(257, 1) });
    running.sendDue();
    expect(areAgain.slice(256)).toEqual([true]);
    running.committed({ ...changes, outboxAdded: [], outboxRemoved: [1, 2] });
    running.committed({ ...changes, outboxAdded: rowsFrom(258, 1) });
    running.sendDue();
    expect(areAgain.slice(257)).toEqual([false]);
  });
});
