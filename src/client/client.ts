import type { AccountsDefinition } from '../wire/generated/tongfen/v1/Accounts.ts';
import type { CommittedTransaction__Output } from '../wire/generated/tongfen/v1/CommittedTransaction.ts';
import type { DownloadSettlementFileRequest } from '../wire/generated/tongfen/v1/DownloadSettlementFileRequest.ts';
import type { NetworkAdministrationDefinition } from '../wire/generated/tongfen/v1/NetworkAdministration.ts';
import type { QuoteRequest } from '../wire/generated/tongfen/v1/QuoteRequest.ts';
import type { QuoteResponse__Output } from '../wire/generated/tongfen/v1/QuoteResponse.ts';
import type { ReconciliationDefinition } from '../wire/generated/tongfen/v1/Reconciliation.ts';
import type { ReconciliationHeader } from '../wire/generated/tongfen/v1/ReconciliationHeader.ts';
import type { ReconciliationResult__Output } from '../wire/generated/tongfen/v1/ReconciliationResult.ts';
import type { SettlementDefinition } from '../wire/generated/tongfen/v1/Settlement.ts';
import type { WatchTransactionsResponse__Output } from '../wire/generated/tongfen/v1/WatchTransactionsResponse.ts';
import type { ConnectionOptions, Method } from './connection.ts';
import { Connection } from './connection.ts';
import { ACCOUNTS, CLEARING, NETWORK, RECONCILIATION, SETTLEMENT } from './contract.ts';
import type { FollowOptions } from './follow.ts';
import { follow } from './follow.ts';
import { reconcile } from './reconcile.ts';
import { CallError } from './refusal.ts';
import { encodeBatchRequest, encodeRequest } from './request-encoder.ts';
import type { Answer, BatchResponse } from './response-decoder.ts';
import { decodeBatchResponse, decodeResponse } from './response-decoder.ts';
import { settlementFile } from './settlement-file.ts';
import type { Stub } from './stub.ts';
import { stubOf } from './stub.ts';
import type { SubmitterOptions } from './submitter.ts';
import { Submitter } from './submitter.ts';
import type { NewTransaction } from './transaction.ts';
import { unsendable } from './unsendable.ts';
import type { WatchOptions } from './watch.ts';
import { watch } from './watch.ts';

const SUBMIT: Method<NewTransaction, Answer> = {
  path: CLEARING.Submit.path,
  requestSerialize: encodeRequest,
  responseDeserialize: decodeResponse,
};

const SUBMIT_BATCH: Method<readonly NewTransaction[], BatchResponse> = {
  path: CLEARING.SubmitBatch.path,
  requestSerialize: (transactions) => encodeBatchRequest(0, transactions),
  responseDeserialize: decodeBatchResponse,
};

/**
 * A participant's connection to Tongfen. Its methods throw `CallError`; what became of a single transaction is a value,
 * an `Answer`.
 */
export class TongfenClient {
  /** Cards and accounts. */
  readonly accounts: Stub<AccountsDefinition>;
  /** Administration of the network. */
  readonly network: Stub<NetworkAdministrationDefinition>;
  /** Cycles, obligations and liability; files by `settlementFile`. */
  readonly settlement: Omit<Stub<SettlementDefinition>, 'downloadSettlementFile'>;
  /** Breaks and adjustments; a file is handed in by `reconcile`. */
  readonly reconciliation: Omit<Stub<ReconciliationDefinition>, 'reconcile'>;
  readonly #connection: Connection;

  /** Takes a connection over; see `connectTongfen`. */
  constructor(connection: Connection) {
    this.#connection = connection;
    this.accounts = stubOf(ACCOUNTS, connection);
    this.network = stubOf(NETWORK, connection);
    this.settlement = stubOf(SETTLEMENT, connection);
    this.reconciliation = stubOf(RECONCILIATION, connection);
  }

  /** Resolves when a gateway is reached; rejects after `withinMs`. */
  ready(withinMs: number): Promise<void> {
    return this.#connection.ready(withinMs);
  }

  /** Submits one transaction, and again with the same id until there is an answer or the deadline has passed. */
  async submit(transaction: NewTransaction): Promise<Answer> {
    const refusal = unsendable([transaction])?.get(0);
    if (refusal !== undefined) throw new CallError(SUBMIT.path, refusal);
    return this.#connection.callUntilAnswered(SUBMIT, transaction);
  }

  /**
   * Submits up to 2,000 transactions in one call, and again until it is answered. Those of one card are cleared in their
   * order. For more of them, and for what comes at its own pace, there is `openSubmitter`.
   *
   * @returns for each, in their order, its result or why it has none
   */
  async submitBatch(transactions: readonly NewTransaction[]): Promise<readonly Answer[]> {
    const refusals = unsendable(transactions);
    if (refusals === undefined) return this.#submitBatch(transactions);
    const sent = transactions.filter((_, index) => !refusals.has(index));
    const answers = sent.length === 0 ? [] : await this.#submitBatch(sent);
    let next = 0;
    return transactions.map((_, index) => refusals.get(index) ?? (answers[next++] as Answer));
  }

  async #submitBatch(transactions: readonly NewTransaction[]): Promise<readonly Answer[]> {
    const response = await this.#connection.callUntilAnswered(SUBMIT_BATCH, transactions);
    if (response.refusal !== undefined) throw new CallError(SUBMIT_BATCH.path, response.refusal);
    return response.answers;
  }

  /**
   * Opens a stream that pools, retries and keeps order by itself: for everything in bulk.
   *
   * @throws {TypeError} when an option is out of its bounds
   */
  openSubmitter(options: SubmitterOptions = {}): Submitter {
    return new Submitter(this.#connection, options);
  }

  /** What points of one program become in another, promised for a time: `token` goes into an exchange. */
  quote(request: QuoteRequest): Promise<QuoteResponse__Output> {
    return this.#connection.callUntilAnswered(CLEARING.Quote, request);
  }

  /** What became of one transaction; undefined when that is not known, or the transaction is not the caller's to see. */
  async getTransaction(card: number, id: string): Promise<CommittedTransaction__Output | undefined> {
    try {
      return await this.#connection.callUntilAnswered(CLEARING.GetTransaction, { card, id });
    } catch (error) {
      if (error instanceof CallError && error.refusal.status === 'NOT_FOUND') return undefined;
      throw error;
    }
  }

  /** Committed transactions as they commit; goes on by itself when the connection breaks. */
  watch(options: WatchOptions = {}): AsyncGenerator<WatchTransactionsResponse__Output, void> {
    return watch(this.#connection, options);
  }

  /**
   * The pieces of a settlement file, as they are written. A piece is missing from none that ends: when the connection
   * breaks, it throws.
   */
  settlementFile(request: DownloadSettlementFileRequest): AsyncGenerator<Buffer, void> {
    return settlementFile(this.#connection, request);
  }

  /** Committed transactions with a cursor that is stored, so that it goes on where it was when it is started again. */
  follow(options: FollowOptions): Promise<void> {
    return follow(this.#connection, options);
  }

  /** Hands in a participant's own file of a cycle, and says what came of comparing it with the journal. */
  reconcile(
    header: ReconciliationHeader,
    content: AsyncIterable<Buffer>,
  ): Promise<ReconciliationResult__Output> {
    return reconcile(this.#connection, header, content);
  }

  /** Ends the connection; calls that are under way are finished first. */
  close(): void {
    this.#connection.close();
  }
}

/**
 * Connects to Tongfen. Nothing is sent before the first call.
 *
 * @throws {TypeError} when the options do not go together
 */
export function connectTongfen(options: ConnectionOptions): TongfenClient {
  return new TongfenClient(new Connection(options));
}
