import { describe, expect, it } from 'vitest';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import { NO_DEADLINE } from '../../../src/ledger/host-message.ts';
import { HostOutbox } from '../../../src/shard/host-outbox.ts';

const LIMITS = { resendAfterMs: 100, resendAfterMsMax: 300, tellAgainAfterMsMax: 1_600 };

function told(id: string, card = 1, program = 'FAR'): HostMessage {
  return { id, content: { card, program }, answerByMs: NO_DEADLINE } as HostMessage;
}

function asked(id: string): HostMessage {
  return { ...told(id), answerByMs: 5_000 };
}

function outboxOf(...messages: readonly HostMessage[]): HostOutbox {
  const outbox = new HostOutbox(LIMITS);
  for (const message of messages) outbox.add(message);
  return outbox;
}

function idsDue(outbox: HostOutbox, nowMs: number, toldMax = Number.POSITIVE_INFINITY): string[] {
  return outbox.takeDue(nowMs, toldMax).map(({ item }) => item.id);
}

describe('the outbox of messages to hosts', () => {
  it.each([
    ['asked', asked('a'), [0, 100, 300, 600, 900, 1_200, 1_500, 1_800, 2_100, 2_400]],
    ['told', told('a'), [0, 100, 300, 700, 1_500]],
  ] as const)(
    'sends what is %s at once, and again ever more seldom until it has ended',
    (_, message, sentAtMs) => {
      const outbox = outboxOf(message);
      const times = Array.from({ length: 250 }, (_, index) => index * 10);
      expect(times.filter((nowMs) => idsDue(outbox, nowMs).length > 0)).toEqual(sentAtMs);
      outbox.remove(message);
      expect(idsDue(outbox, 10_000)).toEqual([]);
    },
  );

  it('tells no more at a time than it may, new messages first, and asks all the same', () => {
    const outbox = outboxOf(told('a', 1), told('b', 2), told('c', 3));
    expect(idsDue(outbox, 0, 2)).toEqual(['a', 'b']);
    expect(idsDue(outbox, 0, 0)).toEqual([]);
    outbox.add(asked('d'));
    outbox.add(told('e', 5));
    expect(idsDue(outbox, 100, 2)).toEqual(['d', 'c', 'e']);
    expect(idsDue(outbox, 100, 2)).toEqual(['a', 'b']);
  });

  it('tells what is about one account one by one, in order', () => {
    const [first, second, third] = [told('a'), told('b'), told('c')];
    const outbox = outboxOf(first, second);
    expect(idsDue(outbox, 0)).toEqual(['a']);
    outbox.add(third);
    expect(idsDue(outbox, 10)).toEqual([]);
    outbox.remove(first);
    expect(idsDue(outbox, 20)).toEqual(['b']);
    outbox.remove(second);
    outbox.remove(third);
    expect(idsDue(outbox, 10_000)).toEqual([]);
    outbox.add(told('d'));
    expect(idsDue(outbox, 10_000)).toEqual(['d']);
  });

  it('holds nothing else up by that: neither other accounts nor what a caller waits for', () => {
    const outbox = outboxOf(told('a'), told('b'), told('c', 2), told('d', 1, 'OUT'), asked('e'));
    expect(idsDue(outbox, 0)).toEqual(['e', 'a', 'c', 'd']);
    outbox.remove(asked('e'));
    expect(idsDue(outbox, 10)).toEqual([]);
  });
});
