const FIRST_MS = 50;
const LONGEST_MS = 2_000;

/**
 * How long to wait before the attempt after so many failed ones (1 and up): twice as long each time, and up to half of
 * it off by chance, so that many callers do not come back at once.
 */
export function backoffMs(failedAttempts: number): number {
  const fullMs = Math.min(FIRST_MS * 2 ** (failedAttempts - 1), LONGEST_MS);
  return fullMs * (1 - Math.random() / 2);
}
