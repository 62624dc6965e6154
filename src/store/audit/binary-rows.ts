import { assert } from '../../assert.ts';

/** Signature, flags and length of the header's extension, which is empty. */
const HEADER_BYTES = 19;

const TWO_POW_32 = 4_294_967_296;

/** One row inside a chunk: valid until the next one. */
export interface BinaryRow {
  readonly bytes: Buffer;
  /** Where the row begins and ends in `bytes`. */
  readonly start: number;
  readonly end: number;
  /** Where the value of each field begins; −1 for NULL. */
  readonly fields: Int32Array;
}

/**
 * Cuts what `COPY … TO STDOUT (FORMAT binary)` sends into rows, without copying them.
 * https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"
 */
export class BinaryRows {
  private rest: Buffer = Buffer.alloc(0);
  private hasBegun = false;
  private readonly fields: Int32Array;

  /** @param columns how many fields each row has */
  constructor(columns: number) {
    this.fields = new Int32Array(columns);
  }

  /** The rows that are complete with this chunk. */
  *read(chunk: Buffer): Generator<BinaryRow> {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let start = 0;
    if (!this.hasBegun) {
      if (bytes.length < HEADER_BYTES) {
        this.rest = bytes;
        return;
      }
      this.hasBegun = true;
      start = HEADER_BYTES;
    }
    for (;;) {
      const end = this.endOfRow(bytes, start);
      if (end === undefined) break;
      yield { bytes, start, end, fields: this.fields };
      start = end;
    }
    this.rest = bytes.subarray(start);
  }

  /** Finds the fields of the row at `start`; undefined when it is not complete, or is the trailer. */
  private endOfRow(bytes: Buffer, start: number): number | undefined {
    if (bytes.length < start + 2) return undefined;
    const count = bytes.readInt16BE(start);
    if (count === -1) return undefined;
    assert(count === this.fields.length, 'a row has the columns that were selected');
    let offset = start + 2;
    for (let field = 0; field < count; field += 1) {
      if (bytes.length < offset + 4) return undefined;
      const length = bytes.readInt32BE(offset);
      offset += 4;
      this.fields[field] = length === -1 ? -1 : offset;
      if (length > 0) offset += length;
    }
    return offset <= bytes.length ? offset : undefined;
  }
}

/** The value of a field that is an int2. */
export function int16Of(row: BinaryRow, field: number): number {
  return row.bytes.readInt16BE(row.fields[field] as number);
}

export function int32Of(row: BinaryRow, field: number): number {
  return row.bytes.readInt32BE(row.fields[field] as number);
}

/** An int8, which must be a safe integer. */
export function int64Of(row: BinaryRow, field: number): number {
  const offset = row.fields[field] as number;
  return row.bytes.readInt32BE(offset) * TWO_POW_32 + row.bytes.readUInt32BE(offset + 4);
}

/** A timestamptz, in milliseconds since 1970. */
export function timestampOf(row: BinaryRow, field: number): number {
  return int64Of(row, field) / 1000 + 946_684_800_000;
}
