import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionOptions, Method } from '../client/connection.ts';
import { Connection } from '../client/connection.ts';
import { CallError } from '../client/refusal.ts';
import { CARD_SEQUENCE_MAX, cardNumber, cardPrefix } from '../ledger/card.ts';
import type { AccountBalance__Output } from '../wire/generated/tongfen/issuer/v1/AccountBalance.ts';
import type { AdviseRequest } from '../wire/generated/tongfen/issuer/v1/AdviseRequest.ts';
import type { AdviseResponse__Output } from '../wire/generated/tongfen/issuer/v1/AdviseResponse.ts';
import type { AuthorizeRequest } from '../wire/generated/tongfen/issuer/v1/AuthorizeRequest.ts';
import type { AuthorizeResponse__Output } from '../wire/generated/tongfen/issuer/v1/AuthorizeResponse.ts';
import type { CaptureRequest } from '../wire/generated/tongfen/issuer/v1/CaptureRequest.ts';
import type { CaptureResponse__Output } from '../wire/generated/tongfen/issuer/v1/CaptureResponse.ts';
import type { ReverseRequest } from '../wire/generated/tongfen/issuer/v1/ReverseRequest.ts';
import type { ReverseResponse__Output } from '../wire/generated/tongfen/issuer/v1/ReverseResponse.ts';
import type { Transaction } from '../wire/generated/tongfen/issuer/v1/Transaction.ts';
import { ISSUER_HOST } from '../wire/host-contract.ts';
import { Deviation, expectSame, expectThat } from './check.ts';

export interface TestOptions {
  readonly connection: ConnectionOptions & { readonly apiKey: string };
  /** A card of the host with at least twice `amount` to spend. */
  readonly card: number;
  readonly program: string;
  /** Of one test transaction, in the program's smallest unit; 2 or more. */
  readonly amount: number;
  /** In which a call has to be answered. */
  readonly deadlineMs: number;
}

/** A transaction of the tests, with what every message about it needs. */
export type TestTransaction = Transaction & {
  readonly transactionId: string;
  readonly card: number;
  readonly program: string;
  readonly amount: number;
};

/** A message is repeated for so long until it is answered: a host may be away for a moment. */
const PATIENCE_MS = 10_000;
const RETRY_AFTER_MS = 100;

/** Statuses of a call that a host does not answer, because it is away, breaks off or takes too long. */
const UNANSWERED: readonly string[] = ['UNAVAILABLE', 'CANCELLED', 'DEADLINE_EXCEEDED'];

/**
 * The host as the network sees it: makes messages, sends them until they are answered, and keeps in mind what it sent, so
 * that everything can be undone.
 */
export class HostUnderTest {
  readonly options: TestOptions;
  readonly #connection: Connection;
  /** What was sent since `begin`, by its id. */
  readonly #sent = new Map<string, TestTransaction>();
  #before: AccountBalance__Output | undefined;

  constructor(options: TestOptions) {
    this.options = options;
    this.#connection = new Connection({ ...options.connection, deadlineMs: options.deadlineMs });
  }

  close(): void {
    this.#connection.close();
  }

  /** Begins a check: what the account is now is what it has to be at the end. */
  async begin(): Promise<void> {
    this.#sent.clear();
    this.#before = await this.balance();
  }

  /** Undoes what the check did. */
  async end(): Promise<void> {
    for (const transaction of this.#sent.values()) await this.reverse(transaction);
    await this.expectMoved({ posted: 0, held: 0 }, 'after everything was reversed');
  }

  /** @throws {Deviation} unless the account has changed by so much since `begin`, and adds up */
  async expectMoved(moved: { readonly posted: number; readonly held: number }, when: string): Promise<void> {
    const before = this.#before;
    const now = await this.balance();
    if (before === undefined) return;
    const change = { posted: now.posted - before.posted, held: now.held - before.held };
    expectSame(change, moved, `${when} the change of the account`);
  }

  /** A card number of the same issuer that is in nobody's books. */
  get unknownCard(): number {
    return cardNumber(cardPrefix(this.options.card), CARD_SEQUENCE_MAX);
  }

  /** A debit of the test amount; `overrides` make another transaction of it. */
  transaction(
    overrides: Transaction & { readonly card?: number; readonly amount?: number } = {},
  ): TestTransaction {
    const { card, program, amount } = this.options;
    return {
      transactionId: randomUUID(),
      card,
      program,
      amount,
      direction: 'DEBIT',
      purpose: 'REDEEM',
      reference: 'tongfen conform',
      ledgerTime: ledgerTime(),
      ...overrides,
    } as TestTransaction;
  }

  authorizeRequest(transaction: TestTransaction, capture = false): AuthorizeRequest {
    this.#sent.set(transaction.transactionId, transaction);
    const endsBy = capture ? {} : { endsBy: ledgerTime(7 * 24 * 3_600) };
    return { messageId: randomUUID(), transaction, capture, ...endsBy };
  }

  captureRequest(transaction: TestTransaction, amount = transaction.amount): CaptureRequest {
    const { transactionId, card, program } = transaction;
    return { messageId: randomUUID(), transactionId, card, program, amount, ledgerTime: ledgerTime() };
  }

  reverseRequest({ transactionId, card, program }: TestTransaction): ReverseRequest {
    return { messageId: randomUUID(), transactionId, card, program, ledgerTime: ledgerTime() };
  }

  adviseRequest(
    transaction: TestTransaction,
    cause: 'STAND_IN' | 'COMPLETION',
    capture = true,
  ): AdviseRequest {
    return { ...this.authorizeRequest(transaction, capture), cause };
  }

  sendAuthorize(request: AuthorizeRequest): Promise<AuthorizeResponse__Output> {
    return this.#answered(ISSUER_HOST.Authorize, request);
  }

  sendCapture(request: CaptureRequest): Promise<CaptureResponse__Output> {
    return this.#answered(ISSUER_HOST.Capture, request);
  }

  sendReverse(request: ReverseRequest): Promise<ReverseResponse__Output> {
    return this.#answered(ISSUER_HOST.Reverse, request);
  }

  sendAdvise(request: AdviseRequest): Promise<AdviseResponse__Output> {
    return this.#answered(ISSUER_HOST.Advise, request);
  }

  authorize(transaction: TestTransaction): Promise<AuthorizeResponse__Output> {
    return this.sendAuthorize(this.authorizeRequest(transaction));
  }

  authorizeAndCapture(transaction: TestTransaction): Promise<AuthorizeResponse__Output> {
    return this.sendAuthorize(this.authorizeRequest(transaction, true));
  }

  capture(transaction: TestTransaction, amount?: number): Promise<CaptureResponse__Output> {
    return this.sendCapture(this.captureRequest(transaction, amount));
  }

  reverse(transaction: TestTransaction): Promise<ReverseResponse__Output> {
    return this.sendReverse(this.reverseRequest(transaction));
  }

  advise(transaction: TestTransaction, cause: 'STAND_IN' | 'COMPLETION'): Promise<AdviseResponse__Output> {
    return this.sendAdvise(this.adviseRequest(transaction, cause));
  }

  /** Advises that the network has authorized a transaction, which is not captured yet. */
  adviseAuthorized(transaction: TestTransaction): Promise<AdviseResponse__Output> {
    return this.sendAdvise(this.adviseRequest(transaction, 'STAND_IN', false));
  }

  /** The test account. @throws {Deviation} unless it adds up */
  async balance(): Promise<AccountBalance__Output> {
    const { card, program } = this.options;
    const { balance } = await this.#answered(ISSUER_HOST.Balance, { card, program });
    expectThat(balance !== null, 'Balance answers without a balance');
    expectSame(balance.available, balance.posted - balance.held, 'available, posted less held,');
    return balance;
  }

  /** Sends a message that has to be answered within the deadline, not only when it is repeated. */
  sendInTime<Request, Response>(method: Method<Request, Response>, request: Request): Promise<Response> {
    return this.#answered(method, request, { final: ['DEADLINE_EXCEEDED'] });
  }

  /** @throws {Deviation} unless the call is refused with one of these statuses */
  async expectRefused<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    { statuses, what, on }: { statuses: readonly string[]; what: string; on?: Connection },
  ): Promise<void> {
    try {
      await this.#answered(method, request, { final: statuses, ...(on === undefined ? {} : { on }) });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (statuses.includes(error.refusal.status)) return;
      throw new Deviation(`${what}: ${error.refusal.status} instead of ${statuses.join(' or ')}`);
    }
    throw new Deviation(`${what}: answered instead of refused with ${statuses.join(' or ')}`);
  }

  /** Sends a message, and the same again while nobody knows what became of it; a status that is `final` is thrown. */
  async #answered<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    { final = [], on = this.#connection }: { final?: readonly string[]; on?: Connection } = {},
  ): Promise<Response> {
    for (const giveUpAtMs = performance.now() + PATIENCE_MS; ; ) {
      try {
        return await on.call(method, request);
      } catch (error) {
        if (!(error instanceof CallError) || performance.now() > giveUpAtMs) throw error;
        const { status } = error.refusal;
        if (final.includes(status) || !UNANSWERED.includes(status)) throw error;
        await sleep(RETRY_AFTER_MS);
      }
    }
  }
}

function ledgerTime(inSeconds = 0): { seconds: number; nanos: number } {
  return { seconds: Math.floor(Date.now() / 1_000) + inSeconds, nanos: 0 };
}
