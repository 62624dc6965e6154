/** Draws ranks 0 to `size` − 1, rank r with a weight of 1 / (r + 1) ^ exponent. */
export class Zipf {
  readonly #cumulated: Float64Array;
  readonly #random: () => number;

  /** @param random uniform on [0, 1) */
  constructor(options: { size: number; exponent: number; random: () => number }) {
    const cumulated = new Float64Array(options.size);
    let sum = 0;
    for (let rank = 0; rank < options.size; rank += 1) {
      sum += 1 / (rank + 1) ** options.exponent;
      cumulated[rank] = sum;
    }
    this.#cumulated = cumulated;
    this.#random = options.random;
  }

  next(): number {
    const cumulated = this.#cumulated;
    const point = this.#random() * (cumulated[cumulated.length - 1] ?? 0);
    let low = 0;
    let high = cumulated.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((cumulated[middle] as number) > point) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
