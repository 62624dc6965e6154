import { ISSUER_HOST } from '../../wire/host-contract.ts';
import type { Check } from '../check.ts';
import { expectSame } from '../check.ts';
import { expectDeclined } from './authorizations.ts';

/** Copies that are under way together. */
const COPIES = 20;

/** One message, one execution. */
export const MESSAGES: readonly Check[] = [
  {
    name: 'same-message',
    about: 'answers a message that is repeated as the first time, and moves nothing again',
    run: async (host) => {
      const transaction = host.transaction();
      const { amount } = transaction;
      const authorize = host.authorizeRequest(transaction);
      const first = await host.sendAuthorize(authorize);
      expectSame(await host.sendAuthorize(authorize), first, 'the second answer to an authorization');
      await host.expectMoved({ posted: 0, held: amount }, 'after authorizing twice');
      const capture = host.captureRequest(transaction);
      const captured = await host.sendCapture(capture);
      expectSame(await host.sendCapture(capture), captured, 'the second answer to a capture');
      await host.expectMoved({ posted: -amount, held: 0 }, 'after capturing twice');
      const reverse = host.reverseRequest(transaction);
      const reversed = await host.sendReverse(reverse);
      expectSame(await host.sendReverse(reverse), reversed, 'the second answer to a reversal');
      const advise = host.adviseRequest(host.transaction(), 'STAND_IN');
      const advised = await host.sendAdvise(advise);
      expectSame(await host.sendAdvise(advise), advised, 'the second answer to an advice');
      const posted = advised.answer === 'ACCEPTED' ? -amount : 0;
      await host.expectMoved({ posted, held: 0 }, 'after advising twice');
    },
  },
  {
    name: 'same-message-at-once',
    about: `executes one of ${COPIES} copies of a message that come together, and answers all alike`,
    run: async (host) => {
      const request = host.authorizeRequest(host.transaction(), true);
      const answers = await Promise.all(Array.from({ length: COPIES }, () => host.sendAuthorize(request)));
      for (const answer of answers) expectSame(answer, answers[0], 'the answer to a copy');
      await host.expectMoved({ posted: -host.options.amount, held: 0 }, `after ${COPIES} copies`);
    },
  },
  {
    name: 'other-content',
    about: 'refuses a message_id that was used with other content with ALREADY_EXISTS, and moves nothing',
    run: async (host) => {
      const { amount } = host.options;
      const request = host.authorizeRequest(host.transaction());
      await host.sendAuthorize(request);
      const changed = { ...request, transaction: { ...request.transaction, amount: amount - 1 } };
      const statuses = ['ALREADY_EXISTS'];
      await host.expectRefused(ISSUER_HOST.Authorize, changed, { statuses, what: 'another amount' });
      const other = { ...host.authorizeRequest(host.transaction()), messageId: request.messageId ?? '' };
      await host.expectRefused(ISSUER_HOST.Authorize, other, { statuses, what: 'another transaction' });
      await host.expectMoved({ posted: 0, held: amount }, 'after other content');
    },
  },
  {
    name: 'same-transaction',
    about: 'declines another authorization of a transaction with TRANSACTION_KNOWN',
    run: async (host) => {
      const transaction = host.transaction();
      await host.authorizeAndCapture(transaction);
      expectDeclined(await host.authorizeAndCapture(transaction), 'TRANSACTION_KNOWN');
      await host.expectMoved({ posted: -transaction.amount, held: 0 }, 'after the second authorization');
    },
  },
];
