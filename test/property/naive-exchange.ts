import type { Day } from '../../src/ledger/calendar.ts';
import type { Network, Program } from '../../src/ledger/network.ts';
import type { Transaction } from '../../src/ledger/transaction.ts';
import { naiveExpiresOn } from './naive-calendar.ts';
import type { NaiveLots } from './naive-lots.ts';
import { tidy, totalOf } from './naive-lots.ts';

/** A fraction of two whole numbers, the second above zero. */
type Fraction = readonly [bigint, bigint];

/** What an exchange would come to: what arrives, and in millionths of a standard point. */
export interface NaiveValue {
  readonly amountOut: bigint;
  readonly taken: bigint;
  readonly given: bigint;
  readonly spread: bigint;
  readonly rounding: bigint;
}

/** The value of an exchange, by fractions that are rounded only where points or millionths are whole. */
export function naiveValue(transaction: Transaction, network: Network, nowMs: number): NaiveValue {
  const from = network.programs.get(transaction.program)!;
  const to = network.programs.get(transaction.exchange!.toProgram)!;
  const worth = times([BigInt(transaction.amount), 1n], unitWorth(from, nowMs));
  const spread = times(worth, [BigInt(rateOf(from, nowMs).spreadBasisPoints), 10_000n]);
  const [unitTop, unitBottom] = unitWorth(to, nowMs);
  const amountOut = floor(times(minus(worth, spread), [unitBottom, unitTop]));
  const taken = -floor([-worth[0], worth[1]]);
  const given = floor(times([amountOut, 1n], [unitTop, unitBottom]));
  const kept = floor(spread);
  return { amountOut, taken, given, spread: kept, rounding: taken - given - kept };
}

/** What arrives, by day. */
export function naiveArrival(taken: NaiveLots, amountOut: bigint, to: Program, businessDate: Day): NaiveLots {
  const policy = naiveExpiresOn(to.expiry, businessDate);
  if (to.arrival === 'policy') return tidy([{ day: policy, amount: amountOut }]);
  const upTo = (index: number): bigint => (amountOut * totalOf(taken.slice(0, index))) / totalOf(taken);
  return tidy(
    taken.map(({ day }, index) => ({ day: Math.min(day, policy), amount: upTo(index + 1) - upTo(index) })),
  );
}

function rateOf(program: Program, nowMs: number) {
  return [...program.rates].reverse().find((rate) => rate.holdsFromMs <= nowMs)!;
}

/** Of the smallest unit, in millionths of a standard point. */
function unitWorth(program: Program, nowMs: number): Fraction {
  const { parNumerator, parDenominator } = rateOf(program, nowMs);
  return times([BigInt(parNumerator), BigInt(parDenominator)], [1_000_000n, 10n ** BigInt(program.scale)]);
}

function times([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * c, b * d];
}

function minus([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * d - c * b, b * d];
}

/** Towards minus infinity. */
function floor([top, bottom]: Fraction): bigint {
  const whole = top / bottom;
  return top < 0n && whole * bottom !== top ? whole - 1n : whole;
}
