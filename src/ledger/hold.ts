import type { Card, Hold } from './account.ts';
import { availableOf, findAccount } from './account.ts';
import { contentOf } from './content.ts';
import { endHold, holdExpiryOrigin } from './expire.ts';
import { maySee } from './gate.ts';
import { lotsOf, takeLots } from './lots.ts';
import type { Outcome } from './outcome.ts';
import type { ShardState } from './state.ts';
import type { Entry, Result, Transaction } from './transaction.ts';
import { HOLD_SECONDS_DEFAULT } from './transaction.ts';

/** `AUTHORIZE`: sets points aside and pins their lots. */
export function authorize(state: ShardState, tx: Transaction, card: Card): Result {
  const account = findAccount(card, tx.program);
  if (account === undefined || availableOf(account) < tx.amount) {
    return state.decline(contentOf(tx), 'INSUFFICIENT_POINTS', tx.merchant);
  }
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
  const account = findAccount(card, tx.program);
  const authorization = findAuthorization(state, tx);
  if (authorization === undefined) return state.decline(contentOf(tx), 'HOLD_UNKNOWN', '');
  const hold = account?.holds.find(
    (each) => each.id === authorization.id && each.participant === authorization.origin,
  );
  if (account === undefined || hold === undefined)
    return state.decline(contentOf(tx), endedHow(state, authorization), '');
  if (tx.amount > hold.amount) return state.decline(contentOf(tx), 'AMOUNT_ABOVE_HOLD', hold.merchant);

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

/** The authorization that is meant: the caller's own before others under the same id that it may see. */
function findAuthorization(state: ShardState, tx: Transaction): Entry | undefined {
  const authorizations = state.recorded
    .all(tx.originalId, tx.card)
    .filter(
      (entry) => entry.type === 'AUTHORIZE' && entry.outcome === 'POSTED' && entry.program === tx.program,
    );
  return (
    authorizations.find((entry) => entry.origin === tx.participant) ??
    authorizations.find((entry) => maySee(state.basis.network, tx, entry.origin))
  );
}

/** A hold that is not open: the journal tells whether it expired. */
function endedHow(state: ShardState, { id, card, origin }: Entry): Outcome {
  const expiry = state.recorded.find(id, card, holdExpiryOrigin(origin));
  return expiry === undefined ? 'HOLD_CLOSED' : 'HOLD_EXPIRED';
}
