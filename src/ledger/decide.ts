import { assert } from '../assert.ts';
import type { Card } from './account.ts';
import { availableOf, findAccount, openAccount } from './account.ts';
import { expiresOn } from './calendar.ts';
import { contentOf, sameContent } from './content.ts';
import { exchange } from './exchange.ts';
import { expireDue } from './expire.ts';
import { decideExternal } from './external.ts';
import { exchangeAtHosts } from './external-exchange.ts';
import { gate } from './gate.ts';
import { authorize, endAuthorization } from './hold.ts';
import { awaitAnswer, findAsked } from './host-asking.ts';
import { negated, putLots, takeLots } from './lots.ts';
import type { Program } from './network.ts';
import type { Outcome } from './outcome.ts';
import { reverse } from './reverse.ts';
import { hasRoom } from './room.ts';
import type { ShardState } from './state.ts';
import { resultOf, transitKey } from './state.ts';
import type { CounterKind, Decision, Result, Transaction } from './transaction.ts';
import { repeatTransfer, transfer } from './transfer.ts';

/**
 * Decides one transaction: gives it its outcome, for ever, and makes its journal entry. Everything it may need to know
 * has been prefetched into `state`; it reads no clock and does no I/O.
 *
 * @param gateway who waits for the answer, where it comes later
 */
export function decide(state: ShardState, tx: Transaction, gateway: string): Decision {
  const recorded = state.recorded.find(tx.id, tx.card, tx.participant);
  if (recorded !== undefined) {
    if (!sameContent(recorded, tx)) return idReused(state);
    if (recorded.type === 'TRANSFER') return repeatTransfer(state, recorded, gateway);
    return resultOf(recorded, state.shard, true);
  }
  // Nearly always nothing is in transit, and then there is no key to make.
  const underWay =
    state.transit.size === 0 ? undefined : state.transit.get(transitKey(tx.id, tx.card, tx.participant));
  if (underWay !== undefined) {
    // The reversal of a transfer: it has no entry before the other shard has answered.
    const { leg } = underWay;
    if (tx.type !== 'REVERSE' || leg.originalId !== tx.originalId || leg.amount !== tx.amount)
      return idReused(state);
    if (leg.program !== tx.program || leg.reference !== tx.reference || tx.linked) return idReused(state);
    underWay.gateways.add(gateway);
    return null;
  }
  const asked = state.messages.size === 0 ? undefined : findAsked(state, tx);
  if (asked !== undefined) return awaitAnswer(state, asked, tx, gateway) ? null : idReused(state);
  const decision = decideNew(state, tx, gateway);
  if (decision === 'again') state.putOff.add(tx, state.basis.nowMs);
  else if (!state.putOff.isEmpty) state.putOff.delete(tx);
  return decision;
}

function decideNew(state: ShardState, tx: Transaction, gateway: string): Decision {
  const { network } = state.basis;
  const card = state.cards.get(tx.card);
  if (card !== undefined) expireDue(state, card);
  const declined = gate(network, tx, card);
  if (declined !== undefined) return decline(state, tx, declined);
  const program = network.programs.get(tx.program);
  assert(card !== undefined && program !== undefined, 'the gate lets no unknown card or program through');
  if (program.host !== undefined) return decideExternal(state, tx, card, program, gateway);
  switch (tx.type) {
    case 'EARN':
      return credit(state, tx, card, program, systemSide(tx));
    case 'REDEEM':
      return debit(state, tx, card, systemSide(tx));
    case 'ADJUST':
      return tx.debit ? debit(state, tx, card, 'ADJUSTMENT') : credit(state, tx, card, program, 'ADJUSTMENT');
    case 'AUTHORIZE':
      return authorize(state, tx, card);
    case 'CAPTURE':
    case 'RELEASE':
      return endAuthorization(state, tx, card);
    case 'REVERSE':
      return reverse(state, tx, card, program, gateway);
    case 'EXCHANGE':
      return network.programs.get(tx.exchange?.toProgram ?? '')?.host === undefined
        ? exchange(state, tx, card, program)
        : exchangeAtHosts(state, tx, card, program, gateway);
    case 'TRANSFER':
      return transfer(state, tx, card, program, gateway);
  }
}

/** Gives the member points that expire by the program's policy. */
function credit(
  state: ShardState,
  tx: Transaction,
  card: Card,
  program: Program,
  counter: CounterKind,
): Result {
  if (!hasRoom(findAccount(card, tx.program), tx.amount)) return decline(state, tx, 'BALANCE_OVERFLOW');

  const account = openAccount(card, tx.program);
  const lots = putLots(account, [expiresOn(program.expiry, state.basis.businessDate), tx.amount]);
  const merchant = tx.merchant;
  return state.post(contentOf(tx), {
    account,
    lots,
    postedChange: tx.amount,
    heldChange: 0,
    counter,
    merchant,
  });
}

/** Takes points from the member, the lot that expires first before others. */
function debit(state: ShardState, tx: Transaction, card: Card, counter: CounterKind): Result {
  const account = findAccount(card, tx.program);
  if (account === undefined || availableOf(account) < tx.amount)
    return decline(state, tx, 'INSUFFICIENT_POINTS');

  const lots = negated(takeLots(account, tx.amount));
  const merchant = tx.merchant;
  return state.post(contentOf(tx), {
    account,
    lots,
    postedChange: -tx.amount,
    heldChange: 0,
    counter,
    merchant,
  });
}

/** The system account a merchant's or an issuer's own transaction is posted against. */
function systemSide(tx: Transaction): CounterKind {
  return tx.merchant === '' ? 'ISSUANCE' : 'MERCHANT';
}

/** Records a decline. */
function decline(state: ShardState, tx: Transaction, outcome: Outcome): Result {
  return state.decline(contentOf(tx), outcome, tx.merchant);
}

/** Answered, nothing stored. */
function idReused(state: ShardState): Result {
  return {
    outcome: 'ID_REUSED',
    shard: state.shard,
    seq: 0,
    ledgerTimeMs: state.basis.nowMs,
    amount: 0,
    balance: 0,
    available: 0,
    duplicate: false,
    amountOut: undefined,
  };
}
