import { inTime } from '../in-time.ts';

/** Far below the time that Prometheus gives a scrape: a server that hangs must not take the other metrics with it. */
const GAUGE_MS_MAX = 1_000;

/**
 * A question of gauges, asked when Prometheus asks: once for all gauges of a scrape, and not again while a server that hangs
 * owes the answer.
 *
 * @returns undefined where the answer does not come in time. A server that is away shows in readiness; what it said before is no
 *   longer so, and is not shown.
 */
export function gaugeQuestion<T>(ask: () => Promise<T>): () => Promise<T | undefined> {
  let asking: Promise<T> | undefined;
  return () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return inTime(asking, GAUGE_MS_MAX).catch(() => undefined);
  };
}
