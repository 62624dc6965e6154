/**
 * Draws ranks 0 to `size` − 1, rank r with a weight of 1 / (r + 1) ^ exponent, at the cost of one random number whatever
 * the size: the alias method, in the form of Vose (https://doi.org/10.1109/32.92917).
 */
export class Zipf {
  /** Every rank has a column of the same width; this much of it is its own, the rest is its alias's. */
  readonly #ownShare: Float64Array;
  readonly #alias: Int32Array;
  readonly #random: () => number;

  /** @param random uniform on [0, 1) */
  constructor(options: { size: number; exponent: number; random: () => number }) {
    const { size, exponent, random } = options;
    const weights = Float64Array.from({ length: size }, (_, rank) => 1 / (rank + 1) ** exponent);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / size;
    this.#ownShare = weights.map((weight) => weight / mean);
    this.#alias = new Int32Array(size);
    this.#random = random;
    this.#fillColumns();
  }

  next(): number {
    const point = this.#random() * this.#alias.length;
    const column = Math.floor(point);
    return point - column < (this.#ownShare[column] as number) ? column : (this.#alias[column] as number);
  }

  /** Weights fall with the rank: the columns that overflow are the first ones, and fill the last ones. */
  #fillColumns(): void {
    const share = this.#ownShare;
    let giver = 0;
    const takers = [...share.keys()].filter((rank) => (share[rank] as number) < 1);
    for (
      let taker = takers.pop();
      taker !== undefined && (share[giver] as number) > 1;
      taker = takers.pop()
    ) {
      this.#alias[taker] = giver;
      share[giver] = (share[giver] as number) - (1 - (share[taker] as number));
      if ((share[giver] as number) < 1) {
        takers.push(giver);
        giver += 1;
      }
    }
  }
}
