import type { ServerDuplexStream, ServerUnaryCall, ServerWritableStream, sendUnaryData } from '@grpc/grpc-js';
import { status as Code, Metadata, Server, ServerCredentials } from '@grpc/grpc-js';
import { messageOf } from '../../../src/client/contract.ts';
import { loadContract, serviceOf } from '../../../src/wire/contract.ts';
import type { SubmitBatchRequest__Output } from '../../../src/wire/generated/tongfen/v1/SubmitBatchRequest.ts';
import type { SubmitBatchResponse } from '../../../src/wire/generated/tongfen/v1/SubmitBatchResponse.ts';
import type { SubmitResponse } from '../../../src/wire/generated/tongfen/v1/SubmitResponse.ts';
import type { Transaction__Output } from '../../../src/wire/generated/tongfen/v1/Transaction.ts';
import type { TransactionResult } from '../../../src/wire/generated/tongfen/v1/TransactionResult.ts';
import type { WatchTransactionsRequest__Output } from '../../../src/wire/generated/tongfen/v1/WatchTransactionsRequest.ts';
import type { WatchTransactionsResponse } from '../../../src/wire/generated/tongfen/v1/WatchTransactionsResponse.ts';

type BatchStream = ServerDuplexStream<SubmitBatchRequest__Output, SubmitBatchResponse>;

/** What a test has the gateway do; everything goes through proto-loader, so that it checks the client's own codec. */
export interface FakeBehaviour {
  /** Answers a batch of a stream; undefined leaves it without an answer. */
  batch?: (request: SubmitBatchRequest__Output, stream: BatchStream) => SubmitBatchResponse | undefined;
  submit?: (transaction: Transaction__Output) => SubmitResponse | Rejection;
  watch?: (
    request: WatchTransactionsRequest__Output,
    call: ServerWritableStream<WatchTransactionsRequest__Output, WatchTransactionsResponse>,
  ) => void;
  unary?: (method: string, request: object, metadata: Metadata) => object | Rejection;
}

/** An error of a call. */
export interface Rejection {
  readonly code: Code;
  readonly details: string;
  readonly metadata?: Metadata;
}

export interface FakeGateway {
  readonly address: string;
  stop(): void;
}

/** A gateway of a test, on loopback; on a free port, unless it is given one. */
export async function startFakeGateway(behaviour: FakeBehaviour, at = '127.0.0.1:0'): Promise<FakeGateway> {
  const server = new Server();
  const contract = loadContract();
  const unary =
    (method: string) =>
    (call: ServerUnaryCall<object, object>, respond: sendUnaryData<object>): void => {
      const answer = behaviour.unary?.(method, call.request, call.metadata);
      settle(answer ?? { code: Code.UNIMPLEMENTED, details: method }, respond);
    };
  for (const name of ['tongfen.v1.Clearing', 'tongfen.v1.Accounts', 'tongfen.v1.NetworkAdministration']) {
    const service = serviceOf(contract, name);
    server.addService(service, {
      ...Object.fromEntries(Object.keys(service).map((method) => [method, unary(method)])),
      ...(name === 'tongfen.v1.Clearing' ? clearing(behaviour) : {}),
    });
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(at, ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

function clearing(behaviour: FakeBehaviour) {
  return {
    SubmitStream: (stream: BatchStream) => {
      stream.on('data', (request: SubmitBatchRequest__Output) => {
        const response = behaviour.batch?.(request, stream);
        if (response !== undefined) stream.write(response);
      });
      stream.on('end', () => stream.end());
    },
    Submit: (
      call: ServerUnaryCall<{ transaction: Transaction__Output }, SubmitResponse>,
      respond: sendUnaryData<SubmitResponse>,
    ) => settle(behaviour.submit?.(call.request.transaction) ?? {}, respond),
    SubmitBatch: (
      call: ServerUnaryCall<SubmitBatchRequest__Output, SubmitBatchResponse>,
      respond: sendUnaryData<SubmitBatchResponse>,
    ) => settle(behaviour.batch?.(call.request, undefined as never) ?? {}, respond),
    WatchTransactions: (
      call: ServerWritableStream<WatchTransactionsRequest__Output, WatchTransactionsResponse>,
    ) => behaviour.watch?.(call.request, call),
  };
}

function settle<Response extends object>(
  answer: Response | Rejection,
  respond: sendUnaryData<Response>,
): void {
  if ('details' in answer && 'code' in answer) respond(answer as Rejection);
  else respond(null, answer as Response);
}

/** A result that posted. */
export function posted(transaction: Transaction__Output, extra: TransactionResult = {}): TransactionResult {
  const ledgerTime = { seconds: 1_780_000_000, nanos: 5_000_000 };
  return { outcome: 'POSTED', ledgerTime, shard: 1, sequence: 7, amount: transaction.amount, ...extra };
}

/** A google.rpc.Status with a RetryInfo. */
export function comeAgain(code: Code, delayMs: number) {
  const retryDelay = { seconds: Math.floor(delayMs / 1_000), nanos: (delayMs % 1_000) * 1_000_000 };
  const value = messageOf('google.rpc.RetryInfo').serialize({ retryDelay });
  return {
    code,
    message: 'come again',
    details: [{ type_url: 'type.googleapis.com/google.rpc.RetryInfo', value }],
  };
}

/** An error of a call with details. */
export function rejectionWith(status: ReturnType<typeof comeAgain>): Rejection {
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', messageOf('google.rpc.Status').serialize(status));
  return { code: status.code, details: status.message, metadata };
}
