import type { Account } from './account.ts';
import { NEVER } from './calendar.ts';
import { takeBack } from './clawback.ts';
import type { LotPairs } from './lots.ts';
import { negated, putLots } from './lots.ts';

// Accounts of external programs: they say what moved through the network, and may be below zero.

/** Gives points to the account. Returns the lots' change. */
export function give(account: Account, amount: number): LotPairs {
  return putLots(account, [NEVER, amount]);
}

/** Takes points from the account. Returns the lots' change. */
export function take(account: Account, amount: number): LotPairs {
  return negated(takeBack(account, amount));
}
