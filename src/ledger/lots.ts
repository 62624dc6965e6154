import { assert } from '../assert.ts';
import type { Account, Lot } from './account.ts';
import type { Day } from './calendar.ts';

/** Amounts by day as flat pairs (day, amount): how lots travel, and how an entry stores what changed. */
export type LotPairs = readonly number[];

/** The sum of the amounts. */
export function sumOf(pairs: LotPairs): number {
  let sum = 0;
  for (let index = 1; index < pairs.length; index += 2) sum += pairs[index] as number;
  return sum;
}

/** The same days with the amounts negated. */
export function negated(pairs: LotPairs): number[] {
  const result = pairs.slice();
  for (let index = 1; index < result.length; index += 2) result[index] = -(result[index] as number);
  return result;
}

/** Both together: sorted by day, nothing twice, nothing zero. */
export function merged(left: LotPairs, right: LotPairs): LotPairs {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  const byDay = new Map<Day, number>();
  for (const pairs of [left, right]) {
    for (let index = 0; index < pairs.length; index += 2) {
      const day = pairs[index] as number;
      byDay.set(day, (byDay.get(day) ?? 0) + (pairs[index + 1] as number));
    }
  }
  const days = [...byDay.keys()].sort((a, b) => a - b);
  return days.flatMap((day) => (byDay.get(day) === 0 ? [] : [day, byDay.get(day) as number]));
}

/** Lots as pairs. */
export function pairsOf(lots: readonly Lot[]): number[] {
  return lots.flatMap((lot) => [lot.expiresOn, lot.amount]);
}

/** Pairs as lots. */
export function lotsOf(pairs: LotPairs): Lot[] {
  const lots: Lot[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    lots.push({ expiresOn: pairs[index] as number, amount: pairs[index + 1] as number });
  }
  return lots;
}

/** The first `amount` of the pairs, in their order. */
export function firstOf(pairs: LotPairs, amount: number): number[] {
  const result: number[] = [];
  let rest = amount;
  for (let index = 0; index < pairs.length && rest > 0; index += 2) {
    const part = Math.min(rest, pairs[index + 1] as number);
    result.push(pairs[index] as number, part);
    rest -= part;
  }
  assert(rest === 0, 'there are at least as many points in the lots as are taken from them');
  return result;
}

/** What is left of the pairs behind the first `amount`. */
export function behindFirst(pairs: LotPairs, amount: number): number[] {
  const result: number[] = [];
  let skip = amount;
  for (let index = 0; index < pairs.length; index += 2) {
    const skipped = Math.min(skip, pairs[index + 1] as number);
    skip -= skipped;
    if ((pairs[index + 1] as number) > skipped) {
      result.push(pairs[index] as number, (pairs[index + 1] as number) - skipped);
    }
  }
  return result;
}

/** The last `amount` of the pairs before the last `skip`, in the order of their days. */
export function lastOf(pairs: LotPairs, skip: number, amount: number): number[] {
  const kept = sumOf(pairs) - skip;
  return behindFirst(firstOf(pairs, kept), kept - amount);
}

/**
 * Takes points from the free lots: those of `preferredDay` first where one is given, then the first to expire.
 *
 * @returns what was taken, sorted by day, positive
 */
export function takeLots(account: Account, amount: number, preferredDay?: Day): number[] {
  const taken: number[] = [];
  let rest = amount;
  const preferred =
    preferredDay === undefined ? -1 : account.lots.findIndex((lot) => lot.expiresOn === preferredDay);
  if (preferred > 0) {
    const lot = account.lots[preferred] as Lot;
    const part = Math.min(rest, lot.amount);
    rest -= part;
    lot.amount -= part;
    if (lot.amount === 0) account.lots.splice(preferred, 1);
    return merged(rest === 0 ? [] : takeLots(account, rest), [lot.expiresOn, part]) as number[];
  }
  let emptied = 0;
  for (const lot of account.lots) {
    if (rest === 0) break;
    const part = Math.min(rest, lot.amount);
    taken.push(lot.expiresOn, part);
    lot.amount -= part;
    rest -= part;
    if (lot.amount === 0) emptied += 1;
  }
  assert(rest === 0, 'free lots cover what was found to be available');
  if (emptied > 0) account.lots.splice(0, emptied);
  return taken;
}

/**
 * Puts points among the free lots. What is overdrawn is paid first, with the first to expire.
 *
 * @param pairs sorted by day, positive
 * @returns what became lots
 */
export function putLots(account: Account, pairs: LotPairs): LotPairs {
  let kept = pairs;
  if (account.overdrawn > 0) {
    const paid = Math.min(account.overdrawn, sumOf(pairs));
    account.overdrawn -= paid;
    kept = behindFirst(pairs, paid);
  }
  for (let index = 0; index < kept.length; index += 2) {
    putLot(account, kept[index] as number, kept[index + 1] as number);
  }
  return kept;
}

function putLot(account: Account, expiresOn: Day, amount: number): void {
  const lots = account.lots;
  let position = lots.length;
  while (position > 0 && (lots[position - 1] as Lot).expiresOn > expiresOn) position -= 1;
  const before = lots[position - 1];
  if (before !== undefined && before.expiresOn === expiresOn) before.amount += amount;
  else lots.splice(position, 0, { expiresOn, amount });
  if (expiresOn < account.lotsDueOn) account.lotsDueOn = expiresOn;
}
