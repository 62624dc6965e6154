import { closeSync, ftruncateSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import type { Output } from '../output.ts';
import type { Reject, RejectLines } from './reject-lines.ts';

/**
 * The lines that were not cleared, with the reasons, in the format of the file they come from, so that it can be put right
 * and submitted itself. It is made when there is the first of them, and for its owner only.
 */
export class RejectsFile {
  readonly #output: Output;
  readonly #lines: RejectLines;
  #file: number | undefined;
  /** Bytes in it; what is behind them is of a run that was interrupted. */
  #length: number;

  /** @param options with a length of 0 nothing is there any more that was */
  constructor(options: { output: Output; lines: RejectLines; length: number }) {
    this.#output = options.output;
    this.#lines = options.lines;
    this.#length = options.length;
    if (this.#length > 0) this.#open();
    else if (this.#output.kind === 'file') rmSync(this.#output.path, { force: true });
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
    if (this.#length === 0) {
      this.#open();
      this.#append(this.#lines.header);
    }
    this.#append(rejects.map(this.#lines.lineOf).join(''));
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }

  #open(): void {
    if (this.#output.kind === 'standard') return;
    this.#file = openSync(this.#output.path, this.#length > 0 ? 'r+' : 'w', 0o600);
    if (this.#output.kind === 'file') ftruncateSync(this.#file, this.#length);
  }

  #append(text: string): void {
    const bytes = Buffer.from(text);
    if (this.#output.kind === 'standard') {
      this.#output.stream.write(bytes);
      this.#length += bytes.length;
      return;
    }
    // Of what the disk has no room for, a part may be written before it says so.
    for (let rest = bytes; rest.length > 0; ) {
      const position = this.#output.kind === 'file' ? this.#length : null;
      const written = writeSync(this.#file as number, rest, 0, rest.length, position);
      this.#length += written;
      rest = rest.subarray(written);
    }
  }
}
