const FIRST_MS = 50;
const LONGEST_MS = 2_000;

/**
 * How long to wait before the attempt after so many failed ones (1 and up): twice as long each time, and up to half of
 * it off by chance, so that many callers do not come back at once.
 *
 * @param toldMs the delay that the gateway asked for, if any: not before it
 */
export function backoffMs(failedAttempts: number, toldMs = 0): number {
  const fullMs = Math.min(FIRST_MS * 2 ** (failedAttempts - 1), LONGEST_MS);
  return Math.max(fullMs * (1 - Math.random() / 2), toldMs);
}
