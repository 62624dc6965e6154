import { closeSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import type { Format } from './formats.ts';
import { REJECT_COLUMNS } from './formats.ts';
import type { Row } from './row.ts';

/** Why a line is not cleared. */
export interface Reject {
  readonly row: Row;
  /** An outcome, or a status of gRPC. */
  readonly status: string;
  /** False for a decline: the line is in order, and has its outcome for ever. */
  readonly isBroken: boolean;
  readonly because: string;
}

/**
 * The lines that were not cleared, with the reasons, in the format of the file they come from, so that it can be put right
 * and submitted itself. It is made when there is the first of them, and for its owner only.
 */
export class RejectsFile {
  readonly path: string;
  readonly #format: Format;
  readonly #header: string;
  #file: number | undefined;
  /** Bytes in it; what is behind them is of a run that was interrupted. */
  #length: number;

  constructor(options: { path: string; format: Format; header: string; length: number }) {
    this.path = options.path;
    this.#format = options.format;
    this.#header = options.header;
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
      if (this.#format.hasHeader) this.#append(`${REJECT_COLUMNS.join(',')},${this.#header}\n`);
    }
    const lineOf = this.#format.name === 'csv' ? csvLine : jsonLine;
    this.#append(rejects.map(lineOf).join(''));
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

/** A line that can be read follows as it is; one that can't stands in quotes in a column of its own. */
function csvLine({ row, status, because }: Reject): string {
  const own = stringify([[row.line, status, because, row.isReadable ? '' : row.text]]).trimEnd();
  return row.isReadable ? `${own},${row.text}\n` : `${own}\n`;
}

function jsonLine({ row, status, because }: Reject): string {
  const own = { rejected_line: row.line, rejected_status: status, rejected_because: because };
  const line: object = row.isReadable ? JSON.parse(row.text) : { rejected_text: row.text };
  return `${JSON.stringify({ ...own, ...line, ...own })}\n`;
}
