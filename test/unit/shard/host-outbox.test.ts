import { describe, expect, it } from 'vitest';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import { NO_DEADLINE } from '../../../src/ledger/host-message.ts';
import { HostOutbox } from '../../../src/shard/host-outbox.ts';

const LIMITS = { resendAfterMs: 100, resendAfterMsMax: 300 };

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

function idsDue(outbox: HostOutbox, nowMs: number): string[] {
  return outbox.takeDue(nowMs).map(({ item }) => item.id);
}

describe('the outbox of messages to hosts', () => {
  it('sends a message at once, and again ever more seldom until it has ended', () => {
    const outbox = outboxOf(asked('a'));
    const times = Array.from({ length: 100 }, (_, index) => index * 10);
    expect(times.filter((nowMs) => idsDue(outbox, nowMs).length > 0)).toEqual([0, 100, 300, 600, 900]);
    outbox.remove(asked('a'));
    expect(idsDue(outbox, 10_000)).toEqual([]);
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
    expect(idsDue(outbox, 0)).toEqual(['a', 'c', 'd', 'e']);
    outbox.remove(asked('e'));
    expect(idsDue(outbox, 10)).toEqual([]);
  });
});
