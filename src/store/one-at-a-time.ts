import { Fault } from '../fault.ts';

/** Lets in one piece of work of each name at a time, in the order in which they came. */
export class OneAtATime {
  readonly #waitMsMax: number;
  /** The last of each name; resolves when it has ended, well or not. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** @param waitMsMax what has waited longer is not begun: whoever asked for it has given up, or is about to */
  constructor(waitMsMax: number) {
    this.#waitMsMax = waitMsMax;
  }

  /** @throws {Fault} `STORE_UNAVAILABLE` for what waited too long, and what the work throws */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const askedAtMs = performance.now();
    const own = (this.#last.get(name) ?? Promise.resolve()).then(() => {
      if (performance.now() - askedAtMs <= this.#waitMsMax) return work();
      throw new Fault('STORE_UNAVAILABLE', 'too much of one kind waits for its turn', { retryable: true });
    });
    const ended = own.catch(() => {});
    this.#last.set(name, ended);
    try {
      return await own;
    } finally {
      if (this.#last.get(name) === ended) this.#last.delete(name);
    }
  }
}
