import { assert } from '../assert.ts';
import type { Account, Card } from './account.ts';
import { availableOf, findAccount, openAccount } from './account.ts';
import { expiresOn } from './calendar.ts';
import { contentOf } from './content.ts';
import type { Exchanged } from './exchange-value.ts';
import { exchanged } from './exchange-value.ts';
import type { LotPairs } from './lots.ts';
import { negated, putLots, sumOf, takeLots } from './lots.ts';
import type { Network, Program } from './network.ts';
import { rateAt } from './network.ts';
import type { Decline, Outcome } from './outcome.ts';
import { readQuote } from './quote.ts';
import { hasRoom } from './room.ts';
import type { EntryContent, ShardState, TurnBasis } from './state.ts';
import type { Result, Transaction } from './transaction.ts';

/** The origin of the entry of what arrived: the debit has the same id and card, and the participant as its own. */
export function arrivalOrigin(participant: string): string {
  return `exchange/${participant}`;
}

/**
 * `EXCHANGE`: points of one program become points of another on the same card, in one commit: an entry that debits, one
 * that credits, and with the first what the issuers owe and are owed in standard points.
 */
export function exchange(state: ShardState, tx: Transaction, card: Card, program: Program): Result {
  const decline = (outcome: Outcome): Result => state.decline(contentOf(tx), outcome, '');
  const terms = termsOf(state.basis, tx);
  if (typeof terms === 'string') return decline(terms);
  const { target, value } = terms;
  const account = findAccount(card, tx.program);
  if (account === undefined || availableOf(account) < tx.amount) return decline('INSUFFICIENT_POINTS');
  if (!hasRoom(findAccount(card, target.code), value.amountOut) || !mayBeOwed(state, terms))
    return decline('BALANCE_OVERFLOW');
  if (!mayOwe(state, program, terms)) return decline('NET_DEBIT_CAP');

  const taken = takeLots(account, tx.amount);
  const arrived = openAccount(card, target.code);
  return postExchange(state, contentOf(tx), value, {
    account,
    lots: negated(taken),
    arrived,
    arrivedLots: () => putLots(arrived, arrivalLots(state, target, taken, value.amountOut)),
  });
}

/** What an exchange is promised, and by which program. */
export interface Terms {
  readonly target: Program;
  readonly value: Exchanged;
}

/** What the terms of an exchange depend on beside itself. */
type TermsBasis = Pick<TurnBasis, 'network' | 'nowMs'>;

/** The terms of an exchange, or why it has none. */
export function termsOf({ network, nowMs }: TermsBasis, tx: Transaction): Terms | Decline {
  const request = tx.exchange;
  const target = network.programs.get(request?.toProgram ?? '');
  assert(
    request !== undefined && target !== undefined,
    'the gate lets no exchange into an unknown program through',
  );
  const value = exchangeValueOf(tx, network, nowMs);
  if (value === 'QUOTE_INVALID') return value;
  if (value === undefined || value.amountOut > target.limitPerTransaction) return 'AMOUNT_ABOVE_LIMIT';
  if (value.amountOut < request.amountOutMin) return 'AMOUNT_BELOW_MINIMUM';
  return { target, value };
}

/** True when the issuer of the points that are taken may owe the network for them. */
export function mayOwe(state: ShardState, program: Program, { target, value }: Terms): boolean {
  const owed = value.takenMicro - (target.issuer === program.issuer ? value.givenMicro : 0);
  return state.mayOwe(program.issuer, owed);
}

/** True when what the issuer of the points that arrive may owe has room for what the network comes to owe it. */
export function mayBeOwed(state: ShardState, { target, value }: Terms): boolean {
  return state.mayBeOwed(target.issuer, value.givenMicro);
}

/** The two entries of an exchange. The lots of what arrives are put there when the debit is posted. */
export function postExchange(
  state: ShardState,
  content: EntryContent,
  value: Exchanged,
  sides: { account: Account; lots: LotPairs; arrived: Account; arrivedLots: () => LotPairs },
): Result {
  assert(content.exchange !== undefined, 'the entry of an exchange says what for');
  const { peerProgram, amountOutMin, quote } = content.exchange;
  const result = state.post(
    { ...content, exchange: { peerProgram, amountOutMin, quote, exchanged: value } },
    {
      account: sides.account,
      lots: sides.lots,
      postedChange: -content.amount,
      heldChange: 0,
      counter: 'EXCHANGE',
      merchant: '',
    },
  );
  state.post(arrivalContent(content, value), {
    account: sides.arrived,
    lots: sides.arrivedLots(),
    postedChange: value.amountOut,
    heldChange: 0,
    counter: 'EXCHANGE',
    merchant: '',
  });
  return result;
}

/** What the quote promises, or the rate of the moment gives; undefined for more than can be counted. */
function exchangeValueOf(
  { participant, program: code, amount, exchange: request }: Transaction,
  network: Network,
  nowMs: number,
): Exchanged | undefined | 'QUOTE_INVALID' {
  const program = network.programs.get(code);
  const target = network.programs.get(request?.toProgram ?? '');
  if (request === undefined || program === undefined || target === undefined) return undefined;
  if (request.quote === '') {
    const from = { program, rate: rateAt(program, nowMs) };
    return exchanged(amount, from, { program: target, rate: rateAt(target, nowMs) });
  }
  if (!request.isQuoteGenuine) return 'QUOTE_INVALID';
  const quote = readQuote(request.quote);
  const isMeant =
    quote.participant === participant &&
    quote.fromProgram === code &&
    quote.toProgram === request.toProgram &&
    quote.amountIn === amount;
  return isMeant && nowMs <= quote.expiresAtMs ? quote.exchanged : 'QUOTE_INVALID';
}

/**
 * The days of what arrives: that of the target's expiry policy; or, where the program keeps the older day, each part that
 * of the points it was made of, if that is earlier.
 */
export function arrivalLots(
  state: ShardState,
  target: Program,
  taken: LotPairs,
  amountOut: number,
): LotPairs {
  const policyDay = expiresOn(target.expiry, state.basis.businessDate);
  if (target.arrival === 'policy') return [policyDay, amountOut];
  const total = BigInt(sumOf(taken));
  const lots: number[] = [];
  let takenSoFar = 0n;
  let arrivedSoFar = 0;
  for (let index = 0; index < taken.length; index += 2) {
    takenSoFar += BigInt(taken[index + 1] as number);
    const arrived = Number((BigInt(amountOut) * takenSoFar) / total);
    addLot(lots, Math.min(taken[index] as number, policyDay), arrived - arrivedSoFar);
    arrivedSoFar = arrived;
  }
  return lots;
}

/** Adds to pairs whose days rise. */
function addLot(lots: number[], day: number, amount: number): void {
  if (amount === 0) return;
  if (lots.at(-2) === day) lots.push((lots.pop() as number) + amount);
  else lots.push(day, amount);
}

/** What the journal says of what arrives. */
export function arrivalContent(content: EntryContent, { amountOut }: Exchanged): EntryContent {
  assert(content.exchange !== undefined, 'the entry of an exchange says what for');
  return {
    ...content,
    origin: arrivalOrigin(content.origin),
    program: content.exchange.peerProgram,
    amount: amountOut,
    exchange: { peerProgram: content.program, amountOutMin: 0, quote: '', exchanged: undefined },
  };
}
