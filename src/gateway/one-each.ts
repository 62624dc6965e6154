import type { Limit } from './limits.ts';
import type { Refusal } from './refusal.ts';
import { limitPassed } from './refusal.ts';

export interface OneEachOptions {
  readonly limit: Limit;
  /** What it is one of: a file, and files. */
  readonly one: string;
  readonly many: string;
  readonly max: number;
  /** What a caller is told to wait. */
  readonly retryMs: number;
  readonly onLimit: (limit: Limit) => void;
}

/**
 * What takes a connection to the database for long: one of each participant at a time, and so many in all that others have
 * connections left.
 */
export class OneEach {
  readonly #options: OneEachOptions;
  readonly #callers = new Set<string>();

  constructor(options: OneEachOptions) {
    this.#options = options;
  }

  /**
   * Takes one in; `leave` has to follow.
   *
   * @returns undefined, or why it can't come in now
   */
  enter(caller: string): Refusal | undefined {
    const { one, many, max } = this.#options;
    if (this.#callers.has(caller)) return this.#refuse(`one ${one} of a participant at a time`);
    if (this.#callers.size >= max) return this.#refuse(`at most ${max} ${many} at a time`);
    this.#callers.add(caller);
    return undefined;
  }

  leave(caller: string): void {
    this.#callers.delete(caller);
  }

  #refuse(description: string): Refusal {
    const { limit, retryMs, onLimit } = this.#options;
    onLimit(limit);
    return limitPassed(limit, description, retryMs);
  }
}
