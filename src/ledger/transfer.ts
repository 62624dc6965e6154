import { assert } from '../assert.ts';
import type { Card } from './account.ts';
import { availableOf, findAccount, openAccount } from './account.ts';
import { expiresOn } from './calendar.ts';
import { shardOf } from './card.ts';
import { clawback, takeBack } from './clawback.ts';
import { contentOf } from './content.ts';
import { expireDue } from './expire.ts';
import type { Leg } from './leg.ts';
import { creditOf, reclaimOf, returnOrigin, secondLegOrigin, settleOf } from './leg.ts';
import { merged, negated, putLots, sumOf, takeLots } from './lots.ts';
import type { Program } from './network.ts';
import type { Decline, Outcome } from './outcome.ts';
import { hasRoom } from './room.ts';
import type { EntryContent, ShardState, Transit } from './state.ts';
import { resultOf, transitKey } from './state.ts';
import type { Entry, Result, Transaction } from './transaction.ts';

/**
 * `TRANSFER`: from card to card through transit, with the days the points expire on. Where the receiving card lives in
 * this shard both entries are made here; else the debit is posted and a `credit` leg takes the points along.
 *
 * @returns null when the receiver's shard has to answer
 */
export function transfer(
  state: ShardState,
  tx: Transaction,
  card: Card,
  program: Program,
  gateway: string,
): Result | null {
  const decline = (outcome: Outcome): Result => state.decline(contentOf(tx), outcome, '');
  const isLocal = livesHere(state, tx.toCard);
  const receiver = state.cards.get(tx.toCard);
  if (isLocal && receiver !== undefined) expireDue(state, receiver);
  const refusal = receiverRefusal(state, tx, program);
  if (refusal !== undefined) return decline(refusal);
  const account = findAccount(card, tx.program);
  if (account === undefined || availableOf(account) < tx.amount) return decline('INSUFFICIENT_POINTS');
  if (receiver !== undefined && !hasRoom(findAccount(receiver, tx.program), tx.amount))
    return decline('BALANCE_OVERFLOW');

  const lots = takeLots(account, tx.amount);
  const result = state.post(contentOf(tx), {
    account,
    lots: negated(lots),
    postedChange: -tx.amount,
    heldChange: 0,
    counter: 'TRANSIT',
    merchant: '',
  });
  const leg = creditOf(tx, { gateway, lots, result });
  if (isLocal) {
    assert(postCredit(state, leg) === undefined, 'a receiver that was checked takes the credit');
    return result;
  }
  send(state, leg, tx.id, tx.card);
  return null;
}

/** Why a transfer is declined before its sender's account is looked at. A receiver in another shard is looked at there. */
export function receiverRefusal(state: ShardState, tx: Transaction, program: Program): Decline | undefined {
  const receiver = state.cards.get(tx.toCard);
  if (livesHere(state, tx.toCard)) {
    if (receiver === undefined) return 'CARD_UNKNOWN';
    if (receiver.status === 'blocked') return 'CARD_BLOCKED';
  }
  return tx.amount > program.limitPerTransaction ? 'AMOUNT_ABOVE_LIMIT' : undefined;
}

function livesHere({ shard, shards }: ShardState, card: number): boolean {
  return shardOf(card, shards) === shard;
}

/** The transfer again: its first outcome, or null while the other shard has not answered. */
export function repeatTransfer(state: ShardState, recorded: Entry, gateway: string): Result | null {
  const underWay = state.transit.get(transitKey(recorded.id, recorded.card, recorded.origin));
  if (underWay !== undefined) {
    underWay.gateways.add(gateway);
    return null;
  }
  const returned = state.recorded.find(recorded.id, recorded.card, returnOrigin(recorded.origin));
  return returned === undefined
    ? resultOf(recorded, state.shard, true)
    : refusedResult(returned, state.shard, true);
}

/** Asks the receiver's shard for the points of a transfer back; `original` is the sender's entry. */
export function requestReclaim(state: ShardState, tx: Transaction, original: Entry, gateway: string): void {
  send(state, reclaimOf(tx, original, gateway), tx.id, tx.card);
}

/**
 * Receiver of a transfer: credits the card, or records why not. A second delivery finds the entry of the first.
 *
 * @returns undefined when it is posted, else the outcome with which the points go back
 */
export function postCredit(state: ShardState, leg: Leg & { kind: 'credit' }): Outcome | undefined {
  const origin = secondLegOrigin(leg.peer, leg.participant);
  const recorded = state.recorded.find(leg.id, leg.card, origin);
  if (recorded !== undefined) return recorded.outcome === 'POSTED' ? undefined : recorded.outcome;

  const content = contentOfLeg(leg, 'TRANSFER', origin);
  const card = state.cards.get(leg.card);
  if (card !== undefined) expireDue(state, card);
  const refusal = refusalOf(card, leg);
  if (card === undefined || refusal !== undefined)
    return state.decline(content, refusal ?? 'CARD_UNKNOWN', '').outcome;

  const account = openAccount(card, leg.program);
  const lots = putLots(account, leg.lots);
  state.post(content, {
    account,
    lots,
    postedChange: leg.amount,
    heldChange: 0,
    counter: 'TRANSIT',
    merchant: '',
  });
  return undefined;
}

function refusalOf(card: Card | undefined, leg: Leg): Outcome | undefined {
  if (card === undefined) return 'CARD_UNKNOWN';
  if (card.status === 'blocked') return 'CARD_BLOCKED';
  return hasRoom(findAccount(card, leg.program), leg.amount) ? undefined : 'BALANCE_OVERFLOW';
}

/**
 * Sender of a transfer that the receiver refused: the points come back, and the entry keeps the outcome as its reason.
 *
 * @returns what the caller is told; undefined while the account has no room for them (they stay in transit)
 */
export function postReturn(
  state: ShardState,
  leg: Leg & { kind: 'credit' },
  outcome: Outcome,
): Result | undefined {
  const origin = returnOrigin(leg.participant);
  const recorded = state.recorded.find(leg.id, leg.peer, origin);
  if (recorded !== undefined) return refusedResult(recorded, state.shard, true);

  const card = state.cards.get(leg.peer);
  assert(card !== undefined, 'a card that sent points is still there');
  expireDue(state, card);
  const account = openAccount(card, leg.program);
  if (!hasRoom(account, leg.amount)) return undefined;
  const lots = putLots(account, leg.lots);
  const content = {
    ...contentOfLeg(leg, 'TRANSFER', origin),
    card: leg.peer,
    peer: leg.card,
    reason: outcome,
  };
  state.post(content, {
    account,
    lots,
    postedChange: leg.amount,
    heldChange: 0,
    counter: 'TRANSIT',
    merchant: '',
  });
  const entry = state.recorded.find(leg.id, leg.peer, origin);
  assert(entry !== undefined, 'what was posted is recorded');
  return refusedResult(entry, state.shard, false);
}

/**
 * Receiver of a transfer that is reversed: takes the points back by the program's clawback policy, and sends them (or
 * the decline) to the sender's shard as a `settle` leg. A second delivery changes nothing: the first one's `settle` is
 * in the outbox until it has arrived.
 *
 * @returns false when the transfer itself has not arrived yet, so that the leg has to come again
 */
export function postReclaim(state: ShardState, leg: Leg & { kind: 'reclaim' }): boolean {
  const origin = secondLegOrigin(leg.peer, leg.participant);
  if (state.recorded.find(leg.id, leg.card, origin) !== undefined) return true;
  const credit = state.recorded.find(
    leg.originalId,
    leg.card,
    secondLegOrigin(leg.peer, leg.originalParticipant),
  );
  const program = state.basis.network.programs.get(leg.program);
  if (credit === undefined || program === undefined) return false;

  const card = state.cards.get(leg.card);
  if (card !== undefined) expireDue(state, card);
  const account = card === undefined ? undefined : findAccount(card, leg.program);
  const content = contentOfLeg(leg, 'REVERSE', origin);
  const settle = (outcome: Outcome, amount: number, lots: readonly number[]): void => {
    state.legs.push(settleOf(leg, { outcome, amount, lots }));
  };
  const decline = (outcome: Outcome): true => {
    state.decline(content, outcome, '');
    settle(outcome, 0, []);
    return true;
  };
  if (credit.outcome !== 'POSTED' || account === undefined) return decline('ORIGINAL_NOT_REVERSIBLE');
  const amount = clawback(program.clawback, leg.amount, availableOf(account));
  if (amount === 0) return decline('INSUFFICIENT_POINTS');
  if (!hasRoom(account, -amount)) return decline('BALANCE_OVERFLOW');

  const lots = takeBack(account, amount);
  state.post(content, {
    account,
    lots: negated(lots),
    postedChange: -amount,
    heldChange: 0,
    counter: 'TRANSIT',
    merchant: '',
  });
  const overdrawn = amount - sumOf(lots);
  // What the receiver has spent already had a day that nobody knows any more: it lasts as long as what is earned today.
  const day = expiresOn(program.expiry, state.basis.businessDate);
  settle('POSTED', amount, overdrawn === 0 ? lots : merged(lots, [day, overdrawn]));
  return true;
}

/**
 * Sender of a transfer that is reversed, with the receiver's answer: gives the points back to the card they came from, and
 * makes the reversal's entry.
 *
 * @returns what the caller is told; undefined while the account has no room for the points (they stay in transit)
 */
export function postSettle(state: ShardState, leg: Leg & { kind: 'settle' }): Result | undefined {
  const recorded = state.recorded.find(leg.id, leg.card, leg.participant);
  if (recorded !== undefined) return resultOf(recorded, state.shard, true);
  const underWay = state.transit.get(transitKey(leg.id, leg.card, leg.participant));
  assert(underWay !== undefined, 'a reversal is in transit until it is settled');
  const requested = underWay.leg.amount;
  const content = { ...contentOfLeg(leg, 'REVERSE', leg.participant), amount: requested };

  const original = state.recorded
    .all(leg.originalId, leg.card)
    .find((entry) => entry.origin === leg.originalParticipant);
  const card = state.cards.get(leg.card);
  assert(original !== undefined && card !== undefined, 'the original of a reversal is recorded');
  expireDue(state, card);
  const account = openAccount(card, leg.program);
  if (!hasRoom(account, leg.amount)) return undefined;

  state.transit.delete(transitKey(leg.id, leg.card, leg.participant));
  if (leg.amount < requested) state.reverse(original, leg.amount - requested);
  if (leg.outcome !== 'POSTED') return state.decline(content, leg.outcome, '');
  const lots = putLots(account, leg.lots);
  return state.post(content, {
    account,
    lots,
    postedChange: leg.amount,
    heldChange: 0,
    counter: 'TRANSIT',
    merchant: '',
  });
}

/** What a transfer that came back is answered with: the receiver's decline, nothing moved. */
function refusedResult(returned: Entry, shard: number, duplicate: boolean): Result {
  return { ...resultOf(returned, shard, duplicate), outcome: returned.reason as Outcome, amount: 0 };
}

function send(state: ShardState, leg: Leg, id: string, card: number): void {
  const transit: Transit = { leg, gateways: new Set() };
  state.transit.set(transitKey(id, card, leg.participant), transit);
  state.legs.push(leg);
}

function contentOfLeg(leg: Leg, type: 'TRANSFER' | 'REVERSE', origin: string): EntryContent {
  return {
    id: leg.id,
    card: leg.card,
    origin,
    type,
    program: leg.program,
    amount: leg.amount,
    reference: leg.reference,
    originalId: leg.originalId,
    peer: leg.peer,
    holdSeconds: 0,
    debit: false,
    reason: '',
    linked: false,
    exchange: undefined,
  };
}
