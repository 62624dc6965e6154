import { createHash } from 'node:crypto';

/** First byte of a cursor: another layout gets another number. */
const VERSION = 1;
const CHECKSUM_BYTES = 4;

/**
 * A cursor over sequences of the journal: opaque to callers, and refused when it is not one of ours for the same
 * question.
 *
 * Layout, in base64url (RFC 4648): version (1 byte), each sequence (8 bytes, big endian), the first 4 bytes of SHA-256
 * over the question and all before.
 *
 * @param question what the cursor continues; the same text reads it
 */
export function writeCursor(question: string, sequences: readonly number[]): string {
  const body = Buffer.alloc(1 + sequences.length * 8);
  body.writeUInt8(VERSION, 0);
  for (const [index, sequence] of sequences.entries()) body.writeBigUInt64BE(BigInt(sequence), 1 + index * 8);
  return Buffer.concat([body, checksum(question, body)]).toString('base64url');
}

/** @returns the sequences, or undefined for a text that is not a cursor for this question */
export function readCursor(question: string, cursor: string): number[] | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  const body = bytes.subarray(0, -CHECKSUM_BYTES);
  if (bytes.length < CHECKSUM_BYTES + 1 || body[0] !== VERSION || (body.length - 1) % 8 !== 0)
    return undefined;
  if (!checksum(question, body).equals(bytes.subarray(-CHECKSUM_BYTES))) return undefined;
  const sequences = Array.from({ length: (body.length - 1) / 8 }, (_, index) =>
    Number(body.readBigUInt64BE(1 + index * 8)),
  );
  return sequences.every(Number.isSafeInteger) ? sequences : undefined;
}

function checksum(question: string, body: Uint8Array): Buffer {
  return createHash('sha256').update(question).update(body).digest().subarray(0, CHECKSUM_BYTES);
}
