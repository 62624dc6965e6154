import { assert } from '../assert.ts';
import { charCode } from '../char-code.ts';

/** Object ids of the element types of the arrays we send (pg_type.dat); fixed for ever. */
const INT8_OID = 20;
const TEXT_OID = 25;
const INT4_OID = 23;
const TIMESTAMPTZ_OID = 1184;
const UUID_OID = 2950;

/** Postgres counts time from 2000-01-01 in microseconds. */
const POSTGRES_EPOCH_MS = 946_684_800_000;

/** 'infinity' (DT_NOEND), with its length. */
const INFINITE_TIMESTAMP = Buffer.from('000000087fffffffffffffff', 'hex');

const TWO_POW_32 = 4_294_967_296;

/** Strings up to this length are copied byte by byte, which beats a call into the engine. */
const SHORT_TEXT = 48;

/** Value of a hexadecimal digit by its character code; 255 for everything else. */
const NIBBLES = new Uint8Array(128).fill(255);
for (let digit = 0; digit < 16; digit += 1) {
  NIBBLES[digit.toString(16).charCodeAt(0)] = digit;
  NIBBLES[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

/**
 * Writes values in Postgres' binary format, each behind its length, into one buffer that grows and is used again
 * (https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"; the types' `*_send` functions).
 */
export class BinaryWriter {
  private bytes: Buffer;
  private view: DataView;
  private end = 0;

  constructor(initialBytes = 65_536) {
    this.bytes = Buffer.allocUnsafeSlow(initialBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Bytes written since the last `clear`. */
  get length(): number {
    return this.end;
  }

  clear(): void {
    this.end = 0;
  }

  /** What was written from `start` on; valid until the next `clear`. */
  written(start = 0): Buffer {
    return this.bytes.subarray(start, this.end);
  }

  /** Bytes as they are, without a length. */
  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.end);
    this.end += bytes.length;
  }

  /** A 16-bit integer without a length: the number of fields of a COPY row. */
  count(value: number): void {
    this.reserve(2);
    this.view.setInt16(this.end, value);
    this.end += 2;
  }

  null(): void {
    this.reserve(4);
    this.view.setInt32(this.end, -1);
    this.end += 4;
  }

  bool(value: boolean): void {
    this.reserve(5);
    this.view.setInt32(this.end, 1);
    this.bytes[this.end + 4] = value ? 1 : 0;
    this.end += 5;
  }

  int16(value: number): void {
    this.reserve(6);
    this.view.setInt32(this.end, 2);
    this.view.setInt16(this.end + 4, value);
    this.end += 6;
  }

  int32(value: number): void {
    this.reserve(8);
    this.view.setInt32(this.end, 4);
    this.view.setInt32(this.end + 4, value);
    this.end += 8;
  }

  /** A safe integer as int8, in two halves: a BigInt would cost an allocation. */
  int64(value: number): void {
    this.reserve(12);
    const high = Math.floor(value / TWO_POW_32);
    this.view.setInt32(this.end, 8);
    this.view.setInt32(this.end + 4, high);
    this.view.setUint32(this.end + 8, value - high * TWO_POW_32);
    this.end += 12;
  }

  /** A moment in milliseconds since 1970 as timestamptz; Infinity as the one behind all others. */
  timestamp(ms: number): void {
    if (ms === Number.POSITIVE_INFINITY) this.raw(INFINITE_TIMESTAMP);
    else this.int64((ms - POSTGRES_EPOCH_MS) * 1000);
  }

  text(value: string): void {
    this.reserve(4 + value.length * 3);
    const start = this.end + 4;
    let end = start;
    if (value.length <= SHORT_TEXT) {
      for (let index = 0; index < value.length; index += 1) {
        const code = charCode(value, index);
        if (code > 127) break;
        this.bytes[end] = code;
        end += 1;
      }
    }
    if (end - start < value.length) end = start + this.bytes.write(value, start, 'utf8');
    this.view.setInt32(this.end, end - start);
    this.end = end;
  }

  /** A UUID in its canonical form, 8-4-4-4-12 hexadecimal digits. */
  uuid(value: string): void {
    this.reserve(20);
    this.view.setInt32(this.end, 16);
    let to = this.end + 4;
    let from = 0;
    let bad = value.length - 36;
    while (from < 36) {
      if (from === 8 || from === 13 || from === 18 || from === 23) {
        bad |= charCode(value, from) - 45;
        from += 1;
      }
      const high = NIBBLES[charCode(value, from)] ?? 255;
      const low = NIBBLES[charCode(value, from + 1)] ?? 255;
      bad |= (high | low) & 0xf0;
      this.bytes[to] = (high << 4) | low;
      to += 1;
      from += 2;
    }
    assert(bad === 0, 'an id is a UUID in its canonical form');
    this.end += 20;
  }

  int64Array(values: readonly number[]): void {
    const start = this.beginArray(INT8_OID, values.length);
    for (const value of values) this.int64(value);
    this.endArray(start);
  }

  int32Array(values: readonly number[]): void {
    const start = this.beginArray(INT4_OID, values.length);
    for (const value of values) this.int32(value);
    this.endArray(start);
  }

  textArray(values: readonly (string | null)[]): void {
    const start = this.beginArray(TEXT_OID, values.length);
    for (const value of values) {
      if (value === null) this.null();
      else this.text(value);
    }
    this.endArray(start);
  }

  timestampArray(values: readonly number[]): void {
    const start = this.beginArray(TIMESTAMPTZ_OID, values.length);
    for (const value of values) this.timestamp(value);
    this.endArray(start);
  }

  uuidArray(values: readonly string[]): void {
    const start = this.beginArray(UUID_OID, values.length);
    for (const value of values) this.uuid(value);
    this.endArray(start);
  }

  /**
   * The head of an array as `array_send` writes it: number of dimensions, 0 for "no null" (`array_recv` looks for
   * itself, and what we store has none), element type; then size and lower bound of the dimension, if there is one.
   */
  private beginArray(elementOid: number, size: number): number {
    this.reserve(24);
    const start = this.end;
    this.view.setInt32(start + 4, size > 0 ? 1 : 0);
    this.view.setInt32(start + 8, 0);
    this.view.setInt32(start + 12, elementOid);
    this.view.setInt32(start + 16, size);
    this.view.setInt32(start + 20, 1);
    this.end = start + (size > 0 ? 24 : 16);
    return start;
  }

  /** Sets the length of the array that began at `start`. */
  private endArray(start: number): void {
    this.view.setInt32(start, this.end - start - 4);
  }

  private reserve(bytes: number): void {
    if (this.end + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.end + bytes));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}
