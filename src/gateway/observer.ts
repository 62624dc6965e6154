import type { Fault } from '../fault.ts';
import type { Result, Transaction } from '../ledger/transaction.ts';
import type { Limit } from './limits.ts';

/** What is sent again: for metrics. */
export type Retried = 'envelope' | 'late' | 'postponed' | 'card-status';

/** What the router tells its metrics. */
export interface RouterObserver {
  /** Every transaction of a batch is answered; `answers` are in the order of `transactions`. */
  batchAnswered(batch: {
    readonly transactions: readonly Transaction[];
    readonly answers: readonly (Result | Fault)[];
    /** From the submission to the last answer. */
    readonly elapsedMs: number;
  }): void;
  /** A shard answered an envelope of so many items. */
  envelopeAnswered(envelope: {
    readonly shard: number;
    readonly items: number;
    readonly elapsedMs: number;
  }): void;
  /** Something was sent again because its answer did not come, or because the queue was away. */
  retried(shard: number, what: Retried): void;
}

/** A method of a gRPC service, in the labels that gRPC server metrics usually have. */
export interface MethodLabels {
  readonly type: 'unary' | 'client_stream' | 'server_stream' | 'bidi_stream';
  /** Full name, such as `tongfen.v1.Clearing`. */
  readonly service: string;
  readonly method: string;
}

/** What the gateway tells its metrics and its log. */
export interface GatewayObserver extends RouterObserver {
  /** `grpc_server_started_total` */
  callStarted(method: MethodLabels): void;
  /** `grpc_server_msg_received_total` */
  messageReceived(method: MethodLabels): void;
  /** `grpc_server_msg_sent_total` */
  messageSent(method: MethodLabels): void;
  /** `grpc_server_handled_total` and `grpc_server_handling_seconds`; `code` is a name such as `OK`. */
  callHandled(method: MethodLabels, code: string, elapsedMs: number): void;
  /** A request passed a limit. */
  limitReached(limit: Limit): void;
  /** A fault that a caller was told of in general terms, or a bug: for the log, with everything it carries. */
  callFailed(path: string, error: unknown): void;
}
