import type { Account } from './account.ts';
import { availableOf } from './account.ts';
import { BALANCE_MAX } from './transaction.ts';

/**
 * True when a change of what is posted keeps the account within what is exact, `BALANCE_MAX` either side of zero, with what
 * is available: it is below what is posted by what is held.
 */
export function hasRoom(account: Account | undefined, change: number): boolean {
  if (account === undefined) return fits(0, change);
  return fits(change < 0 ? availableOf(account) : account.posted, change);
}

/** True when setting points aside, which may be captured, keeps the account within that. */
export function mayHold(account: Account, amount: number): boolean {
  return fits(availableOf(account), -amount) && fits(account.held, amount);
}

/** True when adding to a balance keeps it within what is exact. */
export function fits(balance: number, change: number): boolean {
  const sum = balance + change;
  return sum <= BALANCE_MAX && sum >= -BALANCE_MAX;
}
