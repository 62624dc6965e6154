import type { Check } from '../check.ts';
import { Deviation, expectSame } from '../check.ts';

const UNMOVED = { posted: 0, held: 0 };

/** Authorizations, their captures, and what the answers say. */
export const AUTHORIZATIONS: readonly Check[] = [
  {
    name: 'echo',
    about: "answers with the request's ids, the amount that it approved, and the account as it is then",
    run: async (host) => {
      const transaction = host.transaction();
      const { transactionId, amount } = transaction;
      const authorize = host.authorizeRequest(transaction);
      const capture = host.captureRequest(transaction);
      const reverse = host.reverseRequest(transaction);
      const advise = host.adviseRequest(host.transaction(), 'STAND_IN');
      const exchanges = [
        [authorize, 'Authorize', transactionId, () => host.sendAuthorize(authorize)],
        [capture, 'Capture', transactionId, () => host.sendCapture(capture)],
        [reverse, 'Reverse', transactionId, () => host.sendReverse(reverse)],
        [advise, 'Advise', advise.transaction?.transactionId, () => host.sendAdvise(advise)],
      ] as const;
      for (const [{ messageId }, method, id, send] of exchanges) {
        const answer = await send();
        expectSame(answer.messageId, messageId, `${method}: message_id`);
        expectSame(answer.transactionId, id, `${method}: transaction_id`);
        const isDisputed = 'answer' in answer && answer.answer === 'DISPUTED';
        expectSame(answer.amount, isDisputed ? 0 : amount, `${method}: amount`);
        expectSame(answer.balance, await host.balance(), `${method}: balance, against Balance afterwards,`);
      }
    },
  },
  {
    name: 'authorize',
    about: 'sets the points of a debit aside when it authorizes it, and promises those of a credit',
    run: async (host) => {
      const { amount } = host.options;
      expectApproved(await host.authorize(host.transaction()));
      await host.expectMoved({ posted: 0, held: amount }, 'after authorizing a debit');
      const credit = host.transaction({ direction: 'CREDIT', purpose: 'EARN' });
      expectApproved(await host.authorize(credit));
      await host.expectMoved({ posted: 0, held: amount }, 'after authorizing a credit');
      expectApproved(await host.capture(credit));
      await host.expectMoved({ posted: amount, held: amount }, 'after capturing a credit');
    },
  },
  {
    name: 'authorize-and-capture',
    about: 'takes or gives the points at once when the message says capture',
    run: async (host) => {
      const { amount } = host.options;
      expectApproved(await host.authorizeAndCapture(host.transaction()));
      await host.expectMoved({ posted: -amount, held: 0 }, 'after a debit');
      expectApproved(
        await host.authorizeAndCapture(host.transaction({ direction: 'CREDIT', purpose: 'EARN' })),
      );
      await host.expectMoved(UNMOVED, 'after a credit of as much');
    },
  },
  {
    name: 'decline',
    about: 'declines what the member can not pay, and an unknown card, and moves nothing',
    run: async (host) => {
      const { available } = await host.balance();
      const request = host.authorizeRequest(host.transaction({ amount: available + 1 }));
      expectDeclined(await host.sendAuthorize(request), 'INSUFFICIENT_POINTS');
      expectDeclined(await host.sendAuthorize(request), 'INSUFFICIENT_POINTS');
      await host.expectMoved(UNMOVED, 'after a decline');
      const unknown = host.transaction({ card: host.unknownCard });
      expectDeclined(await host.authorize(unknown), 'CARD_UNKNOWN');
    },
  },
  {
    name: 'capture',
    about: 'takes what was authorized',
    run: async (host) => {
      const transaction = host.transaction();
      await host.authorize(transaction);
      expectApproved(await host.capture(transaction));
      await host.expectMoved({ posted: -transaction.amount, held: 0 }, 'after the capture');
    },
  },
  {
    name: 'capture-in-part',
    about: 'takes a part of what was authorized, and frees the rest',
    run: async (host) => {
      const transaction = host.transaction();
      const part = Math.floor(transaction.amount / 2);
      await host.authorize(transaction);
      expectApproved(await host.capture(transaction, part));
      await host.expectMoved({ posted: -part, held: 0 }, 'after the capture');
    },
  },
  {
    name: 'capture-once',
    about: 'declines a second capture with AUTHORIZATION_CLOSED',
    run: async (host) => {
      const transaction = host.transaction();
      await host.authorize(transaction);
      await host.capture(transaction);
      expectDeclined(await host.capture(transaction), 'AUTHORIZATION_CLOSED');
      await host.expectMoved({ posted: -transaction.amount, held: 0 }, 'after a second capture');
    },
  },
  {
    name: 'capture-too-much',
    about: 'declines more than was authorized with AMOUNT_ABOVE_AUTHORIZED; the authorization stays open',
    run: async (host) => {
      const transaction = host.transaction();
      await host.authorize(transaction);
      expectDeclined(await host.capture(transaction, transaction.amount + 1), 'AMOUNT_ABOVE_AUTHORIZED');
      await host.expectMoved({ posted: 0, held: transaction.amount }, 'after the decline');
      expectApproved(await host.capture(transaction));
    },
  },
  {
    name: 'capture-of-the-unknown',
    about: 'declines the capture of what was never authorized with AUTHORIZATION_UNKNOWN',
    run: async (host) => {
      expectDeclined(await host.capture(host.transaction()), 'AUTHORIZATION_UNKNOWN');
      await host.expectMoved(UNMOVED, 'after the decline');
    },
  },
];

interface Decided {
  readonly decision: string;
  readonly reason: string;
}

/** @throws {Deviation} */
export function expectApproved({ decision, reason }: Decided): void {
  if (decision !== 'APPROVED') throw new Deviation(`answered ${decision} ${reason} instead of APPROVED`);
}

/** @throws {Deviation} */
export function expectDeclined({ decision, reason }: Decided, because: string): void {
  expectSame({ decision, reason }, { decision: 'DECLINED', reason: because }, 'the answer');
}
