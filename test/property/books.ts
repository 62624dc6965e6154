import { expect } from 'vitest';
import type { Account, Lot } from '../../src/ledger/account.ts';
import { entryKey } from '../../src/ledger/state.ts';
import type { EngineShard } from './engine-shard.ts';
import { postedOf } from './naive-account.ts';
import type { NaiveLedger } from './naive-ledger.ts';
import { counterKey } from './naive-ledger.ts';
import type { Scenario } from './scenario.ts';

// What must always be true of the engine's books, whatever happened.

/** Points of the members and of the system accounts add up to nothing, in every program. */
export function expectConservation(shards: readonly EngineShard[]): void {
  const sums = new Map<string, bigint>();
  const add = (program: string, amount: bigint): void => {
    sums.set(program, (sums.get(program) ?? 0n) + amount);
  };
  for (const account of accountsOf(shards)) add(account.program, BigInt(account.posted));
  for (const shard of shards)
    for (const [key, balance] of shard.stripes) add(key.slice(0, key.indexOf('/')), balance);
  expect(withoutZeros(sums)).toEqual({});
}

/** What the docstring of `Account` says, for every account. */
export function expectSoundAccounts(shards: readonly EngineShard[]): void {
  for (const account of accountsOf(shards)) {
    const broken = BROKEN.filter(([, isBroken]) => isBroken(account)).map(([sentence]) => sentence);
    if (broken.length > 0) expect(broken, JSON.stringify(account)).toEqual([]);
  }
}

/** Asked after every turn of every run, so that it is no `expect` each. */
const BROKEN: readonly (readonly [sentence: string, isBroken: (account: Account) => boolean])[] = [
  [
    'amounts are exact',
    ({ posted, held, overdrawn, lots, holds }) =>
      ![posted, held, overdrawn, ...[...lots, ...holds].map(({ amount }) => amount)].every(
        Number.isSafeInteger,
      ),
  ],
  ['what is held is held by holds', ({ held, holds }) => held !== sum(holds)],
  [
    'what is posted is free, held or owed',
    ({ posted, held, overdrawn, lots }) =>
      BigInt(posted) !== BigInt(sum(lots)) + BigInt(held) - BigInt(overdrawn),
  ],
  [
    'lots are sorted, one a day, none empty',
    ({ lots, holds }) => !isSorted(lots) || !holds.every((hold) => isSorted(hold.lots)),
  ],
  ['a hold has its lots', ({ holds }) => holds.some((hold) => sum(hold.lots) !== hold.amount)],
  [
    'nothing is overdrawn while there is a free lot',
    ({ overdrawn, lots }) => overdrawn !== 0 && lots.length > 0,
  ],
  ['overdrawn is not below zero', ({ overdrawn }) => overdrawn < 0],
  [
    'no lot is due before `lotsDueOn`',
    ({ lots, lotsDueOn }) => lots.some((lot) => lot.expiresOn < lotsDueOn),
  ],
  [
    'no hold is due before `holdsDueAtMs`',
    ({ holds, holdsDueAtMs }) => holds.some((hold) => hold.expiresAtMs < holdsDueAtMs),
  ],
];

/** All that left a shard has arrived at another. */
export function expectNothingInTransit(shards: readonly EngineShard[]): void {
  const transit = new Map<string, bigint>();
  for (const shard of shards) {
    expect(shard.state.transit.size).toBe(0);
    expect(shard.outbox.size).toBe(0);
    for (const [key, balance] of shard.stripes)
      if (key.includes('/TRANSIT/')) transit.set(key, (transit.get(key) ?? 0n) + balance);
  }
  expect(withoutZeros(transit)).toEqual({});
}

/** Every account and every stripe is what the journal adds up to; sequences have no gap and identities one entry. */
export function expectJournalAddsUp(shard: EngineShard, scenario: Scenario): void {
  const posted = new Map<string, number>();
  const held = new Map<string, number>();
  const lots = new Map<string, number>();
  const stripes = new Map<string, bigint>();
  const add = (sums: Map<string, number>, key: string, change: number): number => {
    const total = (sums.get(key) ?? 0) + change;
    sums.set(key, total);
    return total;
  };
  const count = (key: string, change: number): void => {
    stripes.set(key, (stripes.get(key) ?? 0n) + BigInt(change));
  };

  const own = new Set([...shard.cards].map((card) => card.number));
  for (const { card, program, day, amount } of scenario.preloads) {
    if (!own.has(card)) continue;
    add(posted, `${card}/${program}`, amount);
    add(lots, `${card}/${program}/${day}`, amount);
    count(counterKey(program, 'ISSUANCE'), -amount);
  }
  for (const [index, entry] of shard.journal.entries()) {
    const key = `${entry.card}/${entry.program}`;
    const balance = add(posted, key, entry.postedChange);
    const available = balance - add(held, key, entry.heldChange);
    for (let at = 0; at < entry.lots.length; at += 2)
      add(lots, `${key}/${entry.lots[at]}`, entry.lots[at + 1]!);
    const moves = entry.postedChange !== 0 || entry.heldChange !== 0 || entry.lots.length > 0;
    const isSound =
      entry.seq === index + 1 &&
      entry.balance === balance &&
      entry.available === available &&
      (entry.outcome === 'POSTED' || !moves);
    if (!isSound) throw new Error(`the journal does not add up at ${JSON.stringify(entry)}`);
    if (entry.postedChange === 0) continue;
    const merchant = entry.counter === 'MERCHANT' ? entry.merchant : '';
    count(counterKey(entry.program, entry.counter!, merchant), -entry.postedChange);
    const value = entry.exchange?.exchanged;
    if (value === undefined) continue;
    const issuerOf = (code: string): string => scenario.network.programs.get(code)!.issuer;
    count(counterKey('*', 'POSITION', issuerOf(entry.program)), -value.takenMicro);
    count(counterKey('*', 'POSITION', issuerOf(entry.exchange!.peerProgram)), value.givenMicro);
    count(counterKey('*', 'SPREAD'), value.spreadMicro);
    count(counterKey('*', 'ROUNDING'), value.roundingMicro);
  }
  const identities = shard.journal.map((entry) => entryKey(entry));
  expect(new Set(identities).size, 'an identity has one entry').toBe(identities.length);

  const stored = {
    posted: new Map<string, number>(),
    held: new Map<string, number>(),
    lots: new Map<string, number>(),
  };
  for (const account of accountsOf([shard])) {
    const key = `${account.card}/${account.program}`;
    add(stored.posted, key, account.posted);
    add(stored.held, key, account.held);
    for (const lot of [...account.lots, ...account.holds.flatMap((hold) => hold.lots)])
      add(stored.lots, `${key}/${lot.expiresOn}`, lot.amount);
  }
  expect(withoutZeros(stored.posted)).toEqual(withoutZeros(posted));
  expect(withoutZeros(stored.held)).toEqual(withoutZeros(held));
  expect(withoutZeros(stored.lots)).toEqual(withoutZeros(lots));
  expect(withoutZeros(shard.stripes)).toEqual(withoutZeros(stripes));
}

/** The engine's accounts and system accounts are the naive ledger's, to the last lot and hold. */
export function expectSameBooks(shards: readonly EngineShard[], naive: NaiveLedger): void {
  for (const [number] of naive.cards) naive.expireDue(number);
  const expected = new Map<string, AccountInBrief>();
  for (const [key, account] of naive.accounts) {
    expected.set(key, {
      posted: postedOf(account),
      overdrawn: account.overdrawn,
      lots: account.free.map(({ day, amount }) => [day, amount]),
      holds: account.holds.map(({ lots, ...hold }) => ({
        ...hold,
        lots: lots.map(({ day, amount }) => [day, amount]),
      })),
    });
  }
  expect(inBrief(shards)).toEqual(withoutEmpty(expected));

  const stripes = new Map<string, bigint>();
  for (const shard of shards)
    for (const [key, balance] of shard.stripes) stripes.set(key, (stripes.get(key) ?? 0n) + balance);
  expect(withoutZeros(stripes)).toEqual(withoutZeros(naive.counters));
}

/** An account in the same words for both ledgers. */
interface AccountInBrief {
  readonly posted: bigint;
  readonly overdrawn: bigint;
  readonly lots: readonly (readonly [day: number, amount: bigint])[];
  readonly holds: readonly unknown[];
}

/** The accounts of the engine that are not empty, by card and program. */
export function inBrief(shards: readonly EngineShard[]): Record<string, AccountInBrief> {
  const accounts = new Map<string, AccountInBrief>();
  for (const account of accountsOf(shards)) {
    accounts.set(`${account.card}/${account.program}`, {
      posted: BigInt(account.posted),
      overdrawn: BigInt(account.overdrawn),
      lots: account.lots.map(({ expiresOn, amount }) => [expiresOn, BigInt(amount)]),
      holds: account.holds.map(({ lots, ...hold }) => ({
        ...hold,
        amount: BigInt(hold.amount),
        lots: lots.map(({ expiresOn, amount }) => [expiresOn, BigInt(amount)]),
      })),
    });
  }
  return withoutEmpty(accounts);
}

function withoutEmpty(accounts: ReadonlyMap<string, AccountInBrief>): Record<string, AccountInBrief> {
  return Object.fromEntries(
    [...accounts].filter(([, each]) => each.lots.length > 0 || each.holds.length > 0 || each.overdrawn > 0n),
  );
}

export function accountsOf(shards: readonly EngineShard[]): Account[] {
  return shards.flatMap((shard) => [...shard.cards].flatMap((card) => card.accounts));
}

/** For comparing sums: what adds up to nothing might as well not be there. */
export function withoutZeros<T extends number | bigint>(sums: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...sums].filter(([, amount]) => Number(amount) !== 0));
}

function isSorted(lots: readonly Lot[]): boolean {
  return lots.every(
    ({ expiresOn, amount }, index) => amount > 0 && expiresOn > (lots[index - 1]?.expiresOn ?? 0),
  );
}

function sum(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((total, part) => total + part.amount, 0);
}
