import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** One line of a file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end; undefined for one that is longer than `LINE_BYTES_MAX`. */
  readonly text: string | undefined;
  /** Bytes of the file up to and with its end. */
  readonly endByte: number;
}

/** Where to begin: behind this line, which ends at this byte. */
export interface Position {
  readonly line: number;
  readonly byte: number;
  /** Why the lines that it is linked with are broken, when those behind it are, too. */
  readonly brokenChain?: string | undefined;
}

export const START: Position = { line: 0, byte: 0 };

/** A file of something else has lines of any length; they must not fill the memory. */
export const LINE_BYTES_MAX = 65_536;

const NEWLINE = 0x0a;

/** The lines of a file behind a position, a piece of the file at a time. */
export async function* readLines(path: string, from: Position = START): AsyncGenerator<Line[], void> {
  let { line: number, byte: endByte } = from;
  let rest: Buffer = Buffer.alloc(0);
  // Bytes of an overlong line that were let go.
  let dropped = 0;
  const lineOf = (bytes: Buffer, endBytes: number): Line => {
    number += 1;
    endByte += dropped + bytes.length + endBytes;
    const isOverlong = dropped + bytes.length > LINE_BYTES_MAX;
    dropped = 0;
    return { number, text: isOverlong ? undefined : textOf(bytes, number), endByte };
  };
  for await (const chunk of createReadStream(path, { start: from.byte }) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      lines.push(lineOf(bytes.subarray(start, end), 1));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > LINE_BYTES_MAX) {
      dropped += rest.length;
      rest = Buffer.alloc(0);
    }
    if (lines.length > 0) yield lines;
  }
  if (rest.length + dropped > 0) yield [lineOf(rest, 0)];
}

function textOf(bytes: Buffer, number: number): string {
  const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
  const text = bytes.toString('utf8', 0, end);
  // Spreadsheets put a byte order mark before the first line.
  return number === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** What a file is: the SHA-256 of its content, and how many lines it has. */
export async function identify(path: string): Promise<{ sha256: Buffer; lines: number; bytes: number }> {
  const hash = createHash('sha256');
  let lines = 0;
  let bytes = 0;
  let last = NEWLINE;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
    last = chunk.at(-1) ?? last;
  }
  if (last !== NEWLINE) lines += 1;
  return { sha256: hash.digest(), lines, bytes };
}
