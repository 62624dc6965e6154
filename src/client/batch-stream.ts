import type { ClientDuplexStream, ServiceError } from '@grpc/grpc-js';
import { backoffMs } from './backoff.ts';
import type { Connection, Method } from './connection.ts';
import { CLOSED, callErrorOf } from './connection.ts';
import { CLEARING } from './contract.ts';
import type { StatusName } from './refusal.ts';
import { CallError } from './refusal.ts';
import { encodeBatchRequest } from './request-encoder.ts';
import type { BatchResponse } from './response-decoder.ts';
import { decodeBatchResponse } from './response-decoder.ts';
import type { NewTransaction } from './transaction.ts';

interface BatchRequest {
  readonly batch: number;
  readonly transactions: readonly NewTransaction[];
}

const SUBMIT_STREAM: Method<BatchRequest, BatchResponse> = {
  path: CLEARING.SubmitStream.path,
  requestSerialize: ({ batch, transactions }) => encodeBatchRequest(batch, transactions),
  responseDeserialize: decodeBatchResponse,
};

/** What ends a stream because of what the caller is or asks: another stream would end the same way. */
const FINAL: ReadonlySet<StatusName> = new Set([
  'UNAUTHENTICATED',
  'PERMISSION_DENIED',
  'UNIMPLEMENTED',
  'INVALID_ARGUMENT',
]);

export interface BatchStreamOwner {
  /** A batch is answered. */
  heard(response: BatchResponse): void;
  /** What was sent and not answered is lost: it may have been cleared or not. Without an error the gateway is going away. */
  broke(error: CallError | undefined): void;
  /** It broke, and there is no use in trying again. */
  failed(error: CallError): void;
  /** `isWritable` may have become true. */
  writable(): void;
}

/**
 * SubmitStream, one after another as they break.
 *
 * - Idle: there is none, and asking `isWritable` opens one.
 * - Open: batches are written, answers are heard.
 * - Full: open, but the other side does not read for now.
 * - Recovering: the last one broke; after a while it is idle again.
 * - Ended: there will be none.
 */
export class BatchStream {
  readonly #connection: Connection;
  readonly #owner: BatchStreamOwner;
  #stream: ClientDuplexStream<BatchRequest, BatchResponse> | undefined;
  #isFull = false;
  #recovery: NodeJS.Timeout | undefined;
  /** Streams that broke since an answer was heard. */
  #failures = 0;
  #brokenBy: CallError | undefined;
  #isEnded = false;

  constructor(connection: Connection, owner: BatchStreamOwner) {
    this.#connection = connection;
    this.#owner = owner;
  }

  /** What the last stream broke by; undefined when an answer was heard since, or none broke. */
  get brokenBy(): CallError | undefined {
    return this.#brokenBy;
  }

  /** True when `write` may be called. */
  isWritable(): boolean {
    if (this.#stream === undefined && this.#recovery === undefined && !this.#isEnded) {
      if (this.#connection.isClosed) this.#owner.failed(new CallError(SUBMIT_STREAM.path, CLOSED));
      else this.#open();
    }
    return this.#stream !== undefined && !this.#isFull;
  }

  write(request: BatchRequest): void {
    this.#isFull = this.#stream?.write(request) === false;
  }

  /** Gives a stream up that does not answer. */
  breakOff(): void {
    this.#stream?.cancel();
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#recovery);
    this.#stream?.end();
  }

  #open(): void {
    const stream = this.#connection.openStream(SUBMIT_STREAM);
    this.#isFull = false;
    stream.on('data', (response: BatchResponse) => {
      this.#failures = 0;
      this.#brokenBy = undefined;
      this.#owner.heard(response);
    });
    stream.on('drain', () => {
      this.#isFull = false;
      this.#owner.writable();
    });
    stream.once('error', (error: ServiceError) => this.#over(callErrorOf(SUBMIT_STREAM.path, error)));
    stream.once('end', () => this.#over(undefined));
    this.#stream = stream;
  }

  /** The stream ended: with an error, or in good order because the gateway is going away. */
  #over(error: CallError | undefined): void {
    if (this.#stream === undefined) return;
    // What may still come of it is nobody's business.
    this.#stream.removeAllListeners().on('error', () => {});
    this.#stream = undefined;
    if (this.#isEnded) return;
    if (error !== undefined && FINAL.has(error.refusal.status)) {
      this.#owner.failed(error);
      return;
    }
    this.#failures += 1;
    this.#brokenBy = error;
    const waitMs = backoffMs(this.#failures, error?.refusal.retryDelayMs);
    this.#recovery = setTimeout(() => {
      this.#recovery = undefined;
      this.#owner.writable();
    }, waitMs);
    this.#owner.broke(error);
  }
}
