import { assert } from '../assert.ts';
import type { Leg, LegRefusal } from '../ledger/leg.ts';
import { decodeResult, encodeResult, OUTCOME_CODE } from './result-tuple.ts';
import type { Tuple } from './tuple.ts';
import { integer, integers, text, tuple } from './tuple.ts';

/** A leg as its kind, the fields that all legs have, and those of its kind. */
export function encodeLeg(leg: Leg): Tuple {
  const { kind, id, card, peer, program, amount, participant, reference, originalId, gateway } = leg;
  const common = [kind, id, card, peer, program, amount, participant, reference, originalId, gateway];
  switch (leg.kind) {
    case 'credit':
      return [...common, leg.lots, encodeResult(leg.result)];
    case 'reclaim':
      return [...common, leg.originalParticipant];
    case 'settle':
      return [...common, leg.originalParticipant, OUTCOME_CODE.encode(leg.outcome), leg.lots];
  }
}

/** @throws {InvariantError} when it is no leg. */
export function decodeLeg(value: unknown): Leg {
  const fields = tuple(value);
  const [kind] = fields;
  switch (kind) {
    case 'credit':
      return {
        kind,
        id: text(fields[1]),
        card: integer(fields[2]),
        peer: integer(fields[3]),
        program: text(fields[4]),
        amount: integer(fields[5]),
        participant: text(fields[6]),
        reference: text(fields[7]),
        originalId: text(fields[8]),
        gateway: text(fields[9]),
        lots: integers(fields[10]),
        result: decodeResult(fields[11]),
      };
    case 'reclaim':
      return { kind, ...reversalOf(fields) };
    default:
      assert(kind === 'settle', 'a leg is a credit, a reclaim or a settle');
      return {
        kind,
        outcome: OUTCOME_CODE.decode(fields[11]),
        lots: integers(fields[12]),
        ...reversalOf(fields),
      };
  }
}

/** What both legs of a transfer that is reversed have. */
function reversalOf(fields: Tuple) {
  return {
    id: text(fields[1]),
    card: integer(fields[2]),
    peer: integer(fields[3]),
    program: text(fields[4]),
    amount: integer(fields[5]),
    participant: text(fields[6]),
    reference: text(fields[7]),
    originalId: text(fields[8]),
    gateway: text(fields[9]),
    originalParticipant: text(fields[10]),
  };
}

export function encodeRefusal(refusal: LegRefusal): Tuple {
  const { id, card, peer, participant, outcome } = refusal;
  return [id, card, peer, participant, OUTCOME_CODE.encode(outcome)];
}

/** @throws {InvariantError} when it is no refusal. */
export function decodeRefusal(value: unknown): LegRefusal {
  const [id, card, peer, participant, outcome] = tuple(value);
  return {
    id: text(id),
    card: integer(card),
    peer: integer(peer),
    participant: text(participant),
    outcome: OUTCOME_CODE.decode(outcome),
  };
}
