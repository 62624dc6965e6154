import protobuf from 'protobufjs';
import { Fault } from '../fault.ts';
import type { Outcome } from '../ledger/outcome.ts';
import { OUTCOMES } from '../ledger/outcome.ts';
import type { Result } from '../ledger/transaction.ts';
import { enumNumbers, MESSAGES } from './messages.ts';
import { Refusal, refusalOf } from './refusal.ts';
import type { Int64, WireBatchRequest, WireBatchResponse, WireResult, WireSubmitRequest } from './wire.ts';

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

export function writeSubmitResponse(response: { readonly result: WireResult }): Buffer {
  return MESSAGES.SubmitResponse.encode(response).finish() as Buffer;
}

export function writeBatchResponse(response: WireBatchResponse): Buffer {
  return MESSAGES.SubmitBatchResponse.encode(response).finish() as Buffer;
}

const OUTCOME_NUMBERS = (() => {
  const numbers = enumNumbers('tongfen.v1.Outcome');
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, numbers[outcome]])) as Record<
    Outcome,
    number
  >;
})();

/**
 * Makes the results of one answer. What repeats among its items is made once: the ledger time of a turn, and the status
 * of a fault that all items of a shard share.
 */
export class ResultWriter {
  #ledgerTimeMs = Number.NaN;
  #ledgerTime: WireResult['ledgerTime'] = null;
  #fault: Fault | undefined;
  #faultResult: WireResult | undefined;

  of(answer: Result | Fault | Refusal): WireResult {
    if (answer instanceof Fault) return this.#ofFault(answer);
    if (answer instanceof Refusal) return ofRefusal(answer);
    return {
      outcome: OUTCOME_NUMBERS[answer.outcome],
      ledgerTime: this.#timestampOf(answer.ledgerTimeMs),
      shard: answer.shard,
      sequence: answer.seq,
      amount: answer.amount,
      balance: answer.balance,
      available: answer.available,
      duplicate: answer.duplicate,
      error: null,
    };
  }

  #ofFault(fault: Fault): WireResult {
    if (this.#fault !== fault) this.#faultResult = undefined;
    this.#fault = fault;
    this.#faultResult ??= ofRefusal(refusalOf(fault));
    return this.#faultResult;
  }

  #timestampOf(timeMs: number): WireResult['ledgerTime'] {
    if (timeMs !== this.#ledgerTimeMs) {
      this.#ledgerTimeMs = timeMs;
      this.#ledgerTime = timestampOf(timeMs);
    }
    return this.#ledgerTime;
  }
}

/** `google.protobuf.Timestamp` of a time in milliseconds since 1970. */
export function timestampOf(timeMs: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(timeMs / 1_000);
  return { seconds, nanos: Math.round((timeMs - seconds * 1_000) * 1_000_000) };
}

function ofRefusal(refusal: Refusal): WireResult {
  return {
    outcome: 0,
    ledgerTime: null,
    shard: 0,
    sequence: 0,
    amount: 0,
    balance: 0,
    available: 0,
    duplicate: false,
    error: refusal.toRpcStatus(),
  };
}
