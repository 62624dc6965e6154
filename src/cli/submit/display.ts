import { SingleBar } from 'cli-progress';
import type { Counts } from './counts.ts';
import { declinedInAll } from './counts.ts';

/** Shows how far a file is. */
export interface Display {
  start(file: { readonly lines: number; readonly resumedAfter: number }): void;
  update(line: number, counts: Counts): void;
  end(): void;
}

/** Where nobody looks on, a line this often is enough. */
const LINE_EVERY_MS = 5_000;

const number = new Intl.NumberFormat('en');

/** A bar for a terminal, plain lines for a log. */
export function displayOn(stream: NodeJS.WriteStream): Display {
  return stream.isTTY ? new BarDisplay(stream) : new LineDisplay(stream);
}

class BarDisplay implements Display {
  readonly #bar: SingleBar;
  #startedAtMs = 0;
  #startedAt = 0;
  #isShown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#bar = new SingleBar({
      stream,
      format:
        '{bar} {percentage}% | {done} of {lines} lines | {rate}/s | {declined} declined, {broken} broken',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      // What is said beside it takes up to 70 columns, and what does not fit is not shown.
      barsize: Math.min(40, Math.max(10, stream.columns - 70)),
      hideCursor: true,
      fps: 10,
    });
  }

  start({ lines, resumedAfter }: { lines: number; resumedAfter: number }): void {
    this.#startedAtMs = performance.now();
    this.#startedAt = resumedAfter;
    const payload = { done: number.format(resumedAfter), lines: number.format(lines), rate: 0 };
    this.#isShown = true;
    this.#bar.start(lines, resumedAfter, { ...payload, declined: 0, broken: 0 });
  }

  update(line: number, counts: Counts): void {
    const seconds = (performance.now() - this.#startedAtMs) / 1_000;
    this.#bar.update(line, {
      done: number.format(line),
      rate: number.format(Math.round((line - this.#startedAt) / seconds)),
      declined: number.format(declinedInAll(counts)),
      broken: number.format(counts.broken),
    });
  }

  end(): void {
    if (this.#isShown) this.#bar.stop();
    this.#isShown = false;
  }
}

class LineDisplay implements Display {
  readonly #stream: NodeJS.WriteStream;
  #lines = 0;
  #lastAtMs = 0;
  #lastLine = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  start({ lines, resumedAfter }: { lines: number; resumedAfter: number }): void {
    this.#lines = lines;
    this.#lastAtMs = performance.now();
    this.#lastLine = resumedAfter;
    if (resumedAfter > 0) this.#stream.write(`goes on after line ${number.format(resumedAfter)}\n`);
  }

  update(line: number, counts: Counts): void {
    const elapsedMs = performance.now() - this.#lastAtMs;
    if (elapsedMs < LINE_EVERY_MS) return;
    const rate = Math.round(((line - this.#lastLine) / elapsedMs) * 1_000);
    this.#stream.write(
      `${number.format(line)} of ${number.format(this.#lines)} lines, ${number.format(rate)}/s, ` +
        `${number.format(declinedInAll(counts))} declined, ${number.format(counts.broken)} broken\n`,
    );
    this.#lastAtMs += elapsedMs;
    this.#lastLine = line;
  }

  end(): void {}
}
