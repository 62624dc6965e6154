import { assert } from '../assert.ts';
import type { Card } from './account.ts';
import { availableOf, findAccount, openAccount } from './account.ts';
import { expiresOn } from './calendar.ts';
import { contentOf } from './content.ts';
import type { Exchanged } from './exchange-value.ts';
import { exchanged } from './exchange-value.ts';
import type { LotPairs } from './lots.ts';
import { negated, putLots, sumOf, takeLots } from './lots.ts';
import type { Program } from './network.ts';
import { rateAt } from './network.ts';
import type { Outcome } from './outcome.ts';
import { readQuote } from './quote.ts';
import type { EntryContent, ShardState } from './state.ts';
import { fits } from './state.ts';
import type { ExchangeRequest, Result, Transaction } from './transaction.ts';

/** The origin of the entry of what arrived: the debit has the same id and card, and the participant as its own. */
export function arrivalOrigin(participant: string): string {
  return `exchange/${participant}`;
}

/**
 * `EXCHANGE`: points of one program become points of another on the same card, in one commit: an entry that debits, one
 * that credits, and with the first what the issuers owe and are owed in standard points.
 */
export function exchange(state: ShardState, tx: Transaction, card: Card, program: Program): Result {
  const request = tx.exchange;
  const target = state.basis.network.programs.get(request?.toProgram ?? '');
  assert(
    request !== undefined && target !== undefined,
    'the gate lets no exchange into an unknown program through',
  );
  const decline = (outcome: Outcome): Result => state.decline(contentOf(tx), outcome, '');
  if (target.host !== undefined) return decline('PROGRAM_EXTERNAL');

  const value = promised(state, tx, request, { program, target });
  if (value === 'QUOTE_INVALID') return decline(value);
  if (value === undefined || value.amountOut > target.limitPerTransaction)
    return decline('AMOUNT_ABOVE_LIMIT');
  if (value.amountOut < request.amountOutMin) return decline('AMOUNT_BELOW_MINIMUM');
  const account = findAccount(card, tx.program);
  if (account === undefined || availableOf(account) < tx.amount) return decline('INSUFFICIENT_POINTS');
  if (!fits(findAccount(card, target.code)?.posted ?? 0, value.amountOut)) return decline('BALANCE_OVERFLOW');
  if (
    !state.hasHeadroom(
      program.issuer,
      value.takenMicro - (target.issuer === program.issuer ? value.givenMicro : 0),
    )
  )
    return decline('NET_DEBIT_CAP');

  const taken = takeLots(account, tx.amount);
  const content = contentOf(tx);
  assert(content.exchange !== undefined, 'the entry of an exchange says what for');
  const result = state.post(
    { ...content, exchange: { ...content.exchange, exchanged: value } },
    {
      account,
      lots: negated(taken),
      postedChange: -tx.amount,
      heldChange: 0,
      counter: 'EXCHANGE',
      merchant: '',
    },
  );
  const arrived = openAccount(card, target.code);
  state.post(arrivalContent(tx, request, value), {
    account: arrived,
    lots: putLots(arrived, arrivalLots(state, target, taken, value.amountOut)),
    postedChange: value.amountOut,
    heldChange: 0,
    counter: 'EXCHANGE',
    merchant: '',
  });
  return result;
}

/** What the quote promises, or the rate of the moment gives; undefined for more than can be counted. */
function promised(
  state: ShardState,
  tx: Transaction,
  request: ExchangeRequest,
  { program, target }: { program: Program; target: Program },
): Exchanged | undefined | 'QUOTE_INVALID' {
  const { nowMs } = state.basis;
  if (request.quote === '') {
    const from = { program, rate: rateAt(program, nowMs) };
    return exchanged(tx.amount, from, { program: target, rate: rateAt(target, nowMs) });
  }
  if (!request.isQuoteGenuine) return 'QUOTE_INVALID';
  const quote = readQuote(request.quote);
  const isMeant =
    quote.participant === tx.participant &&
    quote.fromProgram === tx.program &&
    quote.toProgram === request.toProgram &&
    quote.amountIn === tx.amount;
  return isMeant && nowMs <= quote.expiresAtMs ? quote.exchanged : 'QUOTE_INVALID';
}

/**
 * The days of what arrives: that of the target's expiry policy; or, where the program keeps the older day, each part that
 * of the points it was made of, if that is earlier.
 */
function arrivalLots(state: ShardState, target: Program, taken: LotPairs, amountOut: number): LotPairs {
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

function arrivalContent(tx: Transaction, request: ExchangeRequest, { amountOut }: Exchanged): EntryContent {
  return {
    ...contentOf(tx),
    origin: arrivalOrigin(tx.participant),
    program: request.toProgram,
    amount: amountOut,
    exchange: { peerProgram: tx.program, amountOutMin: 0, quote: '', exchanged: undefined },
  };
}
