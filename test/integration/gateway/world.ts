import { randomUUID } from 'node:crypto';
import type { ChannelCredentials, ClientOptions, ServiceError } from '@grpc/grpc-js';
import { credentials as grpcCredentials, InterceptingCall, loadPackageDefinition } from '@grpc/grpc-js';
import { expect } from 'vitest';
import type {
  Directory,
  MerchantRecord,
  ParticipantRecord,
  ProgramRecord,
} from '../../../src/directory/ports.ts';
import { Quotes } from '../../../src/exchange/quotes.ts';
import type { Limit } from '../../../src/gateway/limits.ts';
import { MESSAGES } from '../../../src/gateway/messages.ts';
import type { GatewayObserver, MethodLabels } from '../../../src/gateway/observer.ts';
import { ROUTER_DEFAULTS } from '../../../src/gateway/router.ts';
import type { Gateway, GatewayOptions } from '../../../src/gateway/server.ts';
import { startGateway } from '../../../src/gateway/server.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import type { Program, Role } from '../../../src/ledger/network.ts';
import type { ReconciliationRefusal, Reconciliations } from '../../../src/reconciliation/ports.ts';
import type { Settlement as SettlementPort, SettlementRefusal } from '../../../src/settlement/ports.ts';
import { loadContract } from '../../../src/wire/contract.ts';
import type { ProtoGrpcType as AccountsTypes } from '../../../src/wire/generated/accounts.ts';
import type { ProtoGrpcType as ClearingTypes } from '../../../src/wire/generated/clearing.ts';
import type { ProtoGrpcType as NetworkTypes } from '../../../src/wire/generated/network.ts';
import type { ProtoGrpcType as ReconciliationTypes } from '../../../src/wire/generated/reconciliation.ts';
import type { ProtoGrpcType as SettlementTypes } from '../../../src/wire/generated/settlement.ts';
import type { AccountsClient } from '../../../src/wire/generated/tongfen/v1/Accounts.ts';
import type { ClearingClient } from '../../../src/wire/generated/tongfen/v1/Clearing.ts';
import type { NetworkAdministrationClient } from '../../../src/wire/generated/tongfen/v1/NetworkAdministration.ts';
import type { ReconciliationClient } from '../../../src/wire/generated/tongfen/v1/Reconciliation.ts';
import type { SettlementClient } from '../../../src/wire/generated/tongfen/v1/Settlement.ts';
import type { Transaction } from '../../../src/wire/generated/tongfen/v1/Transaction.ts';
import { GATEWAY_LIMITS_DEFAULTS } from '../../support/gateway-limits.ts';
import { LoopbackShards } from './loopback-shards.ts';
import { MemoryBooks } from './memory-books.ts';
import { MemoryDirectory } from './memory-directory.ts';

export const SHARDS = 4;

const contract = loadPackageDefinition(loadContract()) as unknown as ClearingTypes &
  AccountsTypes &
  NetworkTypes &
  SettlementTypes &
  ReconciliationTypes;

/** Who takes part: an operator, two issuers with a program each, two acquirers with a merchant each. */
export const CALLERS = ['OPERATOR', 'ISSUER-A', 'ISSUER-B', 'ACQUIRER-1', 'ACQUIRER-2'] as const;
export type CallerCode = (typeof CALLERS)[number];

export interface Clients {
  readonly clearing: ClearingClient;
  readonly accounts: AccountsClient;
  readonly network: NetworkAdministrationClient;
  readonly settlement: SettlementClient;
  readonly reconciliation: ReconciliationClient;
}

/** What the gateway told, for tests that look. */
export class Observations implements GatewayObserver {
  readonly handled: string[] = [];
  readonly started: MethodLabels[] = [];
  readonly limits: Limit[] = [];
  readonly failures: unknown[] = [];
  batches = 0;

  batchAnswered(): void {
    this.batches += 1;
  }
  envelopeAnswered(): void {}
  retried(): void {}
  callStarted(method: MethodLabels): void {
    this.started.push(method);
  }
  messageReceived(): void {}
  messageSent(): void {}
  callHandled(method: MethodLabels, code: string): void {
    this.handled.push(`${method.method} ${code}`);
  }
  limitReached(limit: Limit): void {
    this.limits.push(limit);
  }
  callFailed(_path: string, error: unknown): void {
    this.failures.push(error);
  }
}

const noCycle: SettlementRefusal & ReconciliationRefusal = {
  refused: 'NOT_FOUND',
  field: 'cycle',
  message: 'there is none',
};

/** A network without cycles: what they leave is tested on Postgres. */
export const NOTHING_TO_SETTLE: SettlementPort = {
  cycles: async () => [],
  closeBefore: async () => {},
  unsettled: async () => ({ crossing: 0, closed: 0, openSeconds: 0 }),
  settlement: async () => noCycle,
  exception: async () => undefined,
  resolveException: async () => noCycle,
  finishException: () => Promise.reject(new Error('there is no exception')),
  decide: async () => noCycle,
  shards: async () => noCycle,
  liability: async () => [],
  async *journal() {},
};

/** Nor is there a file to compare with them. */
export const NOTHING_TO_RECONCILE: Reconciliations = {
  reconcile: async () => noCycle,
  reconciliation: async () => undefined,
  breaks: async () => [],
  propose: async () => noCycle,
  adjustment: async () => undefined,
  adjustments: async () => [],
  decide: async () => noCycle,
  finish: () => Promise.reject(new Error('there is no adjustment')),
};

/** A gateway with everything around it in memory. */
export class World {
  readonly shards = new LoopbackShards();
  readonly books = new MemoryBooks(SHARDS);
  readonly directory = new MemoryDirectory();
  readonly observations = new Observations();
  readonly keys = new Map<string, string>();
  /** Programs by code, as far as a test wants them to be quoted. */
  readonly quotable = new Map<string, Program>();
  readonly quotes = new Quotes({
    network: {
      recent: () =>
        Promise.resolve({
          version: 1,
          participants: new Map(),
          merchants: new Map(),
          programs: this.quotable,
        }),
    },
    secret: () => Buffer.from('a secret of this test'),
    clock: { nowMs: () => this.frozenAtMs ?? Date.now() },
  });
  /** When set, the time at which the gateway's clock stands still. */
  frozenAtMs: number | undefined;
  /** Replaced before the start by tests that need more of them. */
  settlement = NOTHING_TO_SETTLE;
  reconciliations = NOTHING_TO_RECONCILE;
  /** Stands between the gateway and what is read from the database. */
  picky = <Port extends object>(port: Port): Port => port;
  readonly #opened: { close(): void }[] = [];
  readonly #gateways: Gateway[] = [];

  async start(options: Partial<GatewayOptions> = {}): Promise<void> {
    await this.#populate();
    this.shards.onCardStatus = ({ card, status, version }) =>
      this.directory.setCardStatus(card, { status, statusVersion: version });
    await this.startAnother(options);
  }

  /** A further gateway of the same network. */
  async startAnother(options: Partial<GatewayOptions>): Promise<Gateway> {
    const gateway = await startGateway(
      {
        host: '127.0.0.1',
        port: 0,
        tls: undefined,
        allowPlaintext: false,
        limits: GATEWAY_LIMITS_DEFAULTS,
        deadlineDefaultMs: 10_000,
        pieceWaitMaxMs: 10_000,
        router: { ...ROUTER_DEFAULTS, shards: SHARDS },
        ...options,
      },
      {
        sender: this.shards,
        inquiries: this.shards,
        replies: this.shards,
        clock: {
          nowMs: () => this.frozenAtMs ?? Date.now(),
          sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
        },
        networkClock: { nowMs: () => Date.now() },
        credentials: this.directory,
        directory: this.picky(this.directory as Directory),
        network: this.directory,
        books: this.books,
        cutOver: {
          cutOver: async (businessDate = 20_260_106) => ({
            ...{ number: 4, businessDate, openedAtMs: 2_000 },
            alreadyCutOver: businessDate === 20_260_110,
          }),
        },
        quotes: this.quotes,
        settlement: this.picky(this.settlement),
        reconciliations: this.picky(this.reconciliations),
        observer: this.observations,
      },
    );
    this.#gateways.push(gateway);
    return gateway;
  }

  /** The one that was started first. */
  get gateway(): Gateway {
    const [gateway] = this.#gateways;
    if (gateway === undefined) throw new Error('the gateway has not started');
    return gateway;
  }

  /** Clients that show the key of a participant, or whatever authorization is given. */
  clients(
    caller: CallerCode | undefined,
    options: {
      readonly authorization?: string;
      readonly channel?: ChannelCredentials;
      readonly client?: ClientOptions;
    } = {},
  ): Clients {
    const secret = caller === undefined ? undefined : this.keys.get(caller);
    const authorization = options.authorization ?? (secret === undefined ? undefined : `Bearer ${secret}`);
    const client: ClientOptions = {
      ...options.client,
      interceptors: [
        (call, next) =>
          new InterceptingCall(next(call), {
            start: (metadata, listener, proceed) => {
              if (authorization !== undefined) metadata.set('authorization', authorization);
              proceed(metadata, listener);
            },
          }),
      ],
    };
    const address = `localhost:${this.gateway.port}`;
    const channel = options.channel ?? grpcCredentials.createInsecure();
    const { Clearing, Accounts, NetworkAdministration, Settlement, Reconciliation } = contract.tongfen.v1;
    const clients = {
      clearing: new Clearing(address, channel, client),
      accounts: new Accounts(address, channel, client),
      network: new NetworkAdministration(address, channel, client),
      settlement: new Settlement(address, channel, client),
      reconciliation: new Reconciliation(address, channel, client),
    };
    this.#opened.push(...Object.values(clients));
    return clients;
  }

  /** Closed with the this. */
  register<Closing extends { close(): void }>(opened: Closing): Closing {
    this.#opened.push(opened);
    return opened;
  }

  async close(): Promise<void> {
    for (const opened of this.#opened) opened.close();
    await Promise.all(this.#gateways.map((gateway) => gateway.close()));
  }

  async #populate(): Promise<void> {
    const roles: Record<CallerCode, Role> = {
      OPERATOR: 'OPERATOR',
      'ISSUER-A': 'ISSUER',
      'ISSUER-B': 'ISSUER',
      'ACQUIRER-1': 'ACQUIRER',
      'ACQUIRER-2': 'ACQUIRER',
    };
    for (const [index, code] of CALLERS.entries()) {
      const cardPrefix = roles[code] === 'ISSUER' ? 400_000 + index : undefined;
      await this.directory.createParticipant(participantOf({ code, roles: [roles[code]], cardPrefix }));
      const made = await this.directory.createApiKey(code);
      if ('secret' in made) this.keys.set(code, made.secret);
    }
    await this.directory.createProgram(programOf('ACME', 'ISSUER-A'));
    await this.directory.createProgram(programOf('BETA', 'ISSUER-B'));
    await this.directory.createMerchant(merchantOf('SHOP-1', 'ACQUIRER-1', ['ACME']));
    await this.directory.createMerchant(merchantOf('SHOP-2', 'ACQUIRER-2', ['BETA']));
  }
}

export function participantOf(
  fields: Partial<ParticipantRecord> & Pick<ParticipantRecord, 'code'>,
): ParticipantRecord {
  return {
    name: fields.code,
    roles: ['ISSUER'],
    cardPrefix: undefined,
    certificateName: `${fields.code.toLowerCase()}.example`,
    rateLimit: undefined,
    rateBurst: undefined,
    status: 'active',
    ...fields,
  };
}

export function programOf(code: string, issuer: string): ProgramRecord {
  return {
    code,
    name: code,
    issuer,
    scale: 2,
    parNumerator: 1,
    parDenominator: 10,
    expiry: { kind: 'none' },
    limitPerTransaction: 1_000_000,
    arrival: 'policy',
    clawback: 'reject',
    status: 'active',
  };
}

export function merchantOf(code: string, acquirer: string, programs: string[]): MerchantRecord {
  return { code, name: code, acquirer, programs, status: 'active' };
}

/** A well-formed earn of an acquirer, as it is sent. */
export function earnOf(fields: Transaction = {}): Transaction {
  return {
    id: randomUUID(),
    type: 'EARN',
    card: cardNumber(400_001, 5),
    program: 'ACME',
    amount: 100,
    merchant: 'SHOP-1',
    ...fields,
  };
}

/** Waits for what has to come, however busy the machine is. */
export function eventually<T>(read: () => T) {
  return expect.poll(read, { timeout: 30_000, interval: 20 });
}

/** Waits until a number has not changed for a second. */
export async function resting(read: () => number): Promise<number> {
  const looks: number[] = [];
  const look = (): boolean => {
    looks.push(read());
    return looks.length > 5 && new Set(looks.slice(-5)).size === 1;
  };
  await expect.poll(look, { timeout: 30_000, interval: 200 }).toBe(true);
  return read();
}

/** Calls a unary method and gives its answer, or the error as a value. */
export function called<Request, Response>(
  client: object,
  method: (request: Request, callback: (error: ServiceError | null, response?: Response) => void) => unknown,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    method.call(client, request, (error, response) => {
      if (error === null) resolve(response as Response);
      else reject(error);
    });
  });
}

/** The details of an error, by the names of their messages. */
export function detailsOf(error: unknown): Record<string, unknown> {
  const [bytes] = (error as ServiceError).metadata.get('grpc-status-details-bin');
  if (bytes === undefined) return {};
  return unpacked(MESSAGES.Status.decode(bytes as Buffer) as unknown as { details: AnyDetail[] });
}

interface AnyDetail {
  readonly type_url: string;
  readonly value: Uint8Array;
}

export function unpacked({ details }: { readonly details: readonly AnyDetail[] }): Record<string, unknown> {
  return Object.fromEntries(
    details.map(({ type_url, value }) => {
      const name = type_url.slice(type_url.lastIndexOf('.') + 1) as
        | 'BadRequest'
        | 'QuotaFailure'
        | 'RetryInfo';
      const type = MESSAGES[name];
      return [name, type.toObject(type.decode(value), { longs: Number })];
    }),
  );
}
