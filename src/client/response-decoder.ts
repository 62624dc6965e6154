import type { Outcome } from '../ledger/outcome.ts';
import { OUTCOMES } from '../ledger/outcome.ts';
import type { Result } from '../ledger/transaction.ts';
import { delimitedTag, MessageReader, varintTag } from '../wire/message-reader.ts';
import type { Refusal } from './refusal.ts';
import { refusalOfStatusBytes } from './refusal.ts';

/** What a client hears of one transaction: its result, or why it has none. `isResult` tells them apart. */
export type Answer = Result | Refusal;

export function isResult(answer: Answer): answer is Result {
  return 'outcome' in answer;
}

/** `tongfen.v1.SubmitBatchResponse` */
export interface BatchResponse {
  readonly batch: number;
  /** In the order of the transactions; empty with a `refusal`. */
  readonly answers: readonly Answer[];
  /** Why the batch as a whole was not taken. */
  readonly refusal: Refusal | undefined;
}

/** Outcomes by their number in the contract. */
const OUTCOME_NAMES: readonly (Outcome | undefined)[] = [undefined, ...OUTCOMES];

/**
 * Reads a `tongfen.v1.SubmitBatchResponse`. By hand, for the reason that `encodeBatchRequest` gives: straight into what
 * the caller gets.
 *
 * @throws {MalformedMessage}
 */
export function decodeBatchResponse(bytes: Buffer): BatchResponse {
  const reader = new MessageReader(bytes);
  let batch = 0;
  const answers: Answer[] = [];
  let refusal: Refusal | undefined;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === delimitedTag(2)) answers.push(readAnswer(reader));
    else if (tag === varintTag(1)) batch = reader.integer();
    else if (tag === delimitedTag(3)) refusal = refusalOfStatusBytes(reader.raw());
    else reader.skip(tag);
  }
  return { batch, answers, refusal };
}

/**
 * Reads a `tongfen.v1.SubmitResponse`.
 *
 * @throws {MalformedMessage}
 */
export function decodeResponse(bytes: Buffer): Answer {
  const reader = new MessageReader(bytes);
  let answer: Answer | undefined;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === delimitedTag(1)) answer = readAnswer(reader);
    else reader.skip(tag);
  }
  return answer ?? unknownOutcome(0);
}

/** A `tongfen.v1.TransactionResult`. */
function readAnswer(reader: MessageReader): Answer {
  const outerEnd = reader.enter();
  let outcome = 0;
  let ledgerTimeMs = 0;
  let shard = 0;
  let seq = 0;
  let amount = 0;
  let balance = 0;
  let available = 0;
  let duplicate = false;
  let amountOut = 0;
  let refusal: Refusal | undefined;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    switch (tag) {
      case varintTag(1):
        outcome = reader.integer();
        break;
      case delimitedTag(2):
        ledgerTimeMs = readTimestamp(reader);
        break;
      case varintTag(3):
        shard = reader.integer();
        break;
      case varintTag(4):
        seq = reader.integer();
        break;
      case varintTag(5):
        amount = reader.integer();
        break;
      case varintTag(6):
        balance = reader.integer();
        break;
      case varintTag(7):
        available = reader.integer();
        break;
      case varintTag(8):
        duplicate = reader.integer() !== 0;
        break;
      case delimitedTag(9):
        refusal = refusalOfStatusBytes(reader.raw());
        break;
      case varintTag(10):
        amountOut = reader.integer();
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(outerEnd);
  if (refusal !== undefined) return refusal;
  const name = OUTCOME_NAMES[outcome];
  if (name === undefined) return unknownOutcome(outcome);
  // No spread of the one into the other: what is added to a spread is slow to make, and to read (docs/decisions/0012).
  if (amountOut === 0)
    return { outcome: name, shard, seq, ledgerTimeMs, amount, balance, available, duplicate };
  return { outcome: name, shard, seq, ledgerTimeMs, amount, balance, available, duplicate, amountOut };
}

/** A `google.protobuf.Timestamp`, in milliseconds since 1970. */
function readTimestamp(reader: MessageReader): number {
  const outerEnd = reader.enter();
  let seconds = 0;
  let nanos = 0;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === varintTag(1)) seconds = reader.integer();
    else if (tag === varintTag(2)) nanos = reader.integer();
    else reader.skip(tag);
  }
  reader.leave(outerEnd);
  return seconds * 1_000 + Math.round(nanos / 1_000_000);
}

/** An outcome of a later contract than this client knows: it is recorded, but not for us to interpret. */
function unknownOutcome(number: number): Refusal {
  return {
    status: 'UNKNOWN',
    message: `the outcome ${number} is not known to this client`,
    retryDelayMs: undefined,
    violations: [],
  };
}
