import { assert } from '../assert.ts';
import { charCode } from '../char-code.ts';

const TWO_POW_32 = 4_294_967_296;

/** Strings up to this length are copied character by character, which beats a call into the engine. */
const SHORT_TEXT = 48;

/** Longest varint: 64 bits, seven at a time. */
const VARINT_BYTES_MAX = 10;

/**
 * Writes protobuf messages (https://protobuf.dev/programming-guides/encoding/) into one buffer that grows and is used
 * again. Fields are numbered 1 to 15, so that a tag is one byte; what has its default value is left out, as proto3 has
 * it. Only what the messages of the hot path need: varints, strings and messages within messages.
 */
export class MessageWriter {
  private bytes: Buffer;
  private end = 0;

  constructor(initialBytes = 65_536) {
    this.bytes = Buffer.allocUnsafeSlow(initialBytes);
  }

  /** Forgets what was written before. */
  clear(): void {
    this.end = 0;
  }

  /** What was written, as bytes of its own. */
  written(): Buffer {
    const written = Buffer.allocUnsafe(this.end);
    this.bytes.copy(written, 0, 0, this.end);
    return written;
  }

  /** As int32, of which readers take the lower 32 bits. */
  integer32(field: number, value: number): void {
    assert((value | 0) === value, 'an int32 on the wire has 32 bits');
    this.integer(field, value);
  }

  /** A safe integer as int64 or enum. */
  integer(field: number, value: number): void {
    if (value === 0) return;
    assert(Number.isSafeInteger(value), 'a number on the wire is a safe integer');
    this.reserve(1 + VARINT_BYTES_MAX);
    this.bytes[this.end] = field << 3;
    this.end += 1;
    this.varint(value);
  }

  flag(field: number, value: boolean): void {
    if (value) this.integer(field, 1);
  }

  text(field: number, value: string): void {
    const { length } = value;
    if (length === 0) return;
    this.reserve(1 + VARINT_BYTES_MAX + length * 3);
    const start = this.begin(field);
    if (!this.shortAscii(value)) {
      this.end = start + this.bytes.write(value, start, 'utf8');
    }
    this.finish(start);
  }

  /** Begins a message within the message; `finish` is given what it returns. */
  begin(field: number): number {
    this.reserve(1 + VARINT_BYTES_MAX);
    this.bytes[this.end] = (field << 3) | 2;
    // One byte is kept for the length; most need no more.
    this.end += 2;
    return this.end;
  }

  /** Ends it: the length is known now, and makes room for itself where it needs more than one byte. */
  finish(start: number): void {
    const length = this.end - start;
    if (length < 128) {
      this.bytes[start - 1] = length;
      return;
    }
    const lengthBytes = length < 16_384 ? 2 : length < 2_097_152 ? 3 : length < 268_435_456 ? 4 : 5;
    this.reserve(lengthBytes);
    this.bytes.copyWithin(start - 1 + lengthBytes, start, this.end);
    this.end = start - 1;
    this.varint(length);
    this.end += length;
  }

  /** Writes a string that is short and ASCII; else writes nothing and says so. */
  private shortAscii(value: string): boolean {
    if (value.length > SHORT_TEXT) return false;
    const { bytes, end } = this;
    for (let index = 0; index < value.length; index += 1) {
      const code = charCode(value, index);
      if (code > 127) return false;
      bytes[end + index] = code;
    }
    this.end = end + value.length;
    return true;
  }

  /** Seven bits at a time, the lowest first; negative numbers in two's complement of 64 bits. */
  private varint(value: number): void {
    const { bytes } = this;
    let { end } = this;
    let low = value >>> 0;
    if (low !== value) {
      let high = Math.floor(value / TWO_POW_32) >>> 0;
      while (high !== 0) {
        bytes[end] = (low & 127) | 128;
        end += 1;
        low = ((low >>> 7) | (high << 25)) >>> 0;
        high >>>= 7;
      }
    }
    while (low > 127) {
      bytes[end] = (low & 127) | 128;
      end += 1;
      low >>>= 7;
    }
    bytes[end] = low;
    this.end = end + 1;
  }

  private reserve(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.end + more));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }
}
