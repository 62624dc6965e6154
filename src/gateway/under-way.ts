/** Counts what each has under way, by its code, and lets in so many at a time. */
export class UnderWay {
  readonly #max: number;
  readonly #counts = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** False when it has as many as it may; after true `leave` has to follow. */
  enter(code: string): boolean {
    const count = this.#counts.get(code) ?? 0;
    if (count >= this.#max) return false;
    this.#counts.set(code, count + 1);
    return true;
  }

  leave(code: string): void {
    const count = this.#counts.get(code) ?? 0;
    if (count > 1) this.#counts.set(code, count - 1);
    else this.#counts.delete(code);
  }
}
