import type { Clock } from './shard/ports.ts';

/**
 * Counts milliseconds since the process began, and does nothing else, whoever sets which clock. For how long something
 * takes or may take: the network's time goes ahead and back with Postgres' clock, and so would deadlines and pauses by it.
 */
export class SteadyClock implements Clock {
  nowMs(): number {
    return Math.floor(performance.now());
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal?.addEventListener('abort', end, { once: true });
    });
  }
}
