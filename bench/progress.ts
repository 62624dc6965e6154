const REFRESH_MS = 250;

/** The live line: what is being done and for how long. Where nobody looks on, a line for each step. */
export class Progress {
  readonly #startedMs = performance.now();
  readonly #output: NodeJS.WriteStream;
  #step = '';
  #refreshing: NodeJS.Timeout | undefined;
  #isInterrupted = false;

  constructor(output: NodeJS.WriteStream) {
    this.#output = output;
  }

  get seconds(): number {
    return (performance.now() - this.#startedMs) / 1_000;
  }

  /** Every further step is refused. */
  interrupt(): void {
    this.#isInterrupted = true;
    this.end();
  }

  /** @throws when the run was interrupted */
  step(text: string): void {
    if (this.#isInterrupted) throw new Error('interrupted');
    this.#step = text;
    if (!this.#output.isTTY) {
      this.#output.write(`${this.#line()}\n`);
      return;
    }
    this.#refreshing ??= setInterval(() => this.#output.write(`\r\x1b[K${this.#line()}`), REFRESH_MS);
    this.#output.write(`\r\x1b[K${this.#line()}`);
  }

  end(): void {
    clearInterval(this.#refreshing);
    this.#refreshing = undefined;
    if (this.#output.isTTY) this.#output.write('\r\x1b[K');
  }

  #line(): string {
    return `bench ${this.seconds.toFixed(0).padStart(3)} s  ${this.#step}`;
  }
}
