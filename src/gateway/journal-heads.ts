import type { Books } from '../directory/ports.ts';
import type { Clock } from '../shard/ports.ts';

/** How often the ends of the journal are looked at while somebody watches. */
const LOOK_MS = 100;

/** Looks at the ends of the journal, once for all who watch it, and not at all while nobody does. */
export class JournalHeads {
  readonly #books: Pick<Books, 'heads'>;
  readonly #clock: Clock;
  #next: Promise<readonly number[]> | undefined;

  constructor(books: Pick<Books, 'heads'>, clock: Clock) {
    this.#books = books;
    this.#clock = clock;
  }

  /** The last sequence of every shard, in a moment. @throws {Fault} `STORE_UNAVAILABLE` */
  next(): Promise<readonly number[]> {
    this.#next ??= this.#look().finally(() => {
      this.#next = undefined;
    });
    return this.#next;
  }

  async #look(): Promise<readonly number[]> {
    await this.#clock.sleep(LOOK_MS);
    return this.#books.heads();
  }
}
