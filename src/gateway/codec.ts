import protobuf from 'protobufjs';
import type { Answer } from './batch.ts';
import { MESSAGES } from './messages.ts';
import { ResultBytes } from './result-bytes.ts';
import type { BatchResponse, Int64, WireBatchRequest, WireSubmitRequest } from './wire.ts';

/** A message that was not read. It travels to the handler in place of the message, for only there it can be answered. */
export class UnreadMessage {
  readonly reason: 'malformed' | 'too-large';
  /** `batch` of a SubmitBatchRequest that is too large, as far as it can be told. */
  readonly batch: Int64;

  constructor(reason: 'malformed' | 'too-large', batch: Int64 = { low: 0, high: 0 }) {
    this.reason = reason;
    this.batch = batch;
  }
}

/** Wraps a reader of messages: too long ones are not read at all, and malformed ones do not throw. */
export function guarded<T>(
  read: (bytes: Buffer) => T,
  bytesMax: number,
): (bytes: Buffer) => T | UnreadMessage {
  return (bytes) => {
    try {
      return bytes.length > bytesMax ? new UnreadMessage('too-large', batchOf(bytes)) : read(bytes);
    } catch {
      return new UnreadMessage('malformed');
    }
  };
}

/** Field 1 of a message when it is an int64 and comes first, as every writer in use puts it. */
function batchOf(bytes: Buffer): Int64 | undefined {
  const reader = protobuf.Reader.create(bytes);
  const tagOfFirstInt64 = 8;
  return reader.uint32() === tagOfFirstInt64 ? reader.int64() : undefined;
}

export function readSubmitRequest(bytes: Buffer): WireSubmitRequest {
  return MESSAGES.SubmitRequest.decode(bytes) as unknown as WireSubmitRequest;
}

export function readBatchRequest(bytes: Buffer): WireBatchRequest {
  return MESSAGES.SubmitBatchRequest.decode(bytes) as unknown as WireBatchRequest;
}

/** Shared by all answers of the process: it is used and left within one call. */
const results = new ResultBytes();

const RESULT_OF_SUBMIT = 0x0a;
const RESULT_OF_BATCH = 0x12;

export function writeSubmitResponse(answer: Answer): Buffer {
  results.begin();
  results.add(RESULT_OF_SUBMIT, answer);
  return results.end();
}

export function writeBatchResponse({ batch, answers, error }: BatchResponse): Buffer {
  const rest = { batch, error: error?.toRpcStatus() ?? null };
  results.begin();
  for (const answer of answers) results.add(RESULT_OF_BATCH, answer);
  return Buffer.concat([MESSAGES.SubmitBatchResponse.encode(rest).finish(), results.end()]);
}

/** The first millisecond since 1970 that is not before a `google.protobuf.Timestamp`: where what it bounds begins. */
export function millisecondsOf({ seconds, nanos }: { seconds: number; nanos: number }): number {
  return seconds * 1_000 + Math.ceil(nanos / 1_000_000);
}

/** `google.protobuf.Timestamp` of a time in milliseconds since 1970. */
export function timestampOf(timeMs: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(timeMs / 1_000);
  return { seconds, nanos: Math.round((timeMs - seconds * 1_000) * 1_000_000) };
}
