import type { Account, Card, Hold } from './account.ts';
import { availableOf, findAccount, HOLDS_MAX } from './account.ts';
import { contentOf } from './content.ts';
import { endHold, holdExpiryOrigin } from './expire.ts';
import { maySee } from './gate.ts';
import { lotsOf, takeLots } from './lots.ts';
import type { Decline } from './outcome.ts';
import type { ShardState } from './state.ts';
import type { Entry, Result, Transaction } from './transaction.ts';
import { HOLD_SECONDS_DEFAULT } from './transaction.ts';

/** `AUTHORIZE`: sets points aside and pins their lots. */
export function authorize(state: ShardState, tx: Transaction, card: Card): Result {
  const account = findAccount(card, tx.program);
  if (account === undefined || availableOf(account) < tx.amount) {
    return state.decline(contentOf(tx), 'INSUFFICIENT_POINTS', tx.merchant);
  }
  if (account.holds.length >= HOLDS_MAX) return state.decline(contentOf(tx), 'TOO_MANY_HOLDS', tx.merchant);
  const seconds = tx.holdSeconds === 0 ? HOLD_SECONDS_DEFAULT : tx.holdSeconds;
  const hold: Hold = {
    id: tx.id,
    participant: tx.participant,
    merchant: tx.merchant,
    amount: tx.amount,
    expiresAtMs: state.basis.nowMs + seconds * 1000,
    lots: lotsOf(takeLots(account, tx.amount)),
  };
  account.holds.push(hold);
  if (hold.expiresAtMs < account.holdsDueAtMs) account.holdsDueAtMs = hold.expiresAtMs;
  return state.post(contentOf(tx), {
    account,
    lots: [],
    postedChange: 0,
    heldChange: tx.amount,
    counter: undefined,
    merchant: tx.merchant,
  });
}

/** `CAPTURE` and `RELEASE`: a hold ends exactly once, and what is not captured is free again. */
export function endAuthorization(state: ShardState, tx: Transaction, card: Card): Result {
  const found = findHold(state, tx, card);
  if ('outcome' in found) return state.decline(contentOf(tx), found.outcome, found.merchant);
  const { account, hold } = found;
  const lots = endHold(account, hold, tx.amount);
  return state.post(contentOf(tx), {
    account,
    lots,
    postedChange: -tx.amount,
    heldChange: -hold.amount,
    counter: tx.amount === 0 ? undefined : hold.merchant === '' ? 'ISSUANCE' : 'MERCHANT',
    merchant: hold.merchant,
  });
}

/** The open hold that a capture or a release is for, or why there is none. */
export function findHold(
  state: ShardState,
  tx: Transaction,
  card: Card,
): { account: Account; hold: Hold } | { outcome: Decline; merchant: string } {
  const account = findAccount(card, tx.program);
  const authorization = findAuthorization(state, tx, account);
  if (authorization === undefined) return { outcome: 'HOLD_UNKNOWN', merchant: '' };
  const hold = holdOf(account, authorization);
  if (account === undefined || hold === undefined)
    return { outcome: endedHow(state, authorization), merchant: '' };
  if (tx.amount > hold.amount) return { outcome: 'AMOUNT_ABOVE_HOLD', merchant: hold.merchant };
  return { account, hold };
}

/**
 * The authorization that is meant: the caller's own before others under the same id that it may see, and of those one that
 * still holds points before those that do not.
 */
function findAuthorization(
  state: ShardState,
  tx: Transaction,
  account: Account | undefined,
): Entry | undefined {
  const { network } = state.basis;
  const authorizations = state.recorded
    .all(tx.originalId, tx.card)
    .filter(
      (entry) =>
        entry.type === 'AUTHORIZE' &&
        entry.outcome === 'POSTED' &&
        entry.program === tx.program &&
        network.participants.has(entry.origin),
    );
  const own = authorizations.find((entry) => entry.origin === tx.participant);
  if (own !== undefined) return own;
  const others = authorizations.filter((entry) => maySee(network, tx, entry.origin));
  return others.find((entry) => holdOf(account, entry) !== undefined) ?? others[0];
}

function holdOf(account: Account | undefined, { id, origin }: Entry): Hold | undefined {
  return account?.holds.find((each) => each.id === id && each.participant === origin);
}

/** A hold that is not open: the journal tells whether it expired. */
function endedHow(state: ShardState, { id, card, origin }: Entry): Decline {
  const expiry = state.recorded.find(id, card, holdExpiryOrigin(origin));
  return expiry === undefined ? 'HOLD_CLOSED' : 'HOLD_EXPIRED';
}
