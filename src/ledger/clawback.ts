import type { Account } from './account.ts';
import type { Day } from './calendar.ts';
import { sumOf, takeLots } from './lots.ts';
import type { ClawbackPolicy } from './network.ts';

/** What the clawback policy lets be taken from an account that has `available` for the `amount` asked. */
export function clawback(policy: ClawbackPolicy, amount: number, available: number): number {
  if (available >= amount) return amount;
  switch (policy) {
    case 'reject':
      return 0;
    case 'partial':
      return Math.max(available, 0);
    case 'overdraw':
      return amount;
  }
}

/**
 * Takes points back from an account: what its free lots don't cover is overdrawn.
 *
 * @param preferredDay the lots of this day first, as `takeLots` has it
 * @returns the lots taken
 */
export function takeBack(account: Account, amount: number, preferredDay?: Day): number[] {
  const free = account.lots.reduce((sum, lot) => sum + lot.amount, 0);
  const lots = takeLots(account, Math.min(amount, free), preferredDay);
  account.overdrawn += amount - sumOf(lots);
  return lots;
}
