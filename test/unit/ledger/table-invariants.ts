import { expect } from 'vitest';
import type { Account } from '../../../src/ledger/account.ts';
import { NEVER } from '../../../src/ledger/calendar.ts';
import { pairsOf, sumOf } from '../../../src/ledger/lots.ts';

/** What is true of an account at any time. */
export function checkAccount(account: Account, text: string): void {
  const free = sumOf(pairsOf(account.lots));
  const held = account.holds.reduce((sum, hold) => sum + hold.amount, 0);
  expect(account.held, text).toBe(held);
  expect(BigInt(account.posted), text).toBe(BigInt(free) + BigInt(held) - BigInt(account.overdrawn));
  if (account.overdrawn > 0) expect(account.lots, text).toEqual([]);
  for (const hold of account.holds) expect(sumOf(pairsOf(hold.lots)), text).toBe(hold.amount);
  const days = account.lots.map((lot) => lot.expiresOn);
  expect(days, text).toEqual([...new Set(days)].sort((a, b) => a - b));
  expect(Math.min(...account.lots.map((lot) => lot.amount), 1), text).toBeGreaterThan(0);
  expect(account.lotsDueOn, text).toBeLessThanOrEqual(days[0] ?? NEVER);
  const firstHoldMs = Math.min(...account.holds.map((hold) => hold.expiresAtMs), Number.POSITIVE_INFINITY);
  expect(account.holdsDueAtMs, text).toBeLessThanOrEqual(firstHoldMs);
}
