import { assert } from '../assert.ts';
import type { Decision } from '../ledger/transaction.ts';
import type { LateResult, Reply } from '../shard/envelope.ts';
import type { BalanceAnswer } from '../shard/inquiry.ts';
import { decodeResult, encodeResult } from './result-tuple.ts';
import type { Tuple } from './tuple.ts';
import { integer, openMessage, text, tuple } from './tuple.ts';

/**
 * Rises when an older process would take a message for something else. What is only added (a kind, a name at the end of a list) it
 * refuses by itself, message by message, and is sent again until a process that knows it hears (docs/decisions/0005).
 */
const VERSION = 1;

/** A reply as JSON. */
export function encodeReply(reply: Reply): string {
  return JSON.stringify(asTuple(reply));
}

/** @throws {InvariantError | SyntaxError} when it is no reply, or one of another version. */
export function decodeReply(message: string): Reply {
  const { kind, fields } = openMessage(JSON.parse(message), VERSION);
  switch (kind) {
    case 'results':
      return {
        kind,
        number: integer(fields[0]),
        results: tuple(fields[1]).map(decodeDecision),
      };
    case 'late':
      return { kind, results: tuple(fields[0]).map(decodeLateResult) };
    case 'balance':
      return { kind, number: integer(fields[0]), answer: decodeBalance(fields.slice(1)) };
    default:
      assert(kind === 'done', 'a reply is of a kind that this process knows');
      return { kind, number: integer(fields[0]) };
  }
}

function asTuple(reply: Reply): Tuple {
  const { kind } = reply;
  switch (kind) {
    case 'results': {
      return [VERSION, kind, reply.number, reply.results.map(encodeDecision)];
    }
    case 'late':
      return [VERSION, kind, reply.results.map(encodeLateResult)];
    case 'done':
      return [VERSION, kind, reply.number];
    case 'balance':
      return [VERSION, kind, reply.number, ...encodeBalance(reply.answer)];
  }
}

function encodeDecision(decision: Decision): unknown {
  return decision === null || decision === 'again' ? decision : encodeResult(decision);
}

function decodeDecision(value: unknown): Decision {
  return value === null || value === 'again' ? value : decodeResult(value);
}

function encodeLateResult({ card, id, participant, result }: LateResult): Tuple {
  return [card, id, participant, encodeResult(result)];
}

function decodeLateResult(value: unknown): LateResult {
  const [card, id, participant, result] = tuple(value);
  return {
    card: integer(card),
    id: text(id),
    participant: text(participant),
    result: decodeResult(result),
  };
}

function encodeBalance(answer: BalanceAnswer): Tuple {
  return answer.kind === 'known' ? [answer.kind, answer.posted, answer.held] : [answer.kind];
}

function decodeBalance([kind, posted, held]: Tuple): BalanceAnswer {
  if (kind === 'known') return { kind, posted: integer(posted), held: integer(held) };
  assert(
    kind === 'unknown' || kind === 'none',
    'an answer about a balance is of a kind that this process knows',
  );
  return { kind };
}
