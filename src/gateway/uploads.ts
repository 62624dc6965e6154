import type { Limit } from './limits.ts';
import { FILES_MAX } from './limits.ts';
import type { Refusal } from './refusal.ts';
import { limitPassed } from './refusal.ts';

/** What a caller is told to wait: most files are read within seconds. */
const RETRY_MS = 5_000;

/**
 * Files that are being handed in, which take as long as their callers take to send them: one of each participant at a
 * time, and so many in all that reads and decisions have connections to the database left.
 */
export class Uploads {
  readonly #onLimit: (limit: Limit) => void;
  readonly #callers = new Set<string>();

  constructor(onLimit: (limit: Limit) => void) {
    this.#onLimit = onLimit;
  }

  /**
   * Takes a file in; `leave` has to follow.
   *
   * @returns undefined, or why it can't come in now
   */
  enter(caller: string): Refusal | undefined {
    if (this.#callers.has(caller)) return this.#refuse('one file of a participant at a time');
    if (this.#callers.size >= FILES_MAX) return this.#refuse(`at most ${FILES_MAX} files at a time`);
    this.#callers.add(caller);
    return undefined;
  }

  leave(caller: string): void {
    this.#callers.delete(caller);
  }

  #refuse(description: string): Refusal {
    this.#onLimit('reconciliation-files');
    return limitPassed('reconciliation-files', description, RETRY_MS);
  }
}
