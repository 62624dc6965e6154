import type { ServerUnaryCall, ServiceDefinition, sendUnaryData } from '@grpc/grpc-js';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Transaction__Output } from '../../src/wire/generated/tongfen/issuer/v1/Transaction.ts';
import { ISSUER_HOST } from '../../src/wire/host-contract.ts';
import type { HostRequest } from './host-books.ts';
import { HostBooks } from './host-books.ts';

/** How a host behaves. */
export interface HostManners {
  /** It does what it is asked, and never says so. */
  isSilent?: boolean;
  /** It neither does nor says anything. */
  isAway?: boolean;
  /** It does what it is asked so much later. */
  delayMs?: number;
  /** It says something else than what it did. */
  lie?: 'another id' | 'another amount' | 'garbage';
}

/** Requests of all methods, with the fields that each of them has. */
interface AnyRequest {
  readonly messageId: string;
  readonly transactionId?: string;
  readonly card?: number;
  readonly amount?: number;
  readonly capture?: boolean;
  readonly transaction?: Transaction__Output | null;
}

const OPERATIONS = {
  Authorize: 'AUTHORIZE',
  Capture: 'CAPTURE',
  Reverse: 'REVERSE',
  Advise: 'ADVISE',
} as const;

/** An issuer's host on this machine, whose books and manners the test has in its hands. */
export class TestHost {
  readonly books: HostBooks;
  manners: HostManners = {};
  /** What it was asked, in order. */
  readonly asked: HostRequest[] = [];
  readonly #server: Server;
  readonly #credentials: ServerCredentials;
  address = '127.0.0.1:0';

  constructor(
    balances: Iterable<readonly [number, number]>,
    credentials = ServerCredentials.createInsecure(),
  ) {
    this.books = new HostBooks(balances);
    this.#credentials = credentials;
    this.#server = new Server();
    const handlers = Object.entries(OPERATIONS).map(([method, operation]) => [
      method,
      (call: ServerUnaryCall<AnyRequest, object>, answer: sendUnaryData<object>) =>
        this.#serve(requestOf(operation, call.request), answer),
    ]);
    this.#server.addService(this.#garbling(), Object.fromEntries(handlers));
  }

  /** The contract's service, whose answers may be bytes of nothing. */
  #garbling(): ServiceDefinition {
    const service: ServiceDefinition = ISSUER_HOST;
    const garbled = Object.entries(service).map(([name, method]) => [
      name,
      {
        ...method,
        responseSerialize: (answer: object) =>
          this.manners.lie === 'garbage' ? Buffer.alloc(16, 0xff) : method.responseSerialize(answer),
      },
    ]);
    return Object.fromEntries(garbled) as ServiceDefinition;
  }

  /** Listens where it did before, or on a free port. */
  async start(): Promise<void> {
    const port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(this.address, this.#credentials, (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    this.address = `127.0.0.1:${port}`;
  }

  stop(): void {
    this.#server.forceShutdown();
  }

  #serve(request: HostRequest, answer: sendUnaryData<object>): void {
    const { isSilent = false, isAway = false, delayMs = 0, lie } = this.manners;
    if (isAway) return;
    const serve = (): void => {
      this.asked.push(request);
      const { decision, reason } = this.books.handle(request);
      if (isSilent) return;
      const isPositive = decision === 'APPROVED' || decision === 'ACCEPTED';
      answer(null, {
        messageId: lie === 'another id' ? '00000000-0000-4000-8000-000000000000' : request.messageId,
        transactionId: request.transactionId,
        ...(request.operation === 'ADVISE' ? { answer: decision } : { decision }),
        reason: reason === '' ? 'REASON_UNSPECIFIED' : reason,
        amount: isPositive ? request.amount + (lie === 'another amount' ? 1 : 0) : 0,
      });
    };
    if (delayMs === 0) serve();
    else setTimeout(serve, delayMs);
  }
}

function requestOf(operation: HostRequest['operation'], request: AnyRequest): HostRequest {
  const { transaction, messageId, capture = false } = request;
  return {
    operation,
    messageId,
    capture,
    transactionId: transaction?.transactionId ?? request.transactionId ?? '',
    card: transaction?.card ?? request.card ?? 0,
    amount: transaction?.amount ?? request.amount ?? 0,
    direction: transaction?.direction === 'CREDIT' ? 'CREDIT' : 'DEBIT',
  };
}
