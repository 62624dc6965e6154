import type {
  handleUnaryCall,
  ServerUnaryCall,
  sendUnaryData,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { ParticipantRecord } from '../directory/ports.ts';
import { Fault } from '../fault.ts';
import { authenticate } from './authentication.ts';
import type { CallLimit } from './call-limit.ts';
import { UnreadMessage } from './codec.ts';
import type { GatewayLimits } from './limits.ts';
import type { GatewayPorts } from './ports.ts';
import { limitPassed, Refusal, refusalOf } from './refusal.ts';
import { isOperator } from './roles.ts';

/** Who calls, and until when the answer is of use. */
export interface Caller {
  readonly participant: ParticipantRecord;
  readonly deadlineAtMs: number;
}

/** Answers one request. An expected failure is returned; a fault is thrown. */
export type UnaryHandler<Request, Response> = (
  request: Request,
  caller: Caller,
) => Promise<Response | Refusal>;

/** Makes a method of a service of a handler. */
export type UnaryMethod = <Request, Response>(
  handle: UnaryHandler<Request, Response>,
) => UntypedServiceImplementation[string];

/** The same, for methods that only the operator may call. */
export function forOperators(unary: UnaryMethod): UnaryMethod {
  return <Request, Response>(handle: UnaryHandler<Request, Response>) =>
    unary<Request, Response>(async (request, caller) =>
      isOperator(caller.participant)
        ? handle(request, caller)
        : new Refusal('PERMISSION_DENIED', 'this is for the operator'),
    );
}

/** The same, for methods of which a participant may have so many calls under way. */
export function limitedBy(calls: CallLimit, unary: UnaryMethod): UnaryMethod {
  return <Request, Response>(handle: UnaryHandler<Request, Response>) =>
    unary<Request, Response>((request, caller) =>
      calls.within(caller.participant.code, () => handle(request, caller)),
    );
}

export interface CallOptions {
  readonly limits: GatewayLimits;
  /** For unary calls that come without a deadline, and for each batch of a stream. */
  readonly deadlineDefaultMs: number;
  /** Longest wait for the next piece of a file that is handed in. */
  readonly pieceWaitMaxMs: number;
}

/**
 * An answer is given this much before the deadline, at most a tenth of the time there is: so that the caller hears why
 * (the queue is away, the shard does not answer), and not only that its time is over.
 */
const ANSWER_MARGIN_MAX_MS = 250;

type CallPorts = Pick<GatewayPorts, 'credentials' | 'clock' | 'observer'>;

/** Makes a gRPC method of a handler: authenticates, keeps the deadline, and turns failures into statuses. */
export function unary<Request, Response>(
  ports: CallPorts,
  options: CallOptions,
  handle: UnaryHandler<Request, Response>,
): handleUnaryCall<Request | UnreadMessage, Response> {
  const answer = async (
    call: ServerUnaryCall<Request | UnreadMessage, Response>,
  ): Promise<Response | Refusal> => {
    try {
      const participant = await authenticate(ports.credentials, call);
      if (participant instanceof Refusal) return participant;
      const { request } = call;
      if (request instanceof UnreadMessage) return unreadRefusal(request, options.limits, ports.observer);
      return await handle(request, { participant, deadlineAtMs: deadlineOf(call) });
    } catch (error) {
      return failure(error, call.getPath(), ports.observer);
    }
  };
  const deadlineOf = (call: ServerUnaryCall<Request | UnreadMessage, Response>): number => {
    const deadlineAtMs = Number(call.getDeadline());
    const leftMs = Number.isFinite(deadlineAtMs) ? deadlineAtMs - Date.now() : options.deadlineDefaultMs;
    return ports.clock.nowMs() + leftMs - Math.min(ANSWER_MARGIN_MAX_MS, leftMs / 10);
  };
  return (call, respond: sendUnaryData<Response>) => {
    void answer(call).then((response) => {
      if (response instanceof Refusal) respond(response.toServiceError());
      else respond(null, response);
    });
  };
}

/** What the caller of a message that was not read is told. */
export function unreadRefusal(
  message: UnreadMessage,
  limits: GatewayLimits,
  observer: CallPorts['observer'],
): Refusal {
  if (message.reason === 'malformed') {
    return new Refusal('INVALID_ARGUMENT', 'the request is not a message of this method');
  }
  observer.limitReached('message-size');
  return limitPassed('message-size', `at most ${limits.messageBytesMax} bytes in a message`, undefined);
}

/** What the caller is told of something that was thrown. The whole of it is for the log. */
export function failure(error: unknown, path: string, observer: CallPorts['observer']): Refusal {
  if (error instanceof Fault && error.retryable) return refusalOf(error);
  observer.callFailed(path, error);
  return error instanceof Fault ? refusalOf(error) : new Refusal('INTERNAL', 'internal error');
}
