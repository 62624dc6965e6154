import { beforeEach, expect, test } from 'vitest';
import { BalanceInquiries } from '../../../src/gateway/balance-inquiries.ts';
import { INQUIRIES_MAX } from '../../../src/gateway/limits.ts';
import type { BalanceInquiry } from '../../../src/shard/inquiry.ts';
import { FakeQueue, ManualClock, settled } from './fakes.ts';

const ASKED = { issuer: 'ISSUER-A', card: 4_000_000_000_000_002, program: 'FAR' };

/** What the network's time is ahead of the gateway's own. */
const AHEAD_MS = 1_800_000_000_000;

let sent: BalanceInquiry[];
let replies: FakeQueue;
let clock: ManualClock;
let inquiries: BalanceInquiries;
beforeEach(() => {
  sent = [];
  replies = new FakeQueue();
  clock = new ManualClock();
  const sender = { inquire: (inquiry: BalanceInquiry) => Promise.resolve(void sent.push(inquiry)) };
  inquiries = new BalanceInquiries({
    inquiries: sender,
    replies,
    clock,
    networkClock: { nowMs: () => clock.nowMs() + AHEAD_MS },
  });
});

function ask(asked = ASKED, withinMs = 60_000) {
  return inquiries.ask(asked, clock.nowMs() + withinMs);
}

test('each inquiry hears its own answer, whichever comes first', async () => {
  const [first, second] = [ask(), ask()];
  await settled();
  replies.hear({ kind: 'balance', number: sent[1]?.number ?? 0, answer: { kind: 'unknown' } });
  replies.hear({
    kind: 'balance',
    number: sent[0]?.number ?? 0,
    answer: { kind: 'known', posted: 7, held: 2 },
  });
  expect(await first).toEqual({ kind: 'known', posted: 7, held: 2 });
  expect(await second).toEqual({ kind: 'unknown' });
});

test('without an answer it waits 3 seconds, and no longer than its caller', async () => {
  const answers: string[] = [];
  void ask().then(() => answers.push('patient'));
  void ask(ASKED, 1_000).then(() => answers.push('hasty'));
  await settled();
  expect(sent.map(({ answerByMs }) => answerByMs - clock.nowMs() - AHEAD_MS)).toEqual([3_000, 1_000]);
  await clock.advance(1_000);
  expect(answers).toEqual(['hasty']);
  await clock.advance(2_000);
  expect(answers).toEqual(['hasty', 'patient']);
  // What comes later is nobody's.
  replies.hear({ kind: 'balance', number: sent[0]?.number ?? 0, answer: { kind: 'unknown' } });
});

test('so many wait for one issuer and no more, and other issuers are asked all the same', async () => {
  const waiting = Array.from({ length: INQUIRIES_MAX }, () => ask());
  expect(await ask()).toEqual({ kind: 'full' });
  const other = ask({ ...ASKED, issuer: 'ISSUER-B' });
  await settled();
  expect(sent).toHaveLength(INQUIRIES_MAX + 1);
  await clock.advance(3_000);
  expect(await Promise.all([...waiting, other])).toEqual(
    Array.from({ length: INQUIRIES_MAX + 1 }, () => ({ kind: 'none' })),
  );
  void ask();
  await settled();
  expect(sent).toHaveLength(INQUIRIES_MAX + 2);
});
