import { afterEach, describe, expect, it, vi } from 'vitest';
import { NetworkClock } from '../../../src/store/network-clock.ts';

afterEach(() => vi.restoreAllMocks());

/** A clock at 1,000 of the monotonic one, after readings of 'asked at, time of Postgres, answered at'. */
function clockAfter(...readings: readonly string[]): NetworkClock {
  vi.spyOn(performance, 'now').mockReturnValue(1_000);
  const clock = new NetworkClock();
  for (const reading of readings) {
    const [askedAtMs = 0, databaseMs = 0, answeredAtMs = 0] = reading.split(' ').map(Number);
    clock.read({ askedAtMs, databaseMs, answeredAtMs });
  }
  return clock;
}

describe('the clock of the network', () => {
  it.each([
    ['what Postgres said, and the time since', ['100 50000 110'], 50_890],
    ['not moved by an answer that allows it', ['100 50000 110', '200 50100 290'], 50_890],
    ['not moved by an answer that took long', ['100 50000 110', '200 50100 900'], 50_890],
    ['moved to what the next answer allows at least', ['100 50000 190', '200 50100 201'], 50_899],
    ['moved to what the next answer allows at most', ['100 50000 100', '200 50090 210'], 50_890],
    ['moved with a Postgres that jumps', ['100 50000 110', '200 90000 210'], 90_790],
    ['moved back with a Postgres that jumps back', ['100 50000 110', '200 20000 210'], 20_800],
  ])('is %s', (_what, readings, nowMs) => {
    expect(clockAfter(...readings).nowMs()).toBe(nowMs);
  });

  it('says what the clock of the machine is ahead', () => {
    const clock = clockAfter('100 50000 100');
    vi.spyOn(Date, 'now').mockReturnValue(60_000);
    expect(clock.skewMs()).toBe(9_100);
    vi.spyOn(Date, 'now').mockReturnValue(50_000);
    expect(clock.skewMs()).toBe(-900);
  });

  it('has no time before it was read', () => {
    expect(() => clockAfter().nowMs()).toThrow('is read before');
  });
});
