import { assert } from '../assert.ts';
import type { Account, Hold } from './account.ts';
import { findAccount } from './account.ts';
import { NEVER } from './calendar.ts';
import { takeBack } from './clawback.ts';
import { hearOfExchange } from './external-exchange.ts';
import { isBlocked } from './gate.ts';
import { tell } from './host-follow-up.ts';
import type { HostAnswer, HostMessage } from './host-message.ts';
import { answerOrigin, endsByMs } from './host-message.ts';
import { lotsOf, merged, sumOf } from './lots.ts';
import type { Outcome } from './outcome.ts';
import { give, take } from './overdrawing.ts';
import { hasRoom, mayHold } from './room.ts';
import { exposureMicro } from './stand-in.ts';
import type { ShardState } from './state.ts';
import type { Result } from './transaction.ts';

/**
 * What becomes of an open message, now that it is known what the host did or that it can't be known.
 *
 * @returns what the caller is told; undefined where nobody waits, or where the message stays open because its points
 *   have no room on the account yet (it is sent again)
 */
export function hear(state: ShardState, message: HostMessage, answer: HostAnswer): Result | undefined {
  if (message.exchange !== undefined) return hearOfExchange(state, message, message.exchange, answer);
  const account = accountOf(state, message);
  if (!hasRoom(account, message.inTransit)) return undefined;
  switch (answer.kind) {
    case 'approved':
      state.messages.end(message, 'APPROVED');
      comeBack(state, message, account, '');
      return mayStillHold(message, account)
        ? post(state, message, account)
        : withdrawn(state, message, 'BALANCE_OVERFLOW');
    case 'declined':
      state.messages.end(message, 'DECLINED', answer.outcome);
      comeBack(state, message, account, answer.outcome);
      // The hold of a capture has ended here, and the authorization may still be open there.
      return message.operation === 'CAPTURE'
        ? withdrawn(state, message, answer.outcome)
        : refused(state, message, answer.outcome);
    case 'none':
      state.messages.end(message, 'UNANSWERED');
      return withoutAnswer(state, message, account);
    case 'acknowledged':
      state.messages.end(message, 'ACKNOWLEDGED');
      comeBack(state, message, account, 'ISSUER_UNAVAILABLE');
      endExposure(state, message);
      if (message.operation === 'ADVISE') accepted(state, message, account);
      return undefined;
    case 'disputed':
      state.messages.end(message, 'DISPUTED', answer.reason);
      endExposure(state, message);
      return undefined;
  }
}

/**
 * Captures without the host's word what it, or the network in its stead, has authorized, and advises it.
 *
 * @param message what the host was asked, or would have been
 */
export function complete(state: ShardState, message: HostMessage, account: Account): Result {
  comeBack(state, message, account, 'COMPLETION');
  const result = post(state, message, account);
  advise(state, message, 0);
  return result;
}

/**
 * A host that did not answer has or has not done what it was asked. What was authorized is captured all the same; the rest
 * is stood in for within the limits, or declined and reversed: until the host has acknowledged the reversal, the points
 * stay in transit.
 */
function withoutAnswer(state: ShardState, message: HostMessage, account: Account): Result {
  if (message.operation === 'CAPTURE') return complete(state, message, account);
  const exposure = exposureMicro(message, state.basis.network, state.basis.nowMs);
  const isWithinLimits = exposure !== undefined && state.mayStandIn(message.issuer, exposure);
  if (isWithinLimits && !wasBlocked(state, message) && mayStillHold(message, account))
    return standIn(state, message, account, exposure);
  const { issuer, transaction, content, merchant, direction, inTransit } = message;
  const result = refused(state, message, 'ISSUER_UNAVAILABLE');
  tell(state, { operation: 'REVERSE', issuer, transaction, content, merchant, direction, inTransit });
  return result;
}

/** While the host was asked: what it approves is its own word, but the network gives its own for nothing that is blocked. */
function wasBlocked({ basis: { network }, cards }: ShardState, { content }: HostMessage): boolean {
  return (
    cards.get(content.card)?.status === 'blocked' || isBlocked(network, network.programs.get(content.program))
  );
}

/** False where an authorization was asked, and the account has lost the room to hold that much while the host was. */
function mayStillHold({ content }: HostMessage, account: Account): boolean {
  return content.type !== 'AUTHORIZE' || mayHold(account, content.amount);
}

/** Approves in the issuer's stead, and advises it. What that uses of the limit comes back when the issuer has heard of it. */
function standIn(state: ShardState, message: HostMessage, account: Account, exposure: number): Result {
  comeBack(state, message, account, 'STAND_IN');
  const result =
    message.content.type === 'AUTHORIZE'
      ? hold(state, message, account, { isStoodIn: true })
      : post(state, message, account);
  advise(state, message, exposure);
  state.shares.change('STAND_IN', message.issuer, -exposure);
  return result;
}

function advise(state: ShardState, message: HostMessage, standInMicro: number): void {
  const { issuer, transaction, content, merchant, direction } = message;
  const about = { issuer, transaction, content, merchant, direction };
  tell(state, { ...about, operation: 'ADVISE', inTransit: 0, standInMicro });
}

/** The issuer has it in its books: an authorization that is still open is captured there from now on. */
function accepted(state: ShardState, message: HostMessage, account: Account): void {
  const found = account.holds.find(({ hostTransaction }) => hostTransaction === message.transaction);
  if (found?.isStoodIn !== true) return;
  found.isStoodIn = false;
  state.changed.add(account);
}

function endExposure(state: ShardState, { issuer, standInMicro }: HostMessage): void {
  if (standInMicro > 0) state.shares.change('STAND_IN', issuer, standInMicro);
}

/** Declines, and frees what the host has authorized. */
function withdrawn(state: ShardState, message: HostMessage, outcome: Outcome): Result {
  const { issuer, transaction, content, merchant, direction } = message;
  const result = refused(state, message, outcome);
  const about = { issuer, transaction, content, merchant, direction };
  tell(state, { ...about, operation: 'REVERSE', inTransit: 0 });
  return result;
}

/** The transaction's own entry, as one of a program that is hosted here would have it. */
function post(state: ShardState, message: HostMessage, account: Account): Result {
  const { content, merchant, direction } = message;
  const { amount } = content;
  if (content.type === 'AUTHORIZE') return hold(state, message, account, {});
  return state.post(content, {
    account,
    lots: direction === 'DEBIT' ? take(account, amount) : give(account, amount),
    postedChange: direction === 'DEBIT' ? -amount : amount,
    heldChange: 0,
    counter: merchant === '' ? 'ISSUANCE' : 'MERCHANT',
    merchant,
  });
}

/** A hold pins lots as every hold does; what the account does not have is at the host, and overdrawn here. */
function hold(
  state: ShardState,
  message: HostMessage,
  account: Account,
  standIn: Pick<Hold, 'isStoodIn'>,
): Result {
  const { content, merchant, transaction } = message;
  const { id, amount, origin } = content;
  const taken = takeBack(account, amount);
  const overdrawn = amount - sumOf(taken);
  const lots = overdrawn === 0 ? [] : [NEVER, overdrawn];
  const expiresAtMs = endsByMs(message);
  account.holds.push({
    id,
    participant: origin,
    merchant,
    amount,
    expiresAtMs,
    lots: lotsOf(merged(taken, lots)),
    hostTransaction: transaction,
    ...standIn,
  });
  if (expiresAtMs < account.holdsDueAtMs) account.holdsDueAtMs = expiresAtMs;
  return state.post(content, {
    account,
    lots,
    postedChange: 0,
    heldChange: amount,
    counter: undefined,
    merchant,
  });
}

function refused(state: ShardState, message: HostMessage, outcome: Outcome): Result {
  const { content, merchant, original } = message;
  if (original !== undefined) giveUpReversal(state, content, original.origin);
  return state.decline(content, outcome, merchant);
}

/** What was set aside of the original for this reversal may be reversed by another. */
function giveUpReversal(state: ShardState, content: HostMessage['content'], originalOrigin: string): void {
  const original = state.recorded.find(content.originalId, content.card, originalOrigin);
  assert(original !== undefined, 'the original of a reversal is recorded');
  state.reverse(original, -content.amount);
}

/** The points leave transit for the account they came from. */
function comeBack(state: ShardState, message: HostMessage, account: Account, reason: string): void {
  const { content, merchant, inTransit } = message;
  if (inTransit === 0) return;
  state.post(
    { ...content, origin: answerOrigin(content.origin), reason },
    {
      account,
      lots: inTransit > 0 ? give(account, inTransit) : take(account, -inTransit),
      postedChange: inTransit,
      heldChange: 0,
      counter: 'TRANSIT',
      merchant,
    },
  );
}

function accountOf(state: ShardState, { content }: HostMessage): Account {
  const card = state.cards.get(content.card);
  assert(card !== undefined, 'a card that a host was asked about is still there');
  const account = findAccount(card, content.program);
  assert(account !== undefined, 'an account outlives what a host was asked about');
  return account;
}
