import { setTimeout as delay } from 'node:timers/promises';

/**
 * One task for many callers: each gets a run that began after it asked, so that it never hears of a state older than its
 * question. Runs don't overlap, and who asks while one is under way shares the next one with all others.
 */
export class SharedRun {
  readonly #task: () => Promise<unknown>;
  readonly #spacingMs: number;
  /** The run under way or the last one; resolves when it has ended, well or not. */
  #last: Promise<unknown> = Promise.resolve();
  /** The run that has not begun. */
  #next: Promise<void> | undefined;
  #beganAtMs = Number.NEGATIVE_INFINITY;

  /** @param options.spacingMs least time from the beginning of a run to that of the next */
  constructor(task: () => Promise<unknown>, options: { spacingMs: number } = { spacingMs: 0 }) {
    this.#task = task;
    this.#spacingMs = options.spacingMs;
  }

  /** Resolves or rejects as the run does. */
  run(): Promise<void> {
    this.#next ??= this.#runNext();
    return this.#next;
  }

  async #runNext(): Promise<void> {
    await this.#last;
    const waitMs = this.#beganAtMs + this.#spacingMs - performance.now();
    if (waitMs > 0) await delay(waitMs);
    this.#last = this.#next!.catch(() => {});
    this.#next = undefined;
    this.#beganAtMs = performance.now();
    await this.#task();
  }
}
