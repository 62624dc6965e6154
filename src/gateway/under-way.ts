/** Counts what each caller has under way, and lets in so many at a time. */
export class UnderWay {
  readonly #max: number;
  readonly #counts = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** False when the caller has as many as it may; after true `leave` has to follow. */
  enter(caller: string): boolean {
    const count = this.#counts.get(caller) ?? 0;
    if (count >= this.#max) return false;
    this.#counts.set(caller, count + 1);
    return true;
  }

  leave(caller: string): void {
    const count = this.#counts.get(caller) ?? 0;
    if (count > 1) this.#counts.set(caller, count - 1);
    else this.#counts.delete(caller);
  }
}
