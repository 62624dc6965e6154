import type { Outcome } from '../../../src/ledger/outcome.ts';
import type { Result } from '../../../src/ledger/transaction.ts';

/** An answer of which only the outcome matters. */
export function answerOf(outcome: Outcome): Result {
  return {
    outcome,
    shard: 0,
    seq: 1,
    ledgerTimeMs: 0,
    amount: 1,
    balance: 1,
    available: 1,
    duplicate: false,
  };
}
