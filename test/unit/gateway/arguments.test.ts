import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { deadlineSignal } from '../../../src/gateway/arguments.ts';

const clock = { nowMs: () => 1_000, sleep: async () => {} };

test.each([1_002.7, 1_900.9, 2_000.1])(
  'a signal for a deadline at %s ms aborts, and not at once',
  async (deadlineAtMs) => {
    const signal = deadlineSignal({ deadlineAtMs }, clock);
    expect(signal.aborted).toBe(false);
    await sleep(Math.ceil(deadlineAtMs - clock.nowMs()) + 50);
    expect(signal.aborted).toBe(true);
  },
);

test('a deadline that is over aborts, and one in half a year does not', async () => {
  const over = deadlineSignal({ deadlineAtMs: 0.5 }, clock);
  const far = deadlineSignal({ deadlineAtMs: 180 * 86_400_000 }, clock);
  await sleep(50);
  expect([over.aborted, far.aborted]).toEqual([true, false]);
});
