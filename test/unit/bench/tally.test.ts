import { expect, it } from 'vitest';
import { addRequests, Tally } from '../../../bench/load/tally.ts';
import type { Refusal, StatusName } from '../../../src/client/refusal.ts';
import { answerOf } from './answer.ts';

function refusal(status: StatusName): Refusal {
  return { status, message: '', retryDelayMs: undefined, violations: [] };
}

it('tells apart what posted, was declined, timed out, failed and was never answered', () => {
  const tally = new Tally();
  tally.sent(10);
  tally.answer(answerOf('POSTED'));
  tally.answer(answerOf('POSTED'));
  tally.answer(answerOf('INSUFFICIENT_POINTS'));
  tally.answer(answerOf('HOLD_CLOSED'));
  tally.answer(answerOf('HOLD_CLOSED'));
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
