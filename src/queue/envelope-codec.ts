import { assert } from '../assert.ts';
import type { HostAnswer } from '../ledger/host-message.ts';
import type { Envelope } from '../shard/envelope.ts';
import { decodeLeg, decodeRefusal, encodeLeg, encodeRefusal } from './leg-tuple.ts';
import { OUTCOME_CODE } from './result-tuple.ts';
import { decodeTransaction, encodeTransaction } from './transaction-tuple.ts';
import type { Tuple } from './tuple.ts';
import { integer, openMessage, text, tuple } from './tuple.ts';

/** Rises as that of replies does. */
const VERSION = 1;

/** An envelope as the data of a job: nested arrays, which BullMQ makes JSON of. */
export function encodeEnvelope(envelope: Envelope): Tuple {
  const { kind } = envelope;
  switch (kind) {
    case 'submit': {
      const { gateway, number, transactions } = envelope;
      return [VERSION, kind, gateway, number, transactions.map(encodeTransaction)];
    }
    case 'legs':
      return [VERSION, kind, envelope.from, envelope.outbox, envelope.legs.map(encodeLeg)];
    case 'acknowledge':
      return [VERSION, kind, envelope.from, envelope.outbox, envelope.refusals.map(encodeRefusal)];
    case 'host-answer':
      return [VERSION, kind, envelope.message, ...encodeAnswer(envelope.answer)];
    case 'recall':
      return [VERSION, kind, envelope.limit, envelope.participant];
    case 'cut-over':
      return [VERSION, kind, envelope.cycle, envelope.businessDate];
    case 'card-status': {
      const { gateway, number, card, status, version } = envelope;
      return [VERSION, kind, gateway, number, card, status, version];
    }
  }
}

/**
 * @param data what `encodeEnvelope` gave, or JSON of it
 * @throws {InvariantError | SyntaxError} when it is no envelope, or one of another version
 */
export function decodeEnvelope(data: unknown): Envelope {
  const { kind, fields } = openMessage(typeof data === 'string' ? JSON.parse(data) : data, VERSION);
  switch (kind) {
    case 'submit':
      return {
        kind,
        gateway: text(fields[0]),
        number: integer(fields[1]),
        transactions: tuple(fields[2]).map(decodeTransaction),
      };
    case 'legs':
      return {
        kind,
        from: integer(fields[0]),
        outbox: integer(fields[1]),
        legs: tuple(fields[2]).map(decodeLeg),
      };
    case 'acknowledge':
      return {
        kind,
        from: integer(fields[0]),
        outbox: integer(fields[1]),
        refusals: tuple(fields[2]).map(decodeRefusal),
      };
    case 'host-answer':
      return { kind, message: text(fields[0]), answer: decodeAnswer(fields[1], fields[2]) };
    case 'recall': {
      const [limit, participant] = fields;
      assert(limit === 'NET_DEBIT' || limit === 'STAND_IN', 'a limit is of a kind that this process knows');
      return { kind, limit, participant: text(participant) };
    }
    case 'cut-over':
      return { kind, cycle: integer(fields[0]), businessDate: integer(fields[1]) };
    default: {
      assert(kind === 'card-status', 'an envelope is of a kind that this process knows');
      const [gateway, number, card, status, version] = fields;
      assert(status === 'active' || status === 'blocked', 'a card is active or blocked');
      return {
        kind,
        gateway: text(gateway),
        number: integer(number),
        card: integer(card),
        status,
        version: integer(version),
      };
    }
  }
}

function encodeAnswer(answer: HostAnswer): Tuple {
  switch (answer.kind) {
    case 'declined':
      return [answer.kind, OUTCOME_CODE.encode(answer.outcome)];
    case 'disputed':
      return [answer.kind, answer.reason];
    default:
      return [answer.kind];
  }
}

function decodeAnswer(kind: unknown, why: unknown): HostAnswer {
  switch (kind) {
    case 'declined':
      return { kind, outcome: OUTCOME_CODE.decode(why) };
    case 'disputed':
      return { kind, reason: text(why) };
    default:
      assert(
        kind === 'approved' || kind === 'none' || kind === 'acknowledged',
        'an answer of a host is of a kind that this process knows',
      );
      return { kind };
  }
}
