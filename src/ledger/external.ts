import { assert } from '../assert.ts';
import type { Card, Hold } from './account.ts';
import { availableOf, openAccount } from './account.ts';
import { contentOf, sameContent } from './content.ts';
import { endHold } from './expire.ts';
import { exchangeAtHosts } from './external-exchange.ts';
import { maySee } from './gate.ts';
import { findHold } from './hold.ts';
import { complete } from './host-answer.ts';
import { tell } from './host-follow-up.ts';
import type { HostMessage } from './host-message.ts';
import { ANSWER_WITHIN_MS, hostOrigin, participantAsking } from './host-message.ts';
import type { Program } from './network.ts';
import type { Decline, Outcome } from './outcome.ts';
import { give, take } from './overdrawing.ts';
import { aboveOriginal, findOriginal, isAboveOriginal } from './reverse.ts';
import type { ShardState } from './state.ts';
import { fits } from './state.ts';
import { systemId } from './system-id.ts';
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
      return refund(state, tx, program, gateway);
    case 'ADJUST':
      return tx.originalId === ''
        ? decline(state, tx, 'PROGRAM_EXTERNAL')
        : reverseException(state, tx, card, program);
    case 'EXCHANGE':
      return exchangeAtHosts(state, tx, card, program, gateway);
    case 'TRANSFER':
      return decline(state, tx, receiverRefusal(state, tx, program) ?? 'PROGRAM_EXTERNAL');
    default:
      return decline(state, tx, 'PROGRAM_EXTERNAL');
  }
}

/** The entry with which a transaction was asked of a host that has not answered; undefined for any other. */
export function findAsked(state: ShardState, tx: Transaction): Entry | undefined {
  return state.recorded.find(tx.id, tx.card, hostOrigin(tx.participant));
}

/** Has a gateway wait for the answer as well. False when it asks for another transaction under the same id. */
export function awaitAnswer(state: ShardState, asked: Entry, tx: Transaction, gateway: string): boolean {
  if (!sameContent({ ...asked, reason: tx.reason }, tx)) return false;
  state.messages.await({ id: tx.id, card: tx.card, origin: tx.participant }, gateway);
  return true;
}

/** How the host knows the transaction of an entry: the reason of the entry with which it was asked. */
function hostTransactionAt(state: ShardState, original: Entry): string {
  // A capture goes on with the transaction of its authorization, and its asking says so too.
  const asked = state.recorded.find(original.id, original.card, hostOrigin(original.origin));
  assert(asked !== undefined, 'what an external program posted was asked of its host');
  return asked.reason;
}

/** Asks the host to debit or to credit, authorization and capture in one. */
function move(
  state: ShardState,
  tx: Transaction,
  program: Program,
  gateway: string,
  what: Pick<HostMessage, 'direction' | 'merchant'> & Partial<Pick<HostMessage, 'original'>>,
): Result | null {
  const change = what.direction === 'DEBIT' ? -tx.amount : tx.amount;
  const card = state.cards.get(tx.card);
  assert(card !== undefined, 'the gate lets no unknown card through');
  const account = openAccount(card, tx.program);
  // What is held below zero may be captured, and is below the bound then as well.
  const from = change < 0 ? availableOf(account) : account.posted;
  if (!fits(from, change)) return decline(state, tx, 'BALANCE_OVERFLOW', what.merchant);
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

/** Nothing moves by an authorization, so that nothing is in transit: the hold is made when the host has approved. */
function authorize(
  state: ShardState,
  tx: Transaction,
  card: Card,
  program: Program,
  gateway: string,
): Result | null {
  const { merchant } = tx;
  const account = openAccount(card, tx.program);
  if (!fits(availableOf(account), -tx.amount)) return decline(state, tx, 'BALANCE_OVERFLOW');
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
function capture(
  state: ShardState,
  tx: Transaction,
  card: Card,
  program: Program,
  gateway: string,
): Decision {
  const found = findHold(state, tx, card);
  if ('outcome' in found) return noHold(state, tx, found);
  const { account, hold } = found;
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
function release(state: ShardState, tx: Transaction, card: Card, program: Program): Result | 'again' {
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
  return outcome === 'HOLD_UNKNOWN' && isOriginalAsked(state, tx)
    ? 'again'
    : decline(state, tx, outcome, merchant);
}

/**
 * True while the host has not answered for the original: whether there is one is known when it has. Nothing is recorded
 * until then.
 */
function isOriginalAsked(state: ShardState, tx: Transaction): boolean {
  return state.recorded.all(tx.originalId, tx.card).some(({ id, card, program, origin }) => {
    const participant = participantAsking(origin);
    return (
      participant !== undefined &&
      program === tx.program &&
      maySee(state.basis.network, tx, participant) &&
      state.recorded.find(id, card, participant) === undefined
    );
  });
}

/** `REVERSE`: a transaction of its own at the host, in the other direction; whole or in part, and it may decline. */
function refund(state: ShardState, tx: Transaction, program: Program, gateway: string): Decision {
  const original = findOriginal(state, tx);
  if (original === undefined)
    return isOriginalAsked(state, tx) ? 'again' : decline(state, tx, 'ORIGINAL_UNKNOWN');
  const { merchant, type } = original;
  if (original.outcome !== 'POSTED' || (type !== 'EARN' && type !== 'REDEEM' && type !== 'CAPTURE'))
    return decline(state, tx, 'ORIGINAL_NOT_REVERSIBLE', merchant);
  if (isAboveOriginal(state, tx, original)) return aboveOriginal(state, tx, original);
  const result = move(state, tx, program, gateway, {
    direction: type === 'EARN' ? 'DEBIT' : 'CREDIT',
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
  if (!fits(account.posted, postedChange)) return decline(state, tx, 'BALANCE_OVERFLOW', '');
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

/** What is asked of a host about the last entry. */
type Asking = Pick<HostMessage, 'operation' | 'transaction' | 'direction' | 'merchant' | 'inTransit'> &
  Partial<Pick<HostMessage, 'original'>>;

function ask(state: ShardState, tx: Transaction, program: Program, gateway: string, what: Asking): null {
  state.messages.send(askOf(state, tx, program, gateway, what));
  return null;
}

function askOf(
  state: ShardState,
  tx: Transaction,
  program: Program,
  gateway: string,
  what: Asking,
): HostMessage {
  const { nowMs } = state.basis;
  return {
    original: undefined,
    ...what,
    id: lastId(state),
    issuer: program.issuer,
    content: contentOf(tx),
    ledgerTimeMs: nowMs,
    answerByMs: nowMs + ANSWER_WITHIN_MS,
    standInMicro: 0,
    gateway,
  };
}

/** The id of the next entry's message, and of the last one's. */
function nextId(state: ShardState): string {
  return systemId(state.shard, state.seq + 1);
}

function lastId(state: ShardState): string {
  return systemId(state.shard, state.seq);
}

function hostTransactionOf({ hostTransaction }: Hold): string {
  assert(hostTransaction !== undefined, "a hold of an external program is its host's too");
  return hostTransaction;
}

/** What the journal says of the asking: the transaction, and how the host knows it. */
function askedContent(tx: Transaction, transaction: string) {
  return { ...contentOf(tx), origin: hostOrigin(tx.participant), reason: transaction };
}

function decline(state: ShardState, tx: Transaction, outcome: Outcome, merchant = tx.merchant): Result {
  return state.decline(contentOf(tx), outcome, merchant);
}
