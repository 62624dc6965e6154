/** Tells the streams of a gateway that it shuts down, so that each can end in its own way. */
export class Draining {
  readonly #listeners = new Set<() => void>();
  #hasBegun = false;

  /** Calls `listener` when the gateway shuts down, soon if it does already. @returns takes it back */
  onBegin(listener: () => void): () => void {
    if (this.#hasBegun) queueMicrotask(listener);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  begin(): void {
    this.#hasBegun = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
