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
  const [kind, id, card, peer, program, amount, participant, reference, originalId, gateway, ...own] =
    tuple(value);
  const common = {
    id: text(id),
    card: integer(card),
    peer: integer(peer),
    program: text(program),
    amount: integer(amount),
    participant: text(participant),
    reference: text(reference),
    originalId: text(originalId),
    gateway: text(gateway),
  };
  switch (kind) {
    case 'credit':
      return { kind, ...common, lots: integers(own[0]), result: decodeResult(own[1]) };
    case 'reclaim':
      return { kind, ...common, originalParticipant: text(own[0]) };
    default:
      assert(kind === 'settle', 'a leg is a credit, a reclaim or a settle');
      return {
        kind,
        ...common,
        originalParticipant: text(own[0]),
        outcome: OUTCOME_CODE.decode(own[1]),
        lots: integers(own[2]),
      };
  }
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
