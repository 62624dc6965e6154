import type { ChannelCredentials, ServiceError } from '@grpc/grpc-js';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { maskCards } from '../ledger/card.ts';
import type { HostMessage } from '../ledger/host-message.ts';
import type { BalanceInquiry } from '../shard/inquiry.ts';
import type { BalanceResponse__Output } from '../wire/generated/tongfen/issuer/v1/BalanceResponse.ts';
import { ISSUER_HOST } from '../wire/host-contract.ts';
import type { BalanceReply, HostReply, Hosts } from './ports.ts';
import { adviseRequest, authorizeRequest, captureRequest, reverseRequest } from './requests.ts';

/** PEM. The authorities that sign hosts, and the certificate by which hosts know the network. */
export interface HostTls {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface GrpcHostsOptions {
  /** Undefined: plaintext. */
  readonly tls: HostTls | undefined;
  /** What holds for the hosts of an issuer in its place, by the issuer's code: nobody else's authorities vouch for them. */
  readonly tlsByIssuer: ReadonlyMap<string, HostTls>;
  /** Plaintext also to hosts that are not on this machine. */
  readonly allowPlaintext: boolean;
  /** What each issuer has given the network to show, by the issuer's code. */
  readonly tokens: ReadonlyMap<string, string>;
}

/** A host that is back is found again soon; one that vanished is noticed within seconds. */
const CHANNEL_OPTIONS = {
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 2_000,
  // A name may have got another address: by default it is looked up again after half a minute.
  'grpc.dns_min_time_between_resolutions_ms': 2_000,
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 5_000,
  // What may be repeated is decided by the queues.
  'grpc.enable_retries': 0,
};

/** The beginning of what grpc-js says of an answer that is not of the contract. */
const GARBAGE = 'Response message parsing error';

/** What a call needs of its method. */
interface Method<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** What every answer has. */
interface Echo {
  readonly messageId: string;
  readonly transactionId: string;
  readonly amount: number;
}

/** Issuers' hosts over gRPC, a channel for each issuer and address. */
export class GrpcHosts implements Hosts {
  readonly #options: GrpcHostsOptions;
  readonly #clients = new Map<string, Client>();

  constructor(options: GrpcHostsOptions) {
    this.#options = options;
  }

  async call(address: string, message: HostMessage, timeoutMs: number): Promise<HostReply> {
    const call = <Request, Response>(
      method: Method<Request, Response>,
      request: Request,
    ): Promise<Response> => this.#call(address, { method, request, issuer: message.issuer, timeoutMs });
    try {
      switch (message.operation) {
        case 'AUTHORIZE': {
          const answer = await call(ISSUER_HOST.Authorize, authorizeRequest(message));
          return isEcho(message, answer) ? decisionOf(message, answer) : wrong('another id');
        }
        case 'CAPTURE': {
          const answer = await call(ISSUER_HOST.Capture, captureRequest(message));
          return isEcho(message, answer) ? decisionOf(message, answer) : wrong('another id');
        }
        case 'REVERSE': {
          const answer = await call(ISSUER_HOST.Reverse, reverseRequest(message));
          return isEcho(message, answer) ? { kind: 'acknowledged' } : wrong('another id');
        }
        case 'ADVISE': {
          const answer = await call(ISSUER_HOST.Advise, adviseRequest(message));
          if (!isEcho(message, answer)) return wrong('another id');
          if (answer.answer === 'DISPUTED') return { kind: 'disputed', reason: String(answer.reason) };
          if (answer.answer !== 'ACCEPTED') return wrong('no answer to an advice');
          return answer.amount === message.content.amount
            ? { kind: 'acknowledged' }
            : wrong('another amount');
        }
      }
    } catch (error) {
      return withoutAnswer(error);
    }
  }

  async balance(
    address: string,
    of: Pick<BalanceInquiry, 'issuer' | 'card' | 'program'>,
    timeoutMs: number,
  ): Promise<BalanceReply> {
    const { issuer, card, program } = of;
    const request = { card, program };
    try {
      const answer = await this.#call(address, { method: ISSUER_HOST.Balance, request, issuer, timeoutMs });
      if (answer.card !== card || answer.program !== program) return wrong('another account');
      return balanceOf(answer);
    } catch (error) {
      if ((error as Partial<ServiceError>).code === status.NOT_FOUND) return { kind: 'unknown' };
      return withoutAnswer(error);
    }
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  #call<Request, Response>(
    address: string,
    what: {
      method: Method<Request, Response>;
      request: Request;
      issuer: string;
      timeoutMs: number;
    },
  ): Promise<Response> {
    const { method, request, issuer, timeoutMs } = what;
    const client = this.#clientOf(address, issuer);
    const metadata = new Metadata();
    const token = this.#options.tokens.get(issuer);
    if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        metadata,
        { deadline: Date.now() + timeoutMs },
        (error, answer) =>
          answer === undefined
            ? reject(error ?? new Error('neither an answer nor an error'))
            : resolve(answer),
      );
    });
  }

  #clientOf(address: string, issuer: string): Client {
    const name = `${issuer} ${address}`;
    let client = this.#clients.get(name);
    if (client === undefined) {
      client = new Client(address, this.#credentialsFor(address, issuer), CHANNEL_OPTIONS);
      this.#clients.set(name, client);
    }
    return client;
  }

  #credentialsFor(address: string, issuer: string): ChannelCredentials {
    const { allowPlaintext, tlsByIssuer } = this.#options;
    const tls = tlsByIssuer.get(issuer) ?? this.#options.tls;
    if (tls !== undefined) return credentials.createSsl(tls.ca, tls.key, tls.cert);
    if (allowPlaintext || /^(localhost|127(\.\d+){3}|\[::1\]):/.test(address))
      return credentials.createInsecure();
    throw new Error(`${address} is not on this machine: calling it takes certificates`);
  }
}

function isEcho(message: HostMessage, answer: Echo): boolean {
  return answer.messageId === message.id && answer.transactionId === message.transaction;
}

function decisionOf(
  message: HostMessage,
  answer: Echo & { readonly decision: unknown; readonly reason: unknown },
): HostReply {
  if (answer.decision === 'DECLINED') return { kind: 'declined', reason: String(answer.reason) };
  if (answer.decision !== 'APPROVED') return wrong('neither approved nor declined');
  return answer.amount === message.content.amount ? { kind: 'approved' } : wrong('another amount');
}

function balanceOf({ balance }: BalanceResponse__Output): BalanceReply {
  if (balance === null) return wrong('no balance');
  const { posted, held, available } = balance;
  // What does not fit a double exactly arrives as one that is not safe.
  const areExact = [posted, held, available].every((amount) => Number.isSafeInteger(amount));
  if (!areExact || held < 0 || available !== posted - held) return wrong('amounts that are no balance');
  return { kind: 'known', posted, held };
}

/** Characters that are told of what a host says of its own failure. */
const TOLD_MAX = 200;

/** What a call that failed says of its host. The words may be the host's, who may name a member's card in them. */
function withoutAnswer(error: unknown): Extract<HostReply, { kind: 'none' | 'wrong' }> {
  const { details = String(error) } = error as Partial<ServiceError>;
  const why = maskCards(details)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, TOLD_MAX);
  return why.startsWith(GARBAGE) ? wrong(why) : { kind: 'none', why };
}

function wrong(why: string): Extract<HostReply, { kind: 'wrong' }> {
  return { kind: 'wrong', why };
}
