import type { Logger } from 'pino';
import { errorMessage } from '../errors.ts';
import { Fault } from '../fault.ts';

/** Whether a queue backend answers, as its users find out; says so once when it stops and once when it is back. */
export class Availability {
  readonly #backend: string;
  readonly #logger: Logger | undefined;
  #isAway = false;

  /** @param backend what it is called in messages: 'Redis 7.0.15 at 127.0.0.1:6379' */
  constructor(backend: string, logger: Logger | undefined) {
    this.#backend = backend;
    this.#logger = logger;
  }

  get isAway(): boolean {
    return this.#isAway;
  }

  /** A call was answered. */
  answered(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#logger?.info(`${this.#backend} is back`);
  }

  /**
   * A call was not answered, or with an error: the fault for it.
   *
   * @param doing what was asked of it: 'take an envelope'
   */
  failed(error: unknown, doing: string): Fault {
    const message = `${this.#backend} did not ${doing}: ${errorMessage(error)}`;
    if (!this.#isAway) this.#logger?.warn(message);
    this.#isAway = true;
    return new Fault('QUEUE_UNAVAILABLE', message, { retryable: true, cause: error });
  }
}
