import { closeSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import type { Reject, RejectLines } from './reject-lines.ts';

/**
 * The lines that were not cleared, with the reasons, in the format of the file they come from, so that it can be put right
 * and submitted itself. It is made when there is the first of them, and for its owner only.
 */
export class RejectsFile {
  readonly path: string;
  readonly #lines: RejectLines;
  #file: number | undefined;
  /** Bytes in it; what is behind them is of a run that was interrupted. */
  #length: number;

  constructor(options: { path: string; lines: RejectLines; length: number }) {
    this.path = options.path;
    this.#lines = options.lines;
    this.#length = options.length;
    if (this.#length > 0) this.#open();
  }

  /** True when a file has so much in it as an earlier run says that it wrote. */
  static has(path: string, bytes: number): boolean {
    return bytes === 0 || (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= bytes;
  }

  get length(): number {
    return this.#length;
  }

  write(rejects: readonly Reject[]): void {
    if (rejects.length === 0) return;
    if (this.#file === undefined) {
      this.#open();
      this.#append(this.#lines.header);
    }
    this.#append(rejects.map(this.#lines.lineOf).join(''));
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }

  #open(): void {
    this.#file = openSync(this.path, this.#length > 0 ? 'r+' : 'w', 0o600);
    ftruncateSync(this.#file, this.#length);
  }

  #append(text: string): void {
    // Of what the disk has no room for, a part may be written before it says so.
    for (let rest = Buffer.from(text); rest.length > 0; ) {
      const written = writeSync(this.#file as number, rest, 0, rest.length, this.#length);
      this.#length += written;
      rest = rest.subarray(written);
    }
  }
}
