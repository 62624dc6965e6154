import { assert } from '../assert.ts';
import type { Account, Card } from './account.ts';
import { availableOf, findAccount, openAccount } from './account.ts';
import { clawback, takeBack } from './clawback.ts';
import { contentOf } from './content.ts';
import { maySee } from './gate.ts';
import { returnOrigin } from './leg.ts';
import type { LotPairs } from './lots.ts';
import { firstOf, lastOf, negated, putLots } from './lots.ts';
import type { Program } from './network.ts';
import { hasRoom } from './room.ts';
import type { ShardState } from './state.ts';
import { entryKey } from './state.ts';
import type { Entry, Result, Transaction } from './transaction.ts';
import { requestReclaim } from './transfer.ts';

const REVERSIBLE_TYPES: ReadonlySet<Entry['type']> = new Set(['EARN', 'REDEEM', 'CAPTURE', 'TRANSFER']);

/** `REVERSE`: undoes a posted earn, redeem, capture or transfer, whole or in part. */
export function reverse(
  state: ShardState,
  tx: Transaction,
  card: Card,
  program: Program,
  gateway: string,
): Result | null {
  const original = findOriginal(state, tx);
  if (original === undefined) return state.decline(contentOf(tx), 'ORIGINAL_UNKNOWN', '');
  if (original.outcome !== 'POSTED')
    return state.decline(contentOf(tx), 'ORIGINAL_NOT_REVERSIBLE', original.merchant);
  switch (original.type) {
    case 'EARN':
      return reverseEarn(state, tx, card, program, original);
    case 'REDEEM':
    case 'CAPTURE':
      return refund(state, tx, card, original);
    case 'TRANSFER':
      return reverseTransfer(state, tx, card, original, gateway);
    default:
      return state.decline(contentOf(tx), 'ORIGINAL_NOT_REVERSIBLE', original.merchant);
  }
}

function reverseEarn(
  state: ShardState,
  tx: Transaction,
  card: Card,
  program: Program,
  original: Entry,
): Result {
  const account = findAccount(card, tx.program);
  assert(account !== undefined, 'an account outlives what was earned in it');
  const amount = clawback(program.clawback, tx.amount, availableOf(account));
  if (amount === 0) return state.decline(contentOf(tx), 'INSUFFICIENT_POINTS', original.merchant);
  if (!hasRoom(account, -amount)) return state.decline(contentOf(tx), 'BALANCE_OVERFLOW', original.merchant);
  if (isAboveOriginal(state, tx, original)) return aboveOriginal(state, tx, original);

  const lots = negated(takeBack(account, amount, original.lots[0]));
  return postReversal(state, tx, account, original, -amount, lots);
}

/** The reversal of a redeem or a capture: the original lots come back with their days, last taken first. */
function refund(state: ShardState, tx: Transaction, card: Card, original: Entry): Result {
  if (!hasRoom(findAccount(card, tx.program), tx.amount))
    return state.decline(contentOf(tx), 'BALANCE_OVERFLOW', original.merchant);
  if (isAboveOriginal(state, tx, original)) return aboveOriginal(state, tx, original);

  const account = openAccount(card, tx.program);
  // A capture's entry may list, behind what was captured, freed lots that paid what was overdrawn.
  const spent = firstOf(negated(original.lots), -original.postedChange);
  const lots = putLots(account, lastOf(spent, reversedOf(state, original), tx.amount));
  return postReversal(state, tx, account, original, tx.amount, lots);
}

function reverseTransfer(
  state: ShardState,
  tx: Transaction,
  card: Card,
  original: Entry,
  gateway: string,
): Result | null {
  const returned =
    state.recorded.find(original.id, original.card, returnOrigin(original.origin)) !== undefined;
  // A chain posts here and now or not at all, which the reversal of a transfer can't promise.
  if (returned || state.inChain) return state.decline(contentOf(tx), 'ORIGINAL_NOT_REVERSIBLE', '');
  if (!hasRoom(findAccount(card, tx.program), tx.amount))
    return state.decline(contentOf(tx), 'BALANCE_OVERFLOW', '');
  if (isAboveOriginal(state, tx, original)) return aboveOriginal(state, tx, original);
  state.reverse(original, tx.amount);
  requestReclaim(state, tx, original, gateway);
  return null;
}

function postReversal(
  state: ShardState,
  tx: Transaction,
  account: Account,
  original: Entry,
  postedChange: number,
  lots: LotPairs,
): Result {
  state.reverse(original, Math.abs(postedChange));
  const { counter, merchant } = original;
  return state.post(contentOf(tx), { account, lots, postedChange, heldChange: 0, counter, merchant });
}

/**
 * The entry that a participant made under the id, in this program: the caller's own before others it may see, and of those
 * one that can be reversed before those that can't.
 */
export function findOriginal(state: ShardState, tx: Transaction): Entry | undefined {
  const { network } = state.basis;
  const entries = state.recorded
    .all(tx.originalId, tx.card)
    .filter((entry) => entry.program === tx.program && network.participants.has(entry.origin));
  const own = entries.find((entry) => entry.origin === tx.participant);
  if (own !== undefined) return own;
  const others = entries.filter((entry) => maySee(network, tx, entry.origin));
  return others.find((entry) => isReversible(state, tx, entry)) ?? others[0];
}

function isReversible(state: ShardState, tx: Transaction, entry: Entry): boolean {
  return entry.outcome === 'POSTED' && REVERSIBLE_TYPES.has(entry.type) && !isAboveOriginal(state, tx, entry);
}

function reversedOf(state: ShardState, original: Entry): number {
  return state.reversed.get(entryKey(original)) ?? 0;
}

/** True when more would be reversed than the original moved. */
export function isAboveOriginal(state: ShardState, tx: Transaction, original: Entry): boolean {
  return reversedOf(state, original) + tx.amount > Math.abs(original.postedChange);
}

/** Records that decline. */
export function aboveOriginal(state: ShardState, tx: Transaction, original: Entry): Result {
  return state.decline(contentOf(tx), 'AMOUNT_ABOVE_ORIGINAL', original.merchant);
}
