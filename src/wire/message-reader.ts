const TWO_POW_28 = 268_435_456;
const TWO_POW_35 = 34_359_738_368;
const TWO_POW_36 = 68_719_476_736;

/** Longest varint: 64 bits, seven at a time. The bits from 28 on are in its fifth to tenth byte. */
const VARINT_HIGH_BYTES_MAX = 6;

/** Bytes that are not a protobuf message. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

/**
 * Reads a protobuf message (https://protobuf.dev/programming-guides/encoding/) field by field: `tag` until it gives 0;
 * after each tag that is known the value, after each other one `skip`. A tag names field and wire type at once
 * (`varintTag`, `delimitedTag`), so that a field of another wire type than expected is skipped like an unknown one.
 */
export class MessageReader {
  private readonly bytes: Buffer;
  private position = 0;
  private end: number;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  /** The next tag, 0 at the end of the message. */
  tag(): number {
    if (this.position >= this.end) return 0;
    const tag = this.integer();
    if (tag < 8 || tag >= 2 ** 32) throw new MalformedMessage('a field has no number');
    return tag;
  }

  /**
   * An int32, int64, bool or enum. An int64 beyond 2^53 comes out rounded, and still beyond 2^53.
   */
  integer(): number {
    let byte = this.byte();
    if (byte < 128) return byte;
    let low = byte & 127;
    for (let shift = 7; shift < 28; shift += 7) {
      byte = this.byte();
      low |= (byte & 127) << shift;
      if (byte < 128) return low;
    }
    let high = 0;
    let scale = 1;
    for (let count = 0; count < VARINT_HIGH_BYTES_MAX; count += 1) {
      byte = this.byte();
      high += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) {
        high %= TWO_POW_36;
        return (high < TWO_POW_35 ? high : high - TWO_POW_36) * TWO_POW_28 + low;
      }
    }
    throw new MalformedMessage('a number is longer than 64 bits');
  }

  flag(): boolean {
    return this.integer() !== 0;
  }

  text(): string {
    const start = this.delimited();
    return this.bytes.toString('utf8', start, this.position);
  }

  /** A view of the message's own bytes. */
  raw(): Buffer {
    const start = this.delimited();
    return this.bytes.subarray(start, this.position);
  }

  /** Goes into a message within the message. Returns what `leave` needs. */
  enter(): number {
    const outerEnd = this.end;
    const start = this.delimited();
    this.end = this.position;
    this.position = start;
    return outerEnd;
  }

  /** Comes back out of it, to be called when `tag` has given 0. */
  leave(outerEnd: number): void {
    if (this.position !== this.end) throw new MalformedMessage('a field goes beyond its message');
    this.end = outerEnd;
  }

  /** Passes over the value of a tag that is not known. */
  skip(tag: number): void {
    switch (tag & 7) {
      case 0:
        this.integer();
        return;
      case 1:
        this.advance(8);
        return;
      case 2:
        this.delimited();
        return;
      case 5:
        this.advance(4);
        return;
      default:
        // Groups are not in proto3.
        throw new MalformedMessage(`a field has the wire type ${tag & 7}`);
    }
  }

  private byte(): number {
    // Beyond the last byte a number never ends, so that it is refused in `integer`.
    const byte = this.bytes[this.position] ?? 128;
    this.position += 1;
    return byte;
  }

  /** Where the bytes of a string, bytes or message begin; the position is then behind them. */
  private delimited(): number {
    const length = this.integer();
    const start = this.position;
    this.advance(length);
    return start;
  }

  private advance(count: number): void {
    this.position += count;
    if (count < 0 || this.position > this.end) throw new MalformedMessage('a field goes beyond its message');
  }
}

export function varintTag(field: number): number {
  return field << 3;
}

export function delimitedTag(field: number): number {
  return (field << 3) | 2;
}
