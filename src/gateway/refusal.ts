import type { ServiceError } from '@grpc/grpc-js';
import { status as Code, Metadata } from '@grpc/grpc-js';
import type { Fault, FaultCode } from '../fault.ts';
import type { Limit } from './limits.ts';
import { MESSAGES } from './messages.ts';

/** The gRPC statuses that the gateway answers with, besides OK; what each asks of the caller is in docs/errors.md. */
export const STATUSES = [
  'INVALID_ARGUMENT',
  'UNAUTHENTICATED',
  'PERMISSION_DENIED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'FAILED_PRECONDITION',
  'RESOURCE_EXHAUSTED',
  'DEADLINE_EXCEEDED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type StatusName = (typeof STATUSES)[number];

/** `google.rpc.Status` as it is written. */
export interface RpcStatus {
  readonly code: number;
  readonly message: string;
  readonly details: readonly { readonly type_url: string; readonly value: Uint8Array }[];
}

/** Why a call, a batch or an item got no result: expected, and returned like any other answer. */
export class Refusal {
  readonly status: StatusName;
  readonly message: string;
  readonly #details: RpcStatus['details'];

  constructor(status: StatusName, message: string, details: RpcStatus['details'] = []) {
    this.status = status;
    this.message = message;
    this.#details = details;
  }

  /** As a field of an answer. */
  toRpcStatus(): RpcStatus {
    return { code: Code[this.status], message: this.message, details: this.#details };
  }

  /** As the status of a call. The details travel as gRPC's richer error model has it: a serialized google.rpc.Status. */
  toServiceError(): Pick<ServiceError, 'code' | 'details' | 'metadata'> {
    const metadata = new Metadata();
    if (this.#details.length > 0) {
      const bytes = MESSAGES.Status.encode(this.toRpcStatus()).finish();
      metadata.set('grpc-status-details-bin', Buffer.from(bytes));
    }
    return { code: Code[this.status], details: this.message, metadata };
  }
}

/** @param field path in the words of the proto, such as `transactions[3].amount` */
export function invalidArgument(field: string, description: string): Refusal {
  return new Refusal('INVALID_ARGUMENT', `${field}: ${description}`, [
    detail('BadRequest', { fieldViolations: [{ field, description }] }),
  ]);
}

/** Several fields that are wrong at once, the first in the message. */
export function invalidArguments(
  violations: readonly { readonly field: string; readonly description: string }[],
): Refusal {
  const [first] = violations;
  const more = violations.length > 1 ? `, and ${violations.length - 1} more` : '';
  return new Refusal('INVALID_ARGUMENT', `${first?.field}: ${first?.description}${more}`, [
    detail('BadRequest', { fieldViolations: violations }),
  ]);
}

/** The same words whether the thing is somebody else's or nobody's. */
export function notFound(what: string): Refusal {
  return new Refusal('NOT_FOUND', `no such ${what}`);
}

/** The host of the issuer that keeps an account does not say what is on it. */
export function issuerUnavailable(): Refusal {
  return new Refusal('UNAVAILABLE', "the issuer's host does not answer", [retryAfter(UNAVAILABLE_RETRY_MS)]);
}

/** @param retryDelayMs undefined where asking again as it is can't succeed: it is too large for ever */
export function limitPassed(limit: Limit, description: string, retryDelayMs: number | undefined): Refusal {
  const quota = detail('QuotaFailure', { violations: [{ subject: limit, description }] });
  return new Refusal(
    'RESOURCE_EXHAUSTED',
    description,
    retryDelayMs === undefined ? [quota] : [quota, retryAfter(retryDelayMs)],
  );
}

/** Waits that callers are asked for where nothing better is known: about as long as a shard takes to find a new owner. */
const UNAVAILABLE_RETRY_MS = 1_000;

/**
 * What a caller is told of a fault, for every fault there is. The fault's own message stays here: it is for operators,
 * and may name hosts.
 */
const FAULTS: Readonly<Record<FaultCode, { readonly status: StatusName; readonly message: string }>> = {
  CONFIGURATION_INVALID: { status: 'INTERNAL', message: 'internal error' },
  STORE_UNAVAILABLE: { status: 'UNAVAILABLE', message: 'the database does not answer' },
  STORE_INCOMPATIBLE: { status: 'INTERNAL', message: 'internal error' },
  QUEUE_UNAVAILABLE: {
    status: 'UNAVAILABLE',
    message: 'the queue does not answer; the outcome is unknown, ask again with the same id',
  },
  SHARD_LOST: { status: 'UNAVAILABLE', message: 'the shard is changing its owner' },
  OVERLOADED: { status: 'RESOURCE_EXHAUSTED', message: 'too many transactions wait for one shard' },
  DEADLINE_EXCEEDED: {
    status: 'DEADLINE_EXCEEDED',
    message: 'no answer before the deadline; the outcome is unknown, ask again with the same id',
  },
};

export function refusalOf(fault: Fault): Refusal {
  const { status, message } = FAULTS[fault.code];
  if (fault.code === 'OVERLOADED') return limitPassed('shard-queue', message, fault.retryDelayMs);
  if (status !== 'UNAVAILABLE') return new Refusal(status, message);
  return new Refusal(status, message, [retryAfter(fault.retryDelayMs ?? UNAVAILABLE_RETRY_MS)]);
}

function retryAfter(delayMs: number): RpcStatus['details'][number] {
  const seconds = Math.floor(delayMs / 1_000);
  const nanos = Math.round((delayMs - seconds * 1_000) * 1_000_000);
  return detail('RetryInfo', { retryDelay: { seconds, nanos } });
}

function detail(
  name: 'BadRequest' | 'QuotaFailure' | 'RetryInfo',
  content: object,
): RpcStatus['details'][number] {
  return {
    type_url: `type.googleapis.com/google.rpc.${name}`,
    value: MESSAGES[name].encode(content).finish(),
  };
}
