import { assert } from '../assert.ts';
import type { Account, Card } from './account.ts';
import { availableOf, findAccount, openAccount } from './account.ts';
import { NEVER } from './calendar.ts';
import { contentOf } from './content.ts';
import type { Terms } from './exchange.ts';
import { arrivalContent, arrivalLots, mayBeOwed, mayOwe, postExchange, termsOf } from './exchange.ts';
import { expireDue } from './expire.ts';
import { tell } from './host-follow-up.ts';
import type { ExchangeUnderWay, HostAnswer, HostMessage } from './host-message.ts';
import { ANSWER_WITHIN_MS, answerOrigin, hostOrigin } from './host-message.ts';
import type { LotPairs } from './lots.ts';
import { negated, putLots, takeLots } from './lots.ts';
import type { Program } from './network.ts';
import type { Outcome } from './outcome.ts';
import { give, take } from './overdrawing.ts';
import { hasRoom } from './room.ts';
import type { EntryContent, ShardState } from './state.ts';
import { systemId } from './system-id.ts';
import type { Decision, Result, Transaction } from './transaction.ts';

// An exchange of which at least one side is external. The points are taken first, here or at their issuer's host, and stay
// in transit; then, where the other program is external, its host is asked to give what they become. Only when both are
// sure are the two entries of the exchange made; a side that fails undoes the other.

/** `EXCHANGE` that a host has a say in. */
export function exchangeAtHosts(
  state: ShardState,
  tx: Transaction,
  card: Card,
  program: Program,
  gateway: string,
): Decision {
  const content = contentOf(tx);
  const decline = (outcome: Outcome): Result => state.decline(content, outcome, '');
  const terms = termsOf(state.basis, tx);
  // A chain posts here and now or not at all, which a host can't promise.
  if (state.inChain && terms !== 'AMOUNT_ABOVE_LIMIT') return decline('PROGRAM_EXTERNAL');
  if (typeof terms === 'string') return decline(terms);
  const { target, value } = terms;
  const isHosted = program.host === undefined;
  const account = findAccount(card, tx.program);
  if (isHosted && (account === undefined || availableOf(account) < tx.amount))
    return decline('INSUFFICIENT_POINTS');
  if (!hasRoom(account, -tx.amount) || !hasRoom(findAccount(card, target.code), value.amountOut))
    return decline('BALANCE_OVERFLOW');
  if (!mayBeOwed(state, terms)) return decline('BALANCE_OVERFLOW');
  if (!mayOwe(state, program, terms)) return decline('NET_DEBIT_CAP');
  if (!state.messages.mayAsk(isHosted ? target.issuer : program.issuer)) return 'again';

  const from = openAccount(card, tx.program);
  const taken = isHosted ? takeLots(from, tx.amount) : [];
  const transaction = isHosted ? '' : systemId(state.shard, state.seq + 1);
  const lots = isHosted ? negated(taken) : take(from, tx.amount);
  intoTransit(state, content, { account: from, lots, change: -tx.amount, transaction });
  const exchange = { content, value, inTransit: 0, lots: taken, transaction };
  if (isHosted) askForCredit(state, { ...exchange, inTransit: tx.amount }, gateway);
  else
    ask(state, {
      content,
      exchange,
      gateway,
      issuer: program.issuer,
      direction: 'DEBIT',
      inTransit: tx.amount,
    });
  return null;
}

/** What becomes of an exchange, now that a host was asked for one side of it; see `hear`. */
export function hearOfExchange(
  state: ShardState,
  message: HostMessage,
  exchange: ExchangeUnderWay,
  answer: HostAnswer,
): Result | undefined {
  const { content, direction } = message;
  const card = state.cards.get(content.card);
  assert(card !== undefined, 'a card that a host was asked about is still there');
  expireDue(state, card);
  // What comes back has room: what the exchange took, and what this side of it has in transit.
  const taken = findAccount(card, exchange.content.program);
  const asked = findAccount(card, content.program);
  if (!hasRoom(taken, exchange.content.amount) || !hasRoom(asked, message.inTransit)) return undefined;
  switch (answer.kind) {
    case 'approved': {
      state.messages.end(message, 'APPROVED');
      const refusal = limitPassed(state, exchange);
      if (direction === 'CREDIT') {
        if (refusal !== undefined) {
          const result = fail(state, card, exchange, refusal);
          reverse(state, message);
          return result;
        }
        comeBack(state, message, card, '');
        return finish(state, card, exchange);
      }
      const debited = { ...exchange, inTransit: content.amount };
      const { target, value } = termsUnderWay(state, exchange);
      if (refusal !== undefined) return fail(state, card, debited, refusal);
      if (!hasRoom(findAccount(card, target.code), value.amountOut))
        return fail(state, card, debited, 'BALANCE_OVERFLOW');
      if (target.host === undefined) return finish(state, card, debited);
      askForCredit(state, debited, message.gateway);
      return undefined;
    }
    case 'declined':
      state.messages.end(message, 'DECLINED', answer.outcome);
      comeBack(state, message, card, answer.outcome);
      return fail(state, card, exchange, answer.outcome);
    default: {
      assert(answer.kind === 'none', 'a host approves an exchange, declines it or does not answer');
      state.messages.end(message, 'UNANSWERED');
      const result = fail(state, card, exchange, 'ISSUER_UNAVAILABLE');
      reverse(state, message);
      return result;
    }
  }
}

function termsUnderWay(state: ShardState, { content, value }: ExchangeUnderWay): Terms {
  return { target: programOf(state, arrivalContent(content, value).program), value };
}

/** What the exchange would pass by now, were it to post: between its two answers others may have used up what was left. */
function limitPassed(state: ShardState, exchange: ExchangeUnderWay): Outcome | undefined {
  const terms = termsUnderWay(state, exchange);
  if (!mayBeOwed(state, terms)) return 'BALANCE_OVERFLOW';
  return mayOwe(state, programOf(state, exchange.content.program), terms) ? undefined : 'NET_DEBIT_CAP';
}

/** Both sides are sure: the exchange posts. */
function finish(state: ShardState, card: Card, exchange: ExchangeUnderWay): Result {
  const { content } = exchange;
  const { target, value } = termsUnderWay(state, exchange);
  const arrived = openAccount(card, target.code);
  const account = openAccount(card, content.program);
  debitBack(state, account, exchange, '');
  return postExchange(state, content, value, {
    account,
    lots: take(account, content.amount),
    arrived,
    // What arrives in a hosted program was taken in an external one, whose points never expire.
    arrivedLots: () =>
      target.host === undefined
        ? putLots(arrived, arrivalLots(state, target, [NEVER, content.amount], value.amountOut))
        : give(arrived, value.amountOut),
  });
}

/** Records the decline, and undoes the debit: here, or at the host, until that has acknowledged it. */
function fail(state: ShardState, card: Card, exchange: ExchangeUnderWay, outcome: Outcome): Result {
  const { content, inTransit, transaction } = exchange;
  const result = state.decline(content, outcome, '');
  if (inTransit === 0) return result;
  if (transaction === '') {
    debitBack(state, openAccount(card, content.program), exchange, outcome);
  } else {
    const { issuer } = programOf(state, content.program);
    const about = { issuer, transaction, content, merchant: '', direction: 'DEBIT' as const };
    tell(state, { ...about, operation: 'REVERSE', inTransit }, 1);
  }
  return result;
}

/** Tells the host that was asked to undo what it may have done. */
function reverse(
  state: ShardState,
  { issuer, transaction, content, direction, inTransit }: HostMessage,
): void {
  const about = { issuer, transaction, content, merchant: '', direction };
  tell(state, { ...about, operation: 'REVERSE', inTransit }, 2);
}

/** Asks the target program's host to give what the points become. */
function askForCredit(state: ShardState, exchange: ExchangeUnderWay, gateway: string): void {
  const content = arrivalContent(exchange.content, exchange.value);
  const card = state.cards.get(content.card);
  assert(card !== undefined, 'a card that exchanges points is there');
  const account = openAccount(card, content.program);
  const { issuer } = programOf(state, content.program);
  const transaction = systemId(state.shard, state.seq + 1);
  const change = content.amount;
  intoTransit(state, content, { account, lots: give(account, change), change, transaction });
  ask(state, { content, exchange, gateway, issuer, direction: 'CREDIT', inTransit: -change });
}

function ask(
  state: ShardState,
  what: Pick<HostMessage, 'content' | 'exchange' | 'gateway' | 'issuer' | 'direction' | 'inTransit'>,
): void {
  const { nowMs } = state.basis;
  const id = systemId(state.shard, state.seq);
  state.messages.send({
    ...what,
    id,
    operation: 'AUTHORIZE',
    transaction: id,
    merchant: '',
    original: undefined,
    ledgerTimeMs: nowMs,
    answerByMs: nowMs + ANSWER_WITHIN_MS,
    standInMicro: 0,
  });
}

function intoTransit(
  state: ShardState,
  content: EntryContent,
  what: { account: Account; lots: LotPairs; change: number; transaction: string },
): void {
  const { account, lots, change: postedChange, transaction: reason } = what;
  state.post(
    { ...content, origin: hostOrigin(content.origin), reason },
    { account, lots, postedChange, heldChange: 0, counter: 'TRANSIT', merchant: '' },
  );
}

/** The points of the side that the message is about leave transit for the account they came from. */
function comeBack(state: ShardState, { content, inTransit }: HostMessage, card: Card, reason: string): void {
  const account = openAccount(card, content.program);
  const lots = inTransit > 0 ? give(account, inTransit) : take(account, -inTransit);
  outOfTransit(state, content, { account, lots, change: inTransit, reason });
}

/** The points that the exchange took leave transit, with the days they had. */
function debitBack(state: ShardState, account: Account, exchange: ExchangeUnderWay, reason: string): void {
  const { content, inTransit, lots: taken } = exchange;
  const lots = taken.length === 0 ? give(account, inTransit) : putLots(account, taken);
  outOfTransit(state, content, { account, lots, change: inTransit, reason });
}

function outOfTransit(
  state: ShardState,
  content: EntryContent,
  what: { account: Account; lots: LotPairs; change: number; reason: string },
): void {
  const { account, lots, change: postedChange, reason } = what;
  state.post(
    { ...content, origin: answerOrigin(content.origin), reason },
    { account, lots, postedChange, heldChange: 0, counter: 'TRANSIT', merchant: '' },
  );
}

function programOf(state: ShardState, code: string): Program {
  const program = state.basis.network.programs.get(code);
  assert(program !== undefined, 'a program is never deleted');
  return program;
}
