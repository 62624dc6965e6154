import type { Day } from '../../src/ledger/calendar.ts';

/** Points that expire on one day. */
export interface NaiveLot {
  readonly day: Day;
  readonly amount: bigint;
}

export type NaiveLots = readonly NaiveLot[];

export interface Taken {
  readonly taken: NaiveLots;
  readonly left: NaiveLots;
}

export function totalOf(lots: NaiveLots): bigint {
  return lots.reduce((sum, lot) => sum + lot.amount, 0n);
}

/** `Math.min` of bigints. */
export function smaller(one: bigint, other: bigint): bigint {
  if (one < other) return one;
  return other;
}

/** The same points, first to expire first, one lot a day, none empty. */
export function tidy(lots: NaiveLots): NaiveLots {
  const days = [...new Set(lots.map((lot) => lot.day))].sort((a, b) => a - b);
  return days
    .map((day) => ({ day, amount: totalOf(lots.filter((lot) => lot.day === day)) }))
    .filter((lot) => lot.amount !== 0n);
}

/** Takes the points that expire first. */
export function takeFirst(lots: NaiveLots, amount: bigint): Taken {
  return takeInOrder(tidy(lots), amount);
}

/** Takes the points that expire last. */
export function takeLast(lots: NaiveLots, amount: bigint): Taken {
  return takeInOrder([...tidy(lots)].reverse(), amount);
}

/** Takes the points of one day before those that expire first. */
export function takePreferring(lots: NaiveLots, day: Day | undefined, amount: bigint): Taken {
  const preferred = lots.filter((lot) => lot.day === day);
  const others = lots.filter((lot) => lot.day !== day);
  return takeInOrder([...tidy(preferred), ...tidy(others)], amount);
}

function takeInOrder(lots: NaiveLots, amount: bigint): Taken {
  if (amount > totalOf(lots)) throw new Error(`cannot take ${amount} of ${totalOf(lots)} points`);
  const taken: NaiveLot[] = [];
  const left: NaiveLot[] = [];
  let missing = amount;
  for (const lot of lots) {
    const part = smaller(lot.amount, missing);
    missing -= part;
    taken.push({ day: lot.day, amount: part });
    left.push({ day: lot.day, amount: lot.amount - part });
  }
  return { taken: tidy(taken), left: tidy(left) };
}
