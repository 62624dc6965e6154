import type { ServiceError } from '@grpc/grpc-js';
import { status as Code } from '@grpc/grpc-js';
import type { Status__Output } from '../wire/generated/google/rpc/Status.ts';
import { messageOf } from './contract.ts';

export type StatusName = keyof typeof Code;

/**
 * Why something has no result: a status of gRPC with the details that Tongfen gives (google.rpc.BadRequest,
 * google.rpc.RetryInfo); docs/errors.md says what each asks of the caller.
 */
export interface Refusal {
  readonly status: StatusName;
  readonly message: string;
  /** How long to wait before asking again; undefined where the server does not say. */
  readonly retryDelayMs: number | undefined;
  /** The fields that are wrong, by their path in the request. */
  readonly violations: readonly { readonly field: string; readonly description: string }[];
}

/** A call that failed as a whole. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly refusal: Refusal;

  constructor(method: string, refusal: Refusal, cause?: unknown) {
    super(`${method}: ${refusal.status}: ${refusal.message}`, { cause });
    this.refusal = refusal;
  }
}

interface RetryInfo {
  readonly retryDelay: { readonly seconds: number; readonly nanos: number } | null;
}

interface BadRequest {
  readonly fieldViolations: readonly { readonly field: string; readonly description: string }[];
}

const statusMessage = messageOf<Status__Output>('google.rpc.Status');
const retryInfoMessage = messageOf<RetryInfo>('google.rpc.RetryInfo');
const badRequestMessage = messageOf<BadRequest>('google.rpc.BadRequest');

/** Reads a google.rpc.Status. */
export function refusalOfStatusBytes(bytes: Buffer): Refusal {
  return refusalOfStatus(statusMessage.deserialize(bytes));
}

/** What grpc-js says, several times over, of a server that it does not reach. */
const NO_CONNECTION =
  /^.*No connection established\. Last error: (?:Error: )?(.*?)(?:\. Resolution note:.*)?$/s;

/** What grpc-js says, as INTERNAL, of a call that ended without a status: no gateway answered, a proxy lost the one it had. */
const BROKEN_OFF = /^Received RST_STREAM with code /;

/** The refusal in an error of grpc-js: with the details of its trailer `grpc-status-details-bin`, where there are any. */
export function refusalOfServiceError(error: ServiceError): Refusal {
  const [bytes] = error.metadata?.get('grpc-status-details-bin') ?? [];
  const message = error.details.replace(NO_CONNECTION, 'no connection: $1');
  const code = BROKEN_OFF.test(error.details) ? Code.UNAVAILABLE : error.code;
  const withoutDetails = { code, message, details: [] };
  if (!Buffer.isBuffer(bytes)) return refusalOfStatus(withoutDetails);
  try {
    return refusalOfStatus({ ...withoutDetails, details: statusMessage.deserialize(bytes).details });
  } catch {
    // Of something between that is not Tongfen. To throw here, where grpc-js calls back, would end the process.
    return refusalOfStatus(withoutDetails);
  }
}

function refusalOfStatus(status: Status__Output): Refusal {
  let retryDelayMs: number | undefined;
  let violations: Refusal['violations'] = [];
  for (const { type_url: type, value } of status.details) {
    if (type.endsWith('/google.rpc.RetryInfo')) {
      const { retryDelay } = retryInfoMessage.deserialize(value);
      if (retryDelay !== null) retryDelayMs = retryDelay.seconds * 1_000 + retryDelay.nanos / 1_000_000;
    } else if (type.endsWith('/google.rpc.BadRequest')) {
      violations = badRequestMessage.deserialize(value).fieldViolations;
    }
  }
  const name = Code[status.code] as StatusName | undefined;
  return { status: name ?? 'UNKNOWN', message: status.message, retryDelayMs, violations };
}

/**
 * True when the same transactions may be submitted again and have a result then: nothing was decided, or nobody knows,
 * and the ids see to it that nothing happens twice.
 */
export function isWorthRetrying(refusal: Refusal): boolean {
  switch (refusal.status) {
    case 'UNAVAILABLE':
    case 'DEADLINE_EXCEEDED':
    // Not by us, who ask no more then: a gateway that ends at once, or a proxy, resets the streams of HTTP/2.
    case 'CANCELLED':
      return true;
    case 'RESOURCE_EXHAUSTED':
      return !isTooMuchAtOnce(refusal);
    default:
      return false;
  }
}

/** True where a limit was passed that stays passed, such as the length of a batch: one without a delay. Less may be taken. */
export function isTooMuchAtOnce({ status, retryDelayMs }: Refusal): boolean {
  return status === 'RESOURCE_EXHAUSTED' && retryDelayMs === undefined;
}
