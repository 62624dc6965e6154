import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionOptions } from '../../client/connection.ts';
import { Connection } from '../../client/connection.ts';
import { CallError } from '../../client/refusal.ts';
import type { AuthorizeRequest } from '../../wire/generated/tongfen/issuer/v1/AuthorizeRequest.ts';
import { ISSUER_HOST } from '../../wire/host-contract.ts';
import type { Check } from '../check.ts';
import { Deviation, expectSame, expectThat, NotChecked } from '../check.ts';
import type { HostUnderTest } from '../host-under-test.ts';
import { makeStranger } from '../stranger.ts';

/** Without it no other check means anything. */
export const ANSWERS: Check = {
  name: 'answers',
  about: 'answers Balance within the deadline, for an account with enough points for the tests',
  run: async (host) => {
    const { card, program, amount } = host.options;
    const answer = await host.sendInTime(ISSUER_HOST.Balance, { card, program });
    expectSame(
      { card: answer.card, program: answer.program },
      { card, program },
      'the account of the answer',
    );
    const { available } = await host.balance();
    expectThat(available >= 2 * amount, `the account has ${available} points, the tests need ${2 * amount}`);
  },
};

/** Who may call, what is a message, and when it has to be answered. */
export const CALLS: readonly Check[] = [
  {
    name: 'credential',
    about: 'refuses a call without the credential, or with a wrong one',
    run: async (host) => {
      await expectStrange(host, { apiKey: 'not-the-credential' }, 'a wrong credential');
      await expectStrange(host, { apiKey: undefined }, 'no credential');
    },
  },
  {
    name: 'certificate',
    about: 'accepts no connection without a certificate that its authority signed',
    run: async (host) => {
      const { tls } = host.options.connection;
      if (tls?.cert === undefined) throw new NotChecked('needs --tls-cert and --tls-key');
      const ca = tls.ca === undefined ? {} : { ca: tls.ca };
      await expectStrange(host, { tls: ca }, 'no client certificate');
      await expectStrange(host, { tls: { ...ca, ...makeStranger() } }, 'a certificate that signs itself');
    },
  },
  {
    name: 'malformed',
    about: 'refuses a message that is not well-formed with INVALID_ARGUMENT, and moves nothing',
    run: async (host) => {
      for (const [what, request] of malformed(host)) {
        await host.expectRefused(ISSUER_HOST.Authorize, request, { statuses: ['INVALID_ARGUMENT'], what });
      }
      const unknown = { ...host.reverseRequest(host.transaction()), transactionId: '' };
      const what = 'a reversal without transaction_id';
      await host.expectRefused(ISSUER_HOST.Reverse, unknown, { statuses: ['INVALID_ARGUMENT'], what });
      await host.expectMoved({ posted: 0, held: 0 }, 'after malformed messages');
    },
  },
  {
    name: 'deadline',
    about: 'answers an authorization within the deadline',
    run: async (host) => {
      try {
        await host.sendInTime(ISSUER_HOST.Authorize, host.authorizeRequest(host.transaction()));
      } catch (error) {
        if (!(error instanceof CallError) || error.refusal.status !== 'DEADLINE_EXCEEDED') throw error;
        await sleep(host.options.deadlineMs);
        await host.expectMoved({ posted: 0, held: 0 }, 'an authorization was approved after its deadline:');
        throw new Deviation(`an authorization is not answered within ${host.options.deadlineMs} ms`);
      }
    },
  },
  {
    name: 'unknown-account',
    about: 'answers Balance for a card that it does not have with NOT_FOUND',
    run: (host) =>
      host.expectRefused(
        ISSUER_HOST.Balance,
        { card: host.unknownCard, program: host.options.program },
        { statuses: ['NOT_FOUND'], what: 'an unknown card' },
      ),
  },
];

const REFUSED = ['UNAUTHENTICATED', 'PERMISSION_DENIED'];

/** @throws {Deviation} when a caller that is not the network is let in */
async function expectStrange(
  host: HostUnderTest,
  {
    apiKey,
    tls,
  }: { readonly apiKey?: string | undefined; readonly tls?: NonNullable<ConnectionOptions['tls']> },
  what: string,
): Promise<void> {
  const { card, program, deadlineMs, connection } = host.options;
  const { apiKey: credential, ...rest } = connection;
  const shown = tls === undefined ? apiKey : credential;
  const stranger = new Connection({
    ...rest,
    ...(shown === undefined ? {} : { apiKey: shown }),
    ...(tls === undefined ? {} : { tls }),
    deadlineMs,
  });
  // A connection that TLS refuses looks like none.
  const statuses = tls === undefined ? REFUSED : [...REFUSED, 'UNAVAILABLE'];
  try {
    await host.expectRefused(ISSUER_HOST.Balance, { card, program }, { statuses, what, on: stranger });
  } finally {
    stranger.close();
  }
}

function malformed(host: HostUnderTest): [string, AuthorizeRequest][] {
  const request = host.authorizeRequest(host.transaction());
  const { transaction } = request;
  return [
    ['a message_id that is no UUID', { ...request, messageId: 'message' }],
    ['no transaction', { ...request, transaction: null }],
    ['a transaction_id that is no UUID', { ...request, transaction: { ...transaction, transactionId: '1' } }],
    ['an amount of 0', { ...request, transaction: { ...transaction, amount: 0 } }],
    ['an amount below 0', { ...request, transaction: { ...transaction, amount: -1 } }],
    ['an amount above 10^12', { ...request, transaction: { ...transaction, amount: 1_000_000_000_001 } }],
    ['no direction', { ...request, transaction: { ...transaction, direction: 'DIRECTION_UNSPECIFIED' } }],
    ['no purpose', { ...request, transaction: { ...transaction, purpose: 'PURPOSE_UNSPECIFIED' } }],
  ];
}
