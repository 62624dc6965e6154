import { assert } from '../assert.ts';
import type { Card, Hold } from './account.ts';
import { HOLDS_MAX, openAccount } from './account.ts';
import { contentOf } from './content.ts';
import { endHold } from './expire.ts';
import { findHold } from './hold.ts';
import { complete } from './host-answer.ts';
import { ask, askedContent, askOf, isOriginalOpen, nextId } from './host-asking.ts';
import { tell } from './host-follow-up.ts';
import type { Program } from './network.ts';
import type { Decline } from './outcome.ts';
import { mayHold } from './room.ts';
import type { ShardState } from './state.ts';
import type { Decision, Result, Transaction } from './transaction.ts';

// Authorizations in programs on their issuers' hosts: an authorization is asked, its hold is here, and its end is asked or
// told.

/** Nothing moves by an authorization, so that nothing is in transit: the hold is made when the host has approved. */
export function authorize(
  state: ShardState,
  tx: Transaction,
  card: Card,
  program: Program,
  gateway: string,
): Decision {
  const { merchant } = tx;
  const account = openAccount(card, tx.program);
  if (!mayHold(account, tx.amount)) return state.decline(contentOf(tx), 'BALANCE_OVERFLOW', merchant);
  if (account.holds.length >= HOLDS_MAX) return state.decline(contentOf(tx), 'TOO_MANY_HOLDS', merchant);
  if (!state.messages.mayAsk(program.issuer)) return 'again';
  const transaction = nextId(state);
  state.post(askedContent(tx, transaction), {
    account,
    lots: [],
    postedChange: 0,
    heldChange: 0,
    counter: undefined,
    merchant,
  });
  return ask(state, tx, program, gateway, {
    operation: 'AUTHORIZE',
    transaction,
    merchant,
    direction: 'DEBIT',
    inTransit: 0,
  });
}

/**
 * The hold ends here, so that nothing else ends it, and the captured points are in transit until the host answers. What
 * the network has authorized in its stead, and the issuer has not accepted, is not asked of it: it is captured and advised.
 */
export function capture(
  state: ShardState,
  tx: Transaction,
  card: Card,
  program: Program,
  gateway: string,
): Decision {
  const found = findHold(state, tx, card);
  if ('outcome' in found) return noHold(state, tx, found);
  const { account, hold } = found;
  if (hold.isStoodIn !== true && !state.messages.mayAsk(program.issuer)) return 'again';
  const transaction = hostTransactionOf(hold);
  const { merchant } = hold;
  state.post(askedContent(tx, transaction), {
    account,
    lots: endHold(account, hold, tx.amount),
    postedChange: -tx.amount,
    heldChange: -hold.amount,
    counter: 'TRANSIT',
    merchant,
  });
  const message = askOf(state, tx, program, gateway, {
    operation: 'CAPTURE',
    transaction,
    merchant,
    direction: 'DEBIT',
    inTransit: tx.amount,
  });
  if (hold.isStoodIn === true) return complete(state, message, account);
  state.messages.send(message);
  return null;
}

/** The host can't decline it, so that it is done here and told the host. */
export function release(state: ShardState, tx: Transaction, card: Card, program: Program): Result | 'again' {
  const found = findHold(state, tx, card);
  if ('outcome' in found) return noHold(state, tx, found);
  const { account, hold } = found;
  const result = state.post(contentOf(tx), {
    account,
    lots: endHold(account, hold, 0),
    postedChange: 0,
    heldChange: -hold.amount,
    counter: undefined,
    merchant: hold.merchant,
  });
  tell(state, {
    operation: 'REVERSE',
    issuer: program.issuer,
    transaction: hostTransactionOf(hold),
    content: contentOf(tx),
    merchant: hold.merchant,
    direction: 'DEBIT',
    inTransit: 0,
  });
  return result;
}

function noHold(
  state: ShardState,
  tx: Transaction,
  { outcome, merchant }: { outcome: Decline; merchant: string },
): Result | 'again' {
  return outcome === 'HOLD_UNKNOWN' && isOriginalOpen(state, tx)
    ? 'again'
    : state.decline(contentOf(tx), outcome, merchant);
}

function hostTransactionOf({ hostTransaction }: Hold): string {
  assert(hostTransaction !== undefined, "a hold of an external program is its host's too");
  return hostTransaction;
}
