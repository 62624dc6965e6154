import { createHash } from 'node:crypto';

/** What the hash of a shard's first turn covers as the hash before. */
export const FIRST_HASH = new Uint8Array(32);

/**
 * The hash of a turn: SHA-256 over the hash of the turn before and the turn's rows of `transaction` in binary COPY
 * format, without its header and trailer. Whoever changes, adds or removes a row has to make every later hash anew.
 */
export function turnHash(previous: Uint8Array, rows: Uint8Array): Buffer {
  return createHash('sha256').update(previous).update(rows).digest();
}
