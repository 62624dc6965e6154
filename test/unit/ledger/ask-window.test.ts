import { describe, expect, it } from 'vitest';
import { AskWindow } from '../../../src/ledger/ask-window.ts';
import type { HostMessage } from '../../../src/ledger/host-message.ts';

/** A window, and a host that answers what was asked at a time after so long. */
class Shard {
  readonly window = new AskWindow();
  nowMs = 0;

  /** Asks as much as it may; returns how much that was. */
  askAll(): number {
    let count = 0;
    for (; this.window.hasRoom; count += 1) this.window.asked({ ledgerTimeMs: this.nowMs } as HostMessage);
    return count;
  }

  answer(count: number, askedAtMs: number, isAnswered = true): void {
    const message = { ledgerTimeMs: askedAtMs } as HostMessage;
    for (let each = 0; each < count; each += 1) {
      this.window.ended(message, { nowMs: this.nowMs, isAnswered });
    }
  }
}

describe('what a shard asks a host at once', () => {
  it('grows while answers come soon, up to a bound', () => {
    const shard = new Shard();
    const rounds = Array.from({ length: 8 }, () => {
      const open = shard.askAll();
      shard.answer(open, shard.nowMs);
      return open;
    });
    expect(rounds).toEqual([16, 32, 64, 128, 256, 512, 1_024, 1_024]);
  });

  it('is as it was by asking in vain, however soon that is known', () => {
    const shard = new Shard();
    for (let round = 0; round < 8; round += 1) {
      const open = shard.askAll();
      expect(open).toBe(16);
      shard.answer(open, shard.nowMs, false);
    }
  });

  it('stays as it is while there is no use for more', () => {
    const shard = new Shard();
    for (let round = 0; round < 100; round += 1) {
      shard.window.asked({ ledgerTimeMs: round } as HostMessage);
      shard.answer(1, round);
    }
    expect(shard.askAll()).toBe(16);
  });

  it('is halved once by answers that come late, for all that were asked meanwhile', () => {
    const shard = new Shard();
    const open = shard.askAll();
    shard.nowMs = 2_600;
    shard.answer(open, 0);
    expect(shard.askAll()).toBe(8);
    for (const [asked, left] of [
      [8, 4],
      [4, 4],
    ] as const) {
      const askedAtMs = shard.nowMs + 1;
      shard.nowMs += 5_000;
      shard.answer(asked, askedAtMs);
      expect(shard.askAll()).toBe(left);
    }
  });

  it('is as it was by answers that come neither soon nor late', () => {
    const shard = new Shard();
    const open = shard.askAll();
    shard.nowMs = 1_900;
    shard.answer(open, 0);
    expect(shard.askAll()).toBe(open);
  });

  it.each([250, 500, 1_000, 1_800])(
    'is no more than a host answers in time that takes %i ms and is called 64 times at once, by eight shards',
    (callMs) => {
      const shards = Array.from({ length: 8 }, () => new Shard());
      const queue: { shard: Shard; askedAtMs: number }[] = [];
      const calls: { shard: Shard; askedAtMs: number; endsAtMs: number }[] = [];
      let answered = 0;
      let longestMs = 0;
      for (let nowMs = 0; nowMs < 30_000; nowMs += 10) {
        for (const { shard, askedAtMs } of calls.filter(({ endsAtMs }) => endsAtMs === nowMs)) {
          shard.answer(1, askedAtMs);
          longestMs = Math.max(longestMs, nowMs - askedAtMs);
          answered += 1;
        }
        calls.splice(0, calls.length, ...calls.filter(({ endsAtMs }) => endsAtMs > nowMs));
        for (const shard of shards) {
          shard.nowMs = nowMs;
          for (let more = shard.askAll(); more > 0; more -= 1) queue.push({ shard, askedAtMs: nowMs });
        }
        for (const next of queue.splice(0, 64 - calls.length))
          calls.push({ ...next, endsAtMs: nowMs + callMs });
      }
      expect(longestMs).toBeLessThan(5_000);
      expect(answered).toBeGreaterThan((0.7 * 64 * 30_000) / callMs);
    },
  );
});
