import { expect, it } from 'vitest';
import { addRequests, Tally } from '../../../bench/load/tally.ts';
import type { Refusal, StatusName } from '../../../src/client/refusal.ts';
import type { Outcome } from '../../../src/ledger/outcome.ts';
import type { Result } from '../../../src/ledger/transaction.ts';

function result(outcome: Outcome): Result {
  return {
    outcome,
    shard: 0,
    seq: 1,
    ledgerTimeMs: 0,
    amount: 0,
    balance: 0,
    available: 0,
    duplicate: false,
  };
}

function refusal(status: StatusName): Refusal {
  return { status, message: '', retryDelayMs: undefined, violations: [] };
}

it('tells apart what posted, was declined, timed out, failed and was never answered', () => {
  const tally = new Tally();
  tally.sent(10);
  tally.answer(result('POSTED'));
  tally.answer(result('POSTED'));
  tally.answer(result('INSUFFICIENT_POINTS'));
  tally.answer(result('HOLD_CLOSED'));
  tally.answer(result('HOLD_CLOSED'));
  tally.answer(refusal('DEADLINE_EXCEEDED'));
  tally.answer(refusal('INVALID_ARGUMENT'));
  tally.refused('UNAVAILABLE', 2);
  expect(tally.requests()).toEqual({
    sent: 10,
    posted: 2,
    declined: { INSUFFICIENT_POINTS: 1, HOLD_CLOSED: 2 },
    timedOut: 1,
    errored: 3,
    dropped: 1,
  });
  expect(tally.answered).toBe(5);
});

it('adds rounds up', () => {
  const round = { sent: 5, posted: 3, declined: { CARD_BLOCKED: 1 }, dropped: 1, timedOut: 0, errored: 0 };
  const other = { ...round, declined: { CARD_BLOCKED: 1, HOLD_EXPIRED: 2 } };
  expect(addRequests([round, other])).toEqual({
    sent: 10,
    posted: 6,
    declined: { CARD_BLOCKED: 2, HOLD_EXPIRED: 2 },
    dropped: 2,
    timedOut: 0,
    errored: 0,
  });
});
