import { describe, expect, it } from 'vitest';
import { Resends } from '../../../src/shard/resends.ts';

const OPTIONS = { resendAfterMs: 100, resendAfterMsMax: 450 };

function resendsOf(...keys: readonly string[]): Resends<string, string> {
  const resends = new Resends<string, string>(OPTIONS);
  for (const key of keys) resends.add(key, key.toUpperCase());
  return resends;
}

function due(resends: Resends<string, string>, nowMs: number): string[] {
  return resends.takeDue(nowMs).map(({ item, attempts }) => `${item} ${attempts}`);
}

describe('what is sent until it ends', () => {
  it('is due at once, then after pauses that double up to the longest', () => {
    const resends = resendsOf('a');
    const dueAtMs: number[] = [];
    for (let nowMs = 0; nowMs < 2_500; nowMs += 1) if (due(resends, nowMs).length > 0) dueAtMs.push(nowMs);
    expect(dueAtMs).toEqual([0, 100, 300, 700, 1_150, 1_600, 2_050]);
  });

  it('is due with what came at other times, those first that were sent less often', () => {
    const resends = resendsOf('a', 'b');
    expect(due(resends, 0)).toEqual(['A 0', 'B 0']);
    resends.add('c', 'C');
    expect(due(resends, 50)).toEqual(['C 0']);
    expect(due(resends, 120)).toEqual(['A 1', 'B 1']);
    resends.add('d', 'D');
    expect(due(resends, 160)).toEqual(['D 0', 'C 1']);
    expect(due(resends, 400)).toEqual(['D 1', 'A 2', 'B 2', 'C 2']);
  });

  it('is not due any more when it has ended, and is known until then', () => {
    const resends = resendsOf('a', 'b');
    due(resends, 0);
    expect([resends.get('a'), resends.size]).toEqual(['A', 2]);
    resends.remove('a');
    resends.remove('a');
    expect([resends.get('a'), resends.size]).toEqual([undefined, 1]);
    expect(due(resends, 10_000)).toEqual(['B 1']);
  });

  it('may come again after it has ended', () => {
    const resends = resendsOf('a');
    due(resends, 0);
    resends.remove('a');
    resends.add('a', 'A');
    expect(due(resends, 1)).toEqual(['A 0']);
  });

  it('does not wait longer for a clock that was ahead for a while', () => {
    const resends = resendsOf('a');
    due(resends, 3_600_000);
    resends.add('b', 'B');
    expect(due(resends, 0)).toEqual(['B 0', 'A 1']);
    expect(due(resends, 100)).toEqual(['B 1']);
    expect(due(resends, 200)).toEqual(['A 2']);
  });

  it('is due each time where there is no pause', () => {
    const resends = new Resends<string, string>({ resendAfterMs: 0, resendAfterMsMax: 0 });
    resends.add('a', 'A');
    expect([due(resends, 0), due(resends, 0), due(resends, 0)]).toEqual([['A 0'], ['A 1'], ['A 2']]);
  });

  it('looks at nothing that is not due', () => {
    const elapsedMs = (count: number): number => {
      const resends = new Resends<number, number>(OPTIONS);
      for (let key = 0; key < count; key += 1) resends.add(key, key);
      expect(resends.takeDue(0)).toHaveLength(count);
      const startedMs = performance.now();
      let dueCount = 0;
      for (let turn = 0; turn < 5_000; turn += 1) dueCount += resends.takeDue(99).length;
      expect(dueCount).toBe(0);
      return performance.now() - startedMs;
    };
    // The fastest of some: now and then the machine stands still.
    const fastestMs = (count: number): number =>
      Math.min(...Array.from({ length: 5 }, () => elapsedMs(count)));
    // Far from a hundred thousand times as long, which a look at each would take.
    expect(fastestMs(100_000)).toBeLessThan(fastestMs(1) * 100);
  });
});
