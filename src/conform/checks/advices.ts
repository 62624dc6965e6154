import type { AdviseResponse__Output } from '../../wire/generated/tongfen/issuer/v1/AdviseResponse.ts';
import type { Check } from '../check.ts';
import { Deviation, expectSame } from '../check.ts';
import { expectApproved, expectDeclined } from './authorizations.ts';

/** What has happened already can't be declined. */
export const ADVICES: readonly Check[] = [
  {
    name: 'advice-of-a-stand-in',
    about: 'books what the network approved for it, or disputes it and moves nothing',
    run: async (host) => {
      const transaction = host.transaction();
      const answer = await host.advise(transaction, 'STAND_IN');
      const posted = isAccepted(answer) ? -transaction.amount : 0;
      await host.expectMoved({ posted, held: 0 }, `after ${answer.answer}`);
      // In another message it is the same advice.
      expectSame((await host.advise(transaction, 'STAND_IN')).answer, answer.answer, 'the second answer');
      await host.expectMoved({ posted, held: 0 }, 'after advising it twice');
    },
  },
  {
    name: 'advice-of-a-completion',
    about: 'captures an authorization whose capture was not answered',
    run: async (host) => {
      const transaction = host.transaction();
      const part = transaction.amount - 1;
      await host.authorize(transaction);
      const answer = await host.advise({ ...transaction, amount: part }, 'COMPLETION');
      const moved = isAccepted(answer) ? { posted: -part, held: 0 } : { posted: 0, held: transaction.amount };
      await host.expectMoved(moved, `after ${answer.answer}`);
    },
  },
  {
    name: 'advice-of-an-authorization',
    about: 'sets aside what the network authorized for it, until Capture; or disputes it and moves nothing',
    run: async (host) => {
      const transaction = host.transaction();
      const { amount } = transaction;
      const answer = await host.adviseAuthorized(transaction);
      const held = isAccepted(answer) ? amount : 0;
      await host.expectMoved({ posted: 0, held }, `after ${answer.answer}`);
      // In another message it is the same advice.
      expectSame((await host.adviseAuthorized(transaction)).answer, answer.answer, 'the second answer');
      await host.expectMoved({ posted: 0, held }, 'after advising it twice');
      const captured = await host.capture(transaction, amount - 1);
      if (held === 0) expectDeclined(captured, 'AUTHORIZATION_UNKNOWN');
      else expectApproved(captured);
      await host.expectMoved({ posted: held === 0 ? 0 : 1 - amount, held: 0 }, 'after the capture');
    },
  },
  {
    name: 'advice-of-its-capture',
    about: 'captures what it was advised of as authorized, in part, when it is advised of the capture',
    run: async (host) => {
      const transaction = host.transaction();
      const part = transaction.amount - 1;
      await host.adviseAuthorized(transaction);
      const answer = await host.advise({ ...transaction, amount: part }, 'COMPLETION');
      if (isAccepted(answer)) await host.expectMoved({ posted: -part, held: 0 }, 'after ACCEPTED');
    },
  },
  {
    name: 'advice-of-its-reversal',
    about: 'frees what it was advised of as authorized when that is reversed',
    run: async (host) => {
      const transaction = host.transaction();
      const held = isAccepted(await host.adviseAuthorized(transaction)) ? transaction.amount : 0;
      expectSame((await host.reverse(transaction)).amount, held, 'the amount undone');
      await host.expectMoved({ posted: 0, held: 0 }, 'after the reversal');
    },
  },
  {
    name: 'advice-of-the-authorized',
    about: 'accepts the advice of what it has authorized already, and sets nothing aside again',
    run: async (host) => {
      const transaction = host.transaction();
      await host.authorize(transaction);
      expectSame((await host.adviseAuthorized(transaction)).answer, 'ACCEPTED', 'the answer');
      await host.expectMoved({ posted: 0, held: transaction.amount }, 'after the advice');
    },
  },
  {
    name: 'advice-of-the-known',
    about: 'accepts the advice of what it has captured already, and moves nothing again',
    run: async (host) => {
      const transaction = host.transaction();
      await host.authorizeAndCapture(transaction);
      expectSame((await host.advise(transaction, 'STAND_IN')).answer, 'ACCEPTED', 'the answer');
      await host.expectMoved({ posted: -transaction.amount, held: 0 }, 'after the advice');
    },
  },
  {
    name: 'advice-above-the-balance',
    about: 'accepts or disputes an advice of more than the member has, and does what it says',
    run: async (host) => {
      const { available } = await host.balance();
      const amount = available + 1;
      const answer = await host.advise(host.transaction({ amount }), 'STAND_IN');
      const posted = isAccepted(answer) ? -amount : 0;
      await host.expectMoved({ posted, held: 0 }, `after ${answer.answer}`);
    },
  },
  {
    name: 'advice-of-the-reversed',
    about: 'disputes the advice of a transaction that was reversed with TRANSACTION_REVERSED',
    run: async (host) => {
      const transaction = host.transaction();
      await host.reverse(transaction);
      const { answer, reason } = await host.advise(transaction, 'STAND_IN');
      const expected = { answer: 'DISPUTED', reason: 'TRANSACTION_REVERSED' };
      expectSame({ answer, reason }, expected, 'the answer');
      await host.expectMoved({ posted: 0, held: 0 }, 'after the advice');
    },
  },
];

/** @throws {Deviation} when it is neither accepted nor disputed with a reason */
function isAccepted({ answer, reason }: AdviseResponse__Output): boolean {
  if (answer === 'ACCEPTED') return true;
  if (answer === 'DISPUTED' && reason !== 'REASON_UNSPECIFIED') return false;
  throw new Deviation(`answered ${answer} ${reason} instead of ACCEPTED, or DISPUTED with a reason`);
}
