import type { Check } from '../check.ts';
import { expectSame } from '../check.ts';
import { expectDeclined } from './authorizations.ts';

const UNMOVED = { posted: 0, held: 0 };

/** Whatever a transaction did can be undone, once. */
export const REVERSALS: readonly Check[] = [
  {
    name: 'reversal-of-an-authorization',
    about: 'frees what was set aside; a capture afterwards is declined with AUTHORIZATION_CLOSED',
    run: async (host) => {
      const transaction = host.transaction();
      await host.authorize(transaction);
      expectSame((await host.reverse(transaction)).amount, transaction.amount, 'the amount undone');
      await host.expectMoved(UNMOVED, 'after the reversal');
      expectDeclined(await host.capture(transaction), 'AUTHORIZATION_CLOSED');
      await host.expectMoved(UNMOVED, 'after the late capture');
    },
  },
  {
    name: 'reversal-of-a-capture',
    about: 'gives back what was taken',
    run: async (host) => {
      const transaction = host.transaction();
      const part = transaction.amount - 1;
      await host.authorize(transaction);
      await host.capture(transaction, part);
      expectSame((await host.reverse(transaction)).amount, part, 'the amount undone');
      await host.expectMoved(UNMOVED, 'after the reversal');
    },
  },
  {
    name: 'reversal-of-a-credit',
    about: 'takes back what was given, also when the member has spent it',
    run: async (host) => {
      const { amount } = host.options;
      const credit = host.transaction({ direction: 'CREDIT', purpose: 'EARN' });
      await host.authorizeAndCapture(credit);
      const { available } = await host.balance();
      await host.authorizeAndCapture(host.transaction({ amount: available }));
      expectSame((await host.reverse(credit)).amount, amount, 'the amount undone');
      await host.expectMoved({ posted: -available, held: 0 }, 'after the reversal of points that were spent');
    },
  },
  {
    name: 'reversal-twice',
    about: 'undoes a transaction once: another reversal of it is answered, and moves nothing',
    run: async (host) => {
      const transaction = host.transaction();
      await host.authorizeAndCapture(transaction);
      await host.reverse(transaction);
      expectSame((await host.reverse(transaction)).amount, 0, 'the amount that the second one undid');
      await host.expectMoved(UNMOVED, 'after two reversals');
    },
  },
  {
    name: 'reversal-of-a-decline',
    about: 'answers the reversal of what it declined, and moves nothing',
    run: async (host) => {
      const { available } = await host.balance();
      const declined = host.transaction({ amount: available + 1 });
      await host.authorize(declined);
      expectSame((await host.reverse(declined)).amount, 0, 'the amount undone');
      await host.expectMoved(UNMOVED, 'after the reversal');
    },
  },
  {
    name: 'reversal-of-the-unknown',
    about: 'answers and remembers it: the original that comes later is declined with TRANSACTION_REVERSED',
    run: async (host) => {
      const transaction = host.transaction();
      expectSame((await host.reverse(transaction)).amount, 0, 'the amount undone');
      expectDeclined(await host.authorizeAndCapture(transaction), 'TRANSACTION_REVERSED');
      await host.expectMoved(UNMOVED, 'after the late original');
    },
  },
  {
    name: 'reversal-at-once',
    about: 'ends unmoved when an authorization and its reversal come together, in whichever order',
    run: async (host) => {
      for (let round = 0; round < 10; round += 1) {
        const transaction = host.transaction();
        await Promise.all([host.authorizeAndCapture(transaction), host.reverse(transaction)]);
      }
      await host.expectMoved(UNMOVED, 'after both');
    },
  },
];
