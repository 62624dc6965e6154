import { assert } from '../assert.ts';

/** Random numbers from a seed: the same ones again for the same seed (Mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 to below 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** `min` to `max`, both possible. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.fraction() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(items: readonly T[]): T {
    assert(items.length > 0, 'there is something to pick from');
    return items[Math.floor(this.fraction() * items.length)] as T;
  }

  /** Like `pick`, but the first ones far more often: as customers come to shops. */
  pickSkewed<T>(items: readonly T[]): T {
    assert(items.length > 0, 'there is something to pick from');
    return items[Math.floor(this.fraction() ** 2.5 * items.length)] as T;
  }
}
