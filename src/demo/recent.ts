import type { Random } from './random.ts';

/** The last so many of something, to draw from. */
export class Recent<T> {
  readonly #items: T[] = [];
  readonly #max: number;
  #next = 0;

  constructor(max: number) {
    this.#max = max;
  }

  add(item: T): void {
    this.#items[this.#next] = item;
    this.#next = (this.#next + 1) % this.#max;
  }

  /** Undefined while there is none. */
  draw(random: Random): T | undefined {
    return this.#items.length === 0 ? undefined : random.pick(this.#items);
  }

  /** Draws one that is not drawn again. */
  take(random: Random): T | undefined {
    if (this.#items.length === 0) return undefined;
    const index = random.whole(0, this.#items.length - 1);
    const last = this.#items.pop() as T;
    this.#next = this.#items.length % this.#max;
    if (index === this.#items.length) return last;
    const taken = this.#items[index] as T;
    this.#items[index] = last;
    return taken;
  }
}

/** So many of all there ever was, each as likely as another (reservoir sampling). */
export class Sample<T> {
  readonly #items: T[] = [];
  readonly #max: number;
  #seen = 0;

  constructor(max: number) {
    this.#max = max;
  }

  add(item: T, random: Random): void {
    this.#seen += 1;
    if (this.#items.length < this.#max) this.#items.push(item);
    else {
      const index = random.whole(0, this.#seen - 1);
      if (index < this.#max) this.#items[index] = item;
    }
  }

  /** Undefined while there is none. */
  draw(random: Random): T | undefined {
    return this.#items.length === 0 ? undefined : random.pick(this.#items);
  }

  all(): readonly T[] {
    return this.#items;
  }
}
