import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/ledger/account.ts';
import { NEVER } from '../../../src/ledger/calendar.ts';
import {
  behindFirst,
  firstOf,
  lastOf,
  lotsOf,
  merged,
  negated,
  pairsOf,
  putLots,
  sumOf,
  takeLots,
} from '../../../src/ledger/lots.ts';

// Lots travel as flat pairs of day and amount. Days are short here: they need only be in order.

function accountWith(pairs: readonly number[], overdrawn = 0): Account {
  return {
    card: 1,
    program: 'ACME',
    posted: 0,
    held: 0,
    overdrawn,
    lots: lotsOf(pairs),
    holds: [],
    lotsDueOn: pairs[0] ?? NEVER,
    holdsDueAtMs: Number.POSITIVE_INFINITY,
    stored: true,
  };
}

describe('pairs', () => {
  it('are lots and become lots again', () => {
    expect(lotsOf([1, 10, 2, 20])).toEqual([
      { expiresOn: 1, amount: 10 },
      { expiresOn: 2, amount: 20 },
    ]);
    expect(pairsOf(lotsOf([1, 10, 2, 20]))).toEqual([1, 10, 2, 20]);
    expect(pairsOf([])).toEqual([]);
  });

  it('have a sum, and the same pairs taken away', () => {
    expect(sumOf([])).toBe(0);
    expect(sumOf([1, 10, 2, -3])).toBe(7);
    expect(negated([1, 10, 2, -3])).toEqual([1, -10, 2, 3]);
  });

  it.each<[readonly number[], readonly number[], readonly number[]]>([
    [[], [], []],
    [[1, 10], [], [1, 10]],
    [[], [1, 10], [1, 10]],
    [
      [1, 10],
      [2, 20],
      [1, 10, 2, 20],
    ],
    [
      [2, 20],
      [1, 10],
      [1, 10, 2, 20],
    ],
    [
      [1, 10, 3, 30],
      [2, 20, 3, 5],
      [1, 10, 2, 20, 3, 35],
    ],
    // What adds up to nothing is left out.
    [
      [1, 10, 2, 20],
      [1, -10],
      [2, 20],
    ],
    [[1, 10], [1, -10], []],
    [
      [1, -10],
      [1, -5],
      [1, -15],
    ],
    // Days are numbers, not text.
    [
      [9, 1],
      [10, 1],
      [9, 1, 10, 1],
    ],
  ])('%j and %j together are %j', (left, right, both) => {
    expect(merged(left, right)).toEqual(both);
  });

  it.each<[readonly number[], number, readonly number[], readonly number[]]>([
    [[1, 10, 2, 20], 0, [], [1, 10, 2, 20]],
    [[1, 10, 2, 20], 4, [1, 4], [1, 6, 2, 20]],
    [[1, 10, 2, 20], 10, [1, 10], [2, 20]],
    [[1, 10, 2, 20], 11, [1, 10, 2, 1], [2, 19]],
    [[1, 10, 2, 20], 30, [1, 10, 2, 20], []],
  ])('of %j the first %d are %j, and behind them are %j', (pairs, amount, first, behind) => {
    expect(firstOf(pairs, amount)).toEqual(first);
    expect(behindFirst(pairs, amount)).toEqual(behind);
  });

  it('that are too few have no first', () => {
    expect(() => firstOf([1, 10], 11)).toThrow(
      'there are at least as many points in the lots as are taken from them',
    );
  });

  it.each<[number, number, readonly number[]]>([
    [0, 5, [2, 5]],
    [0, 20, [2, 20]],
    [0, 25, [1, 5, 2, 20]],
    [0, 30, [1, 10, 2, 20]],
    [5, 15, [2, 15]],
    [5, 20, [1, 5, 2, 15]],
    [20, 10, [1, 10]],
    [25, 5, [1, 5]],
    [29, 1, [1, 1]],
  ])('before the last %d the last %d of 10 and 20 are %j', (skip, amount, last) => {
    expect(lastOf([1, 10, 2, 20], skip, amount)).toEqual(last);
  });

  it('come back whole when they come back in parts, the last first', () => {
    const spent = [1, 10, 2, 20, 3, 7];
    let returned: readonly number[] = [];
    for (const amount of [1, 8, 13, 15]) returned = merged(returned, lastOf(spent, sumOf(returned), amount));
    expect(returned).toEqual(spent);
  });
});

describe('taking points', () => {
  it.each<[string, readonly number[], number, number | undefined, readonly number[], readonly number[]]>([
    ['takes the first to expire', [1, 10, 2, 20], 4, undefined, [1, 4], [1, 6, 2, 20]],
    ['empties a lot', [1, 10, 2, 20], 10, undefined, [1, 10], [2, 20]],
    ['goes on with the next', [1, 10, 2, 20, 3, 5], 31, undefined, [1, 10, 2, 20, 3, 1], [3, 4]],
    ['takes all', [1, 10, 2, 20], 30, undefined, [1, 10, 2, 20], []],
    ['takes the preferred day first', [1, 10, 2, 20, 3, 5], 4, 2, [2, 4], [1, 10, 2, 16, 3, 5]],
    ['empties the preferred day', [1, 10, 2, 20, 3, 5], 20, 2, [2, 20], [1, 10, 3, 5]],
    ['goes on with the first to expire', [1, 10, 2, 20, 3, 5], 32, 2, [1, 10, 2, 20, 3, 2], [3, 3]],
    ['is not misled by a preferred day that is the first', [1, 10, 2, 20], 15, 1, [1, 10, 2, 5], [2, 15]],
    ['is not misled by a preferred day that is gone', [1, 10, 3, 20], 15, 2, [1, 10, 3, 5], [3, 15]],
    ['takes nothing of nothing', [], 0, undefined, [], []],
  ])('%s', (_how, lots, amount, preferredDay, taken, left) => {
    const account = accountWith(lots);
    expect(takeLots(account, amount, preferredDay)).toEqual(taken);
    expect(pairsOf(account.lots)).toEqual(left);
  });

  it('that are not there is a bug', () => {
    expect(() => takeLots(accountWith([1, 10]), 11)).toThrow(
      'free lots cover what was found to be available',
    );
    expect(() => takeLots(accountWith([1, 10, 2, 5]), 16, 2)).toThrow(
      'free lots cover what was found to be available',
    );
  });
});

describe('putting points', () => {
  it.each<
    [string, readonly number[], number, readonly number[], readonly number[], readonly number[], number]
  >([
    ['opens a lot', [], 0, [2, 5], [2, 5], [2, 5], 0],
    ['keeps lots in order', [1, 10, 3, 5], 0, [2, 7], [2, 7], [1, 10, 2, 7, 3, 5], 0],
    ['puts the first before others', [2, 5], 0, [1, 7], [1, 7], [1, 7, 2, 5], 0],
    ['adds to a lot of the same day', [1, 10, 2, 5], 0, [1, 3, 2, 4], [1, 3, 2, 4], [1, 13, 2, 9], 0],
    ['pays what is overdrawn', [], 8, [1, 3], [], [], 5],
    ['pays what is overdrawn with the first to expire', [], 8, [1, 3, 2, 10], [2, 5], [2, 5], 0],
    ['pays what is overdrawn to the point', [], 13, [1, 3, 2, 10], [], [], 0],
    ['puts nothing', [1, 10], 0, [], [], [1, 10], 0],
  ])('%s', (_how, lots, overdrawn, pairs, became, left, overdrawnLeft) => {
    const account = accountWith(lots, overdrawn);
    expect(putLots(account, pairs)).toEqual(became);
    expect(pairsOf(account.lots)).toEqual(left);
    expect(account.overdrawn).toBe(overdrawnLeft);
  });

  it('makes the account due no later than its first lot', () => {
    const account = accountWith([]);
    putLots(account, [20270131, 5]);
    expect(account.lotsDueOn).toBe(20270131);
    putLots(account, [20280131, 5]);
    expect(account.lotsDueOn).toBe(20270131);
    putLots(account, [20260131, 5]);
    expect(account.lotsDueOn).toBe(20260131);
  });

  it('leaves alone the pairs that it is given', () => {
    const pairs = [1, 10];
    const account = accountWith([]);
    putLots(account, pairs);
    takeLots(account, 4);
    expect(pairs).toEqual([1, 10]);
  });
});
