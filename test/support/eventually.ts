import { setTimeout as sleep } from 'node:timers/promises';

/** How often it is looked. */
const LOOK_MS = 50;

/**
 * Looks until what is seen passes, and fails with what did not pass when `withinMs` are over: patience, not a
 * requirement, unless the test says so.
 */
export async function eventually<T>(look: () => Promise<T>, withinMs = 30_000): Promise<T> {
  const giveUpAtMs = performance.now() + withinMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > giveUpAtMs) throw error;
    }
    await sleep(LOOK_MS);
  }
}
