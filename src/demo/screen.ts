/** Where the demonstration is shown: phases as lines, and what happens within one in a line that changes. */
export class Screen {
  readonly #stream: NodeJS.WriteStream;
  readonly #everyMs: number;
  #lastAtMs = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    // A terminal shows one line that changes; a log gets a line now and then.
    this.#everyMs = stream.isTTY ? 200 : 5_000;
  }

  /** Says what begins. */
  begin(what: string): void {
    this.#lastAtMs = performance.now();
    this.#write(this.#stream.isTTY ? `\r\x1b[K… ${what}` : `${what}\n`);
  }

  /** Shows how far it is, unless it was shown a moment ago. */
  progress(line: () => string): void {
    const nowMs = performance.now();
    if (nowMs - this.#lastAtMs < this.#everyMs) return;
    this.#lastAtMs = nowMs;
    if (!this.#stream.isTTY) this.#write(`  ${line()}\n`);
    else this.#write(`\r\x1b[K${line().slice(0, (this.#stream.columns || 80) - 1)}`);
  }

  /** Says what was done, or that it went wrong. */
  end(what: string, isWell = true): void {
    this.#write(`${this.#stream.isTTY ? '\r\x1b[K' : ''}${isWell ? '✓' : '✗'} ${what}\n`);
  }

  /** Shows something that stays. */
  show(text: string): void {
    this.#write(`${text}\n`);
  }

  #write(text: string): void {
    this.#stream.write(text);
  }
}
