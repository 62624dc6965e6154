import { assert } from '../assert.ts';
import type { Card } from './account.ts';
import { findAccount, openAccount } from './account.ts';
import { contentOf } from './content.ts';
import { exchangeAtHosts } from './external-exchange.ts';
import { authorize, capture, release } from './external-hold.ts';
import { ask, askedContent, isOriginalOpen, nextId } from './host-asking.ts';
import type { HostMessage } from './host-message.ts';
import { hostOrigin } from './host-message.ts';
import type { Program } from './network.ts';
import type { Outcome } from './outcome.ts';
import { give, take } from './overdrawing.ts';
import { aboveOriginal, findOriginal, isAboveOriginal } from './reverse.ts';
import { hasRoom } from './room.ts';
import type { ShardState } from './state.ts';
import type { Decision, Entry, Result, Transaction } from './transaction.ts';
import { receiverRefusal } from './transfer.ts';

// Programs whose issuer keeps its members' accounts on a host of its own. An account here says what moved through the
// network, and may therefore be below zero (overdrawn); its points never expire. Whatever moves points is asked of the
// host first: the points go into transit under `hostOrigin`, a message goes out, and `hear` (src/ledger/host-answer.ts)
// makes the transaction's own entry when it is known what the host did.

/** Decides a transaction that the gate lets through. */
export function decideExternal(
  state: ShardState,
  tx: Transaction,
  card: Card,
  program: Program,
  gateway: string,
): Decision {
  // A chain posts here and now or not at all, which a host can't promise.
  if (state.inChain) return decline(state, tx, 'PROGRAM_EXTERNAL');
  switch (tx.type) {
    case 'EARN':
      return move(state, tx, program, gateway, { direction: 'CREDIT', merchant: tx.merchant });
    case 'REDEEM':
      return move(state, tx, program, gateway, { direction: 'DEBIT', merchant: tx.merchant });
    case 'AUTHORIZE':
      return authorize(state, tx, card, program, gateway);
    case 'CAPTURE':
      return capture(state, tx, card, program, gateway);
    case 'RELEASE':
      return release(state, tx, card, program);
    case 'REVERSE':
      return refund(state, tx, card, program, gateway);
    case 'ADJUST':
      return tx.originalId === ''
        ? decline(state, tx, 'PROGRAM_EXTERNAL')
        : reverseException(state, tx, card, program);
    case 'EXCHANGE':
      return exchangeAtHosts(state, tx, card, program, gateway);
    case 'TRANSFER':
      return decline(state, tx, receiverRefusal(state, tx, program) ?? 'PROGRAM_EXTERNAL');
  }
}

/** Asks the host to debit or to credit, authorization and capture in one. */
function move(
  state: ShardState,
  tx: Transaction,
  program: Program,
  gateway: string,
  what: Pick<HostMessage, 'direction' | 'merchant'> & Partial<Pick<HostMessage, 'original'>>,
): Decision {
  const change = what.direction === 'DEBIT' ? -tx.amount : tx.amount;
  const card = state.cards.get(tx.card);
  assert(card !== undefined, 'the gate lets no unknown card through');
  const account = openAccount(card, tx.program);
  if (!hasRoom(account, change)) return decline(state, tx, 'BALANCE_OVERFLOW', what.merchant);
  if (!state.messages.mayAsk(program.issuer)) return 'again';
  const transaction = nextId(state);
  state.post(askedContent(tx, transaction), {
    account,
    lots: change < 0 ? take(account, -change) : give(account, change),
    postedChange: change,
    heldChange: 0,
    counter: 'TRANSIT',
    merchant: what.merchant,
  });
  return ask(state, tx, program, gateway, {
    ...what,
    operation: 'AUTHORIZE',
    transaction,
    inTransit: -change,
  });
}

/** `REVERSE`: a transaction of its own at the host, in the other direction; whole or in part, and it may decline. */
function refund(state: ShardState, tx: Transaction, card: Card, program: Program, gateway: string): Decision {
  const original = findOriginal(state, tx);
  if (original === undefined)
    return isOriginalOpen(state, tx) ? 'again' : decline(state, tx, 'ORIGINAL_UNKNOWN');
  const { merchant, type } = original;
  if (original.outcome !== 'POSTED' || (type !== 'EARN' && type !== 'REDEEM' && type !== 'CAPTURE'))
    return decline(state, tx, 'ORIGINAL_NOT_REVERSIBLE', merchant);
  const direction = type === 'EARN' ? 'DEBIT' : 'CREDIT';
  if (!hasRoom(findAccount(card, tx.program), direction === 'DEBIT' ? -tx.amount : tx.amount))
    return decline(state, tx, 'BALANCE_OVERFLOW', merchant);
  if (isAboveOriginal(state, tx, original)) return aboveOriginal(state, tx, original);
  const result = move(state, tx, program, gateway, {
    direction,
    merchant,
    original: { transaction: hostTransactionAt(state, original), origin: original.origin },
  });
  if (result === null) state.reverse(original, tx.amount);
  return result;
}

/**
 * `ADJUST` by which issuer and operator reverse what the issuer disputed: the host never had it, so that it is not told.
 * The acquirer relied on the outcome and keeps what it is owed; the network bears it, unless nobody was owed anything.
 */
function reverseException(state: ShardState, tx: Transaction, card: Card, program: Program): Result {
  const account = openAccount(card, tx.program);
  const postedChange = tx.debit ? -tx.amount : tx.amount;
  if (!hasRoom(account, postedChange)) return decline(state, tx, 'BALANCE_OVERFLOW', '');
  const acquirer = state.basis.network.merchants.get(tx.merchant)?.acquirer;
  const counter =
    acquirer === undefined ? 'ISSUANCE' : acquirer === program.issuer ? 'MERCHANT' : 'EXCEPTION';
  return state.post(contentOf(tx), {
    account,
    lots: tx.debit ? take(account, tx.amount) : give(account, tx.amount),
    postedChange,
    heldChange: 0,
    counter,
    merchant: counter === 'MERCHANT' ? tx.merchant : '',
  });
}

/** How the host knows the transaction of an entry: the reason of the entry with which it was asked. */
function hostTransactionAt(state: ShardState, original: Entry): string {
  // A capture goes on with the transaction of its authorization, and its asking says so too.
  const asked = state.recorded.find(original.id, original.card, hostOrigin(original.origin));
  assert(asked !== undefined, 'what an external program posted was asked of its host');
  return asked.reason;
}

function decline(state: ShardState, tx: Transaction, outcome: Outcome, merchant = tx.merchant): Result {
  return state.decline(contentOf(tx), outcome, merchant);
}
