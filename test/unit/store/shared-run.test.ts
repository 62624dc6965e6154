import { describe, expect, it } from 'vitest';
import { SharedRun } from '../../../src/store/shared-run.ts';

interface Run {
  resolve(): void;
  reject(error: Error): void;
}

/** A task whose runs end when they are told to. */
function controlled(): { task: () => Promise<void>; runs: Run[] } {
  const runs: Run[] = [];
  const task = () =>
    new Promise<void>((resolve, reject) => {
      runs.push({ resolve, reject });
    });
  return { task, runs };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a shared run', () => {
  it('is one for all who ask before it begins', async () => {
    const { task, runs } = controlled();
    const shared = new SharedRun(task);
    const asked = [shared.run(), shared.run(), shared.run()];
    await turn();
    expect(runs).toHaveLength(1);
    runs[0]?.resolve();
    await Promise.all(asked);
  });

  it('is another one for who asks while it is under way, and begins when that has ended', async () => {
    const { task, runs } = controlled();
    const shared = new SharedRun(task);
    const first = shared.run();
    await turn();
    const second = [shared.run(), shared.run()];
    await turn();
    expect(runs).toHaveLength(1);
    runs[0]?.resolve();
    await first;
    await turn();
    expect(runs).toHaveLength(2);
    runs[1]?.resolve();
    await Promise.all(second);
  });

  it('fails for those who share it, and not for those of the next', async () => {
    const { task, runs } = controlled();
    const shared = new SharedRun(task);
    const first = [shared.run(), shared.run()];
    await turn();
    const second = shared.run();
    runs[0]?.reject(new Error('away'));
    for (const asked of first) await expect(asked).rejects.toThrow('away');
    await turn();
    runs[1]?.resolve();
    await second;
  });

  it('begins no sooner after the one before than its spacing', async () => {
    const beganAtMs: number[] = [];
    const shared = new SharedRun(async () => void beganAtMs.push(performance.now()), { spacingMs: 50 });
    for (let round = 0; round < 3; round += 1) await shared.run();
    const [first = 0, second = 0, third = 0] = beganAtMs;
    // The event loop's clock, which timers go by, counts whole milliseconds and stands still within a turn of the loop.
    expect(second - first).toBeGreaterThan(45);
    expect(third - second).toBeGreaterThan(45);
  });
});
