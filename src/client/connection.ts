import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type {
  ChannelCredentials,
  ClientDuplexStream,
  ClientReadableStream,
  ClientWritableStream,
  ServiceError,
} from '@grpc/grpc-js';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { backoffMs } from './backoff.ts';
import type { Refusal } from './refusal.ts';
import { CallError, isWorthRetrying, refusalOfServiceError } from './refusal.ts';

export interface TlsOptions {
  /** Authorities (PEM) that sign gateways; by default those that Node trusts. */
  readonly ca?: Buffer;
  /** Certificate chain and private key (PEM) that the participant is known by. Both or neither. */
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

export interface ConnectionOptions {
  /** `host:port`. A name of several addresses is spread over them. */
  readonly address: string;
  /** Secret of the participant, printable ASCII; not needed with a client certificate. */
  readonly apiKey?: string;
  /** Without it the connection is plaintext, for loopback only. */
  readonly tls?: TlsOptions;
  /** Plaintext to elsewhere too: for networks that encrypt by themselves. Default: false */
  readonly allowPlaintext?: boolean;
  /** How long a call may take with all its attempts, milliseconds. Default: 30,000 */
  readonly deadlineMs?: number;
}

/** What a call needs of its method. */
export interface Method<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

const DEADLINE_MS = 30_000;

/** Bytes of one answer: lists and settlements come whole, those of a large network in more than the 4 MiB of grpc-js. */
const ANSWER_BYTES_MAX = 64 * 1_048_576;

/** What a bearer token may be made of. grpc-js quotes what it can't send in its error, and a key is never in one. */
const BEARER = /^[\x21-\x7e]+$/;

/** True for a secret that can be shown: one that was read from a file with its line end can't. */
export function isBearer(secret: string): boolean {
  return BEARER.test(secret);
}

/** A gateway that is away for a moment is found again soon; one that vanished is noticed within 15 s. */
const CHANNEL_OPTIONS = {
  'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 2_000,
  // A name may have got another address: by default it is looked up again after half a minute.
  'grpc.dns_min_time_between_resolutions_ms': 2_000,
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.max_receive_message_length': ANSWER_BYTES_MAX,
  // Kept up to date with every call, and served nowhere.
  'grpc.enable_channelz': 0,
  // Attempts are made here, where they know what may be repeated.
  'grpc.enable_retries': 0,
  // Two clients of one process are two connections.
  'grpc.use_local_subchannel_pool': 1,
};

/** Why nothing is asked any more through a client that was closed; what was sent may have been cleared or not. */
export const CLOSED: Refusal = {
  status: 'CANCELLED',
  message: 'the client was closed; the outcome is unknown, ask again with the same id',
  retryDelayMs: undefined,
  violations: [],
};

/** A channel to the gateways, with the credentials of one participant. */
export class Connection {
  readonly #client: Client;
  readonly #metadata = new Metadata();
  readonly #deadlineMs: number;
  #isClosed = false;

  /** @throws {TypeError} when the options do not go together */
  constructor(options: ConnectionOptions) {
    const { address, tls } = options;
    if (!/:\d+$/.test(address)) throw new TypeError(`${address} is not host:port`);
    if (tls === undefined && !isLoopback(address) && options.allowPlaintext !== true) {
      throw new TypeError(`${address} is not loopback: it needs tls, or allowPlaintext`);
    }
    if ((tls?.cert === undefined) !== (tls?.key === undefined)) {
      throw new TypeError('tls.cert and tls.key go together: give both or neither');
    }
    if (options.apiKey !== undefined && !isBearer(options.apiKey)) {
      throw new TypeError('apiKey must be printable ASCII without spaces and line ends');
    }
    this.#client = new Client(
      address,
      tls === undefined ? credentials.createInsecure() : secured(tls),
      CHANNEL_OPTIONS,
    );
    if (options.apiKey !== undefined) this.#metadata.set('authorization', `Bearer ${options.apiKey}`);
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  }

  /** Resolves when a gateway is reached; rejects after `withinMs`. */
  ready(withinMs: number): Promise<void> {
    return promisify(this.#client.waitForReady.bind(this.#client))(Date.now() + withinMs);
  }

  /**
   * Calls once.
   *
   * @throws {CallError}
   */
  call<Request, Response>(method: Method<Request, Response>, request: Request): Promise<Response> {
    return this.#attempt(method, request, Date.now() + this.#deadlineMs);
  }

  /**
   * Calls until there is an answer or the deadline has passed. For what may be repeated: reads, and submissions, which
   * their ids protect.
   *
   * @throws {CallError}
   */
  async callUntilAnswered<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
  ): Promise<Response> {
    const deadlineAtMs = Date.now() + this.#deadlineMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(method, request, deadlineAtMs);
      } catch (error) {
        if (!(error instanceof CallError) || !isWorthRetrying(error.refusal) || this.#isClosed) throw error;
        const waitMs = backoffMs(attempt, error.refusal.retryDelayMs);
        if (Date.now() + waitMs >= deadlineAtMs) throw error;
        await sleep(waitMs);
      }
    }
  }

  /** True from `close` on: no call can be made any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Opens a stream in both directions.
   *
   * @throws {CallError} after `close`, as the others do
   */
  openStream<Request, Response>(method: Method<Request, Response>): ClientDuplexStream<Request, Response> {
    this.#refuseIfClosed(method.path);
    return this.#client.makeBidiStreamRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      this.#metadata,
    );
  }

  /** Opens a stream of requests, which has one answer. */
  openWriteStream<Request, Response>(
    method: Method<Request, Response>,
    onAnswer: (error: ServiceError | null, response?: Response) => void,
  ): ClientWritableStream<Request> {
    this.#refuseIfClosed(method.path);
    return this.#client.makeClientStreamRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      this.#metadata,
      onAnswer,
    );
  }

  /** Opens a stream of answers. */
  openReadStream<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
  ): ClientReadableStream<Response> {
    this.#refuseIfClosed(method.path);
    return this.#client.makeServerStreamRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      this.#metadata,
    );
  }

  /** Ends the connection; calls that are under way are finished first. */
  close(): void {
    this.#isClosed = true;
    this.#client.close();
  }

  #attempt<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    deadlineAtMs: number,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#refuseIfClosed(method.path);
      this.#client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        this.#metadata,
        { deadline: deadlineAtMs },
        (error, response) => {
          if (error === null) resolve(response as Response);
          else reject(callErrorOf(method.path, error));
        },
      );
    });
  }

  /** grpc-js would throw an error that says nothing to whoever catches. */
  #refuseIfClosed(path: string): void {
    if (this.#isClosed) throw new CallError(path, CLOSED);
  }
}

/** The one place where an error of grpc-js becomes ours. */
export function callErrorOf(path: string, error: ServiceError): CallError {
  return new CallError(path, refusalOfServiceError(error), error);
}

function secured({ ca, cert, key }: TlsOptions): ChannelCredentials {
  try {
    return credentials.createSsl(ca ?? null, key ?? null, cert ?? null);
  } catch (cause) {
    throw new TypeError('tls.cert and tls.key are not a certificate and its key', { cause });
  }
}

function isLoopback(address: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]):\d+$/.test(address);
}
