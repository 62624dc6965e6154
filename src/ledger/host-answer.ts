import { assert } from '../assert.ts';
import type { Account } from './account.ts';
import { findAccount } from './account.ts';
import { NEVER } from './calendar.ts';
import { takeBack } from './clawback.ts';
import { hearOfExchange } from './external-exchange.ts';
import { tell } from './host-follow-up.ts';
import type { HostAnswer, HostMessage } from './host-message.ts';
import { answerOrigin, endsByMs } from './host-message.ts';
import { lotsOf, merged, sumOf } from './lots.ts';
import type { Program } from './network.ts';
import type { Outcome } from './outcome.ts';
import { give, take } from './overdrawing.ts';
import type { ShardState } from './state.ts';
import { fits } from './state.ts';
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
  if (!fits(account.posted, message.inTransit)) return undefined;
  switch (answer.kind) {
    case 'approved':
      state.messages.end(message, 'APPROVED');
      comeBack(state, message, account, '');
      return post(state, message, account);
    case 'declined':
      state.messages.end(message, 'DECLINED', answer.outcome);
      comeBack(state, message, account, answer.outcome);
      return declined(state, message, answer.outcome);
    case 'none':
      state.messages.end(message, 'UNANSWERED');
      return withoutAnswer(state, message, account);
    case 'acknowledged':
      state.messages.end(message, 'ACKNOWLEDGED');
      comeBack(state, message, account, 'ISSUER_UNAVAILABLE');
      return undefined;
    case 'disputed':
      state.messages.end(message, 'DISPUTED', answer.reason);
      return undefined;
  }
}

/**
 * A host that did not answer has or has not done what it was asked. Points that were authorized are captured all the same,
 * and it is advised; so it is where the network stands in. Anything else is declined and reversed: until the host has
 * acknowledged the reversal, the points stay in transit.
 */
function withoutAnswer(state: ShardState, message: HostMessage, account: Account): Result {
  const { operation, issuer, transaction, content, merchant, direction, inTransit } = message;
  const about = { issuer, transaction, content, merchant, direction };
  const isStandIn = operation === 'AUTHORIZE' && mayStandIn(state, message);
  if (operation === 'CAPTURE' || isStandIn) {
    comeBack(state, message, account, isStandIn ? 'STAND_IN' : 'COMPLETION');
    const result = post(state, message, account);
    tell(state, { ...about, operation: 'ADVISE', inTransit: 0, isStandIn });
    return result;
  }
  const result = refused(state, message, 'ISSUER_UNAVAILABLE');
  tell(state, { ...about, operation: 'REVERSE', inTransit, isStandIn: false });
  return result;
}

/**
 * Within the floor limit, and as long as what the issuer has not heard of stays within the limit of the whole: each shard
 * has an equal part of it, so that no transaction waits for another shard.
 */
function mayStandIn(state: ShardState, { content }: HostMessage): boolean {
  if (content.type !== 'EARN' && content.type !== 'REDEEM') return false;
  const { host } = programOf(state, content.program);
  if (host === undefined || content.amount > host.floorLimit) return false;
  return (
    state.messages.standInOf(content.program) + content.amount <= Math.floor(host.standInLimit / state.shards)
  );
}

/** The hold of a capture has ended here, and the authorization may still be open there. */
function declined(state: ShardState, message: HostMessage, outcome: Outcome): Result {
  const { operation, issuer, transaction, content, merchant, direction } = message;
  const result = refused(state, message, outcome);
  if (operation === 'CAPTURE') {
    const about = { issuer, transaction, content, merchant, direction };
    tell(state, { ...about, operation: 'REVERSE', inTransit: 0, isStandIn: false });
  }
  return result;
}

/** The transaction's own entry, as one of a program that is hosted here would have it. */
function post(state: ShardState, message: HostMessage, account: Account): Result {
  const { content, merchant, direction } = message;
  const { amount } = content;
  if (content.type === 'AUTHORIZE') return hold(state, message, account);
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
function hold(state: ShardState, message: HostMessage, account: Account): Result {
  const { content, merchant, transaction } = message;
  const { id, amount, origin } = content;
  const taken = takeBack(account, amount, undefined);
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

function programOf(state: ShardState, code: string): Program {
  const program = state.basis.network.programs.get(code);
  assert(program !== undefined, 'a program is never deleted');
  return program;
}
