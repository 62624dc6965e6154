import { BinaryWriter } from './binary-writer.ts';

/** Bytes of the length that stands before a value; a parameter goes without it, for `pg` writes its own. */
const LENGTH_BYTES = 4;

/**
 * Makes binary parameters, arrays most of all: `pg` would send them as text that it escapes element by element. The
 * buffers are valid until the next `clear`.
 */
export class Parameters {
  private readonly writer: BinaryWriter;

  constructor(initialBytes?: number) {
    this.writer = new BinaryWriter(initialBytes);
  }

  clear(): void {
    this.writer.clear();
  }

  int64Array(values: readonly number[]): Buffer {
    const start = this.writer.length;
    this.writer.int64Array(values);
    return this.writer.written(start + LENGTH_BYTES);
  }

  int32Array(values: readonly number[]): Buffer {
    const start = this.writer.length;
    this.writer.int32Array(values);
    return this.writer.written(start + LENGTH_BYTES);
  }

  textArray(values: readonly (string | null)[]): Buffer {
    const start = this.writer.length;
    this.writer.textArray(values);
    return this.writer.written(start + LENGTH_BYTES);
  }

  timestampArray(values: readonly number[]): Buffer {
    const start = this.writer.length;
    this.writer.timestampArray(values);
    return this.writer.written(start + LENGTH_BYTES);
  }

  uuidArray(values: readonly string[]): Buffer {
    const start = this.writer.length;
    this.writer.uuidArray(values);
    return this.writer.written(start + LENGTH_BYTES);
  }
}
