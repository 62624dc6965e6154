import type { NaiveLots } from './naive-lots.ts';
import { smaller, takeFirst, tidy, totalOf } from './naive-lots.ts';

/** Points set aside, with the lots they come from. */
export interface NaiveHold {
  readonly id: string;
  readonly participant: string;
  readonly merchant: string;
  readonly amount: bigint;
  readonly expiresAtMs: number;
  readonly lots: NaiveLots;
}

/** A card's points of one program: nothing but what there is; every balance is added up when it is asked for. */
export interface NaiveAccount {
  free: NaiveLots;
  holds: readonly NaiveHold[];
  /** Points the member owes. */
  overdrawn: bigint;
}

export function heldOf(account: NaiveAccount): bigint {
  return account.holds.reduce((sum, hold) => sum + hold.amount, 0n);
}

export function postedOf(account: NaiveAccount): bigint {
  return totalOf(account.free) + heldOf(account) - account.overdrawn;
}

export function spendableOf(account: NaiveAccount): bigint {
  return postedOf(account) - heldOf(account);
}

/** What comes in pays what the member owes, the points that expire first before others; the rest is free. */
export function give(account: NaiveAccount, lots: NaiveLots): void {
  const paid = smaller(totalOf(lots), account.overdrawn);
  account.overdrawn -= paid;
  account.free = tidy([...account.free, ...takeFirst(lots, paid).left]);
}

/** Sets points aside, those that expire first. */
export function openHold(account: NaiveAccount, hold: Omit<NaiveHold, 'lots'>): void {
  const { taken, left } = takeFirst(account.free, hold.amount);
  account.free = left;
  account.holds = [...account.holds, { ...hold, lots: taken }];
}

/** Ends a hold: `captured` of it leave the account, the rest is free again. Returns the lots that left. */
export function endHold(account: NaiveAccount, hold: NaiveHold, captured: bigint): NaiveLots {
  const { taken, left } = takeFirst(hold.lots, captured);
  account.holds = account.holds.filter((other) => other !== hold);
  give(account, left);
  return taken;
}
