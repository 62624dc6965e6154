import { assert } from '../assert.ts';

export interface ResendOptions {
  /** After the first time it is sent again after this, then after twice as long, and so on, up to the maximum. */
  readonly resendAfterMs: number;
  readonly resendAfterMsMax: number;
}

interface Waiting<Item> {
  readonly item: Item;
  /** How often it was sent. */
  attempts: number;
  sendAtMs: number;
}

/**
 * What is sent at once, and again, ever more seldom, until it ends.
 *
 * Those that were sent equally often wait equally long, so each such group is in the order in which it is due, and nobody
 * looks at what is not: a host that is away for a day leaves thousands of them.
 */
export class Resends<Key, Item> {
  /** By how often they were sent; the last group is of all that wait the longest. */
  readonly #groups: readonly Map<Key, Waiting<Item>>[];
  readonly #waiting = new Map<Key, Waiting<Item>>();
  readonly #options: ResendOptions;

  constructor(options: ResendOptions) {
    const { resendAfterMs, resendAfterMsMax } = options;
    const doublings = Math.ceil(Math.log2(Math.max(1, resendAfterMsMax / Math.max(1, resendAfterMs))));
    this.#groups = Array.from({ length: doublings + 2 }, () => new Map());
    this.#options = options;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Takes something new; it is due at once. */
  add(key: Key, item: Item): void {
    assert(!this.#waiting.has(key), 'what waits to be sent is added once');
    const waiting = { item, attempts: 0, sendAtMs: 0 };
    this.#waiting.set(key, waiting);
    this.#groupOf(waiting).set(key, waiting);
  }

  get(key: Key): Item | undefined {
    return this.#waiting.get(key)?.item;
  }

  /** It is not sent any more. */
  remove(key: Key): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    this.#waiting.delete(key);
    this.#groupOf(waiting).delete(key);
  }

  /**
   * What to send now, each with how often it was sent before: what was sent least often first, and of that what was sent
   * the longest ago.
   *
   * @param max at most so much; the rest stays due
   */
  takeDue(nowMs: number, max = Number.POSITIVE_INFINITY): { item: Item; attempts: number }[] {
    const due: { item: Item; attempts: number }[] = [];
    // What is taken moves on to the end of the next group, and is not met again there.
    const counts = this.#groups.map((group) => group.size);
    for (const [index, group] of this.#groups.entries()) {
      let count = counts[index] as number;
      for (const [key, waiting] of group) {
        if (count === 0 || due.length >= max || this.#leftMs(waiting, nowMs) > 0) break;
        count -= 1;
        due.push({ item: waiting.item, attempts: waiting.attempts });
        group.delete(key);
        waiting.sendAtMs = nowMs + this.#pauseMs(waiting.attempts);
        waiting.attempts += 1;
        this.#groupOf(waiting).set(key, waiting);
      }
    }
    return due;
  }

  #groupOf({ attempts }: Waiting<Item>): Map<Key, Waiting<Item>> {
    return this.#groups[Math.min(attempts, this.#groups.length - 1)] as Map<Key, Waiting<Item>>;
  }

  /** Nothing waits longer than its pause: what seems to was sent before the clock went back, and is due. */
  #leftMs({ attempts, sendAtMs }: Waiting<Item>, nowMs: number): number {
    const leftMs = sendAtMs - nowMs;
    return leftMs > this.#pauseMs(attempts - 1) ? 0 : leftMs;
  }

  #pauseMs(attempts: number): number {
    const { resendAfterMs, resendAfterMsMax } = this.#options;
    return Math.min(resendAfterMs * 2 ** attempts, resendAfterMsMax);
  }
}
