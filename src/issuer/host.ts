import type { handleUnaryCall, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { logVerbosity, Server, setLogVerbosity, status } from '@grpc/grpc-js';
import { Fault } from '../fault.ts';
import type { BalanceRequest__Output } from '../wire/generated/tongfen/issuer/v1/BalanceRequest.ts';
import type { BalanceResponse } from '../wire/generated/tongfen/issuer/v1/BalanceResponse.ts';
import type { IssuerHostHandlers } from '../wire/generated/tongfen/issuer/v1/IssuerHost.ts';
import { ISSUER_HOST } from '../wire/host-contract.ts';
import type { HostBinding } from './admission.ts';
import { bearerCheck, hostCredentials } from './admission.ts';
import type { HostBooks } from './books.ts';
import { advise, authorize, balanceOf, capture, reverse } from './decide.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import { Mischief } from './misbehaviour.ts';
import { REUSED, Turns } from './turns.ts';
import type { Violation } from './validation.ts';
import { adviseViolation, authorizeViolation, captureViolation, reverseViolation } from './validation.ts';

export interface HostOptions extends HostBinding {
  /** 0: one that the system chooses. */
  readonly port: number;
  /** What the network shows as `authorization: Bearer ...`. */
  readonly credential: string;
  readonly misbehaviour: Misbehaviour;
}

export interface RunningHost {
  readonly port: number;
  /** From now on it is bad in these ways, in place of those before. */
  misbehave(misbehaviour: Misbehaviour): void;
  /** Ends every call at once, as when the process is killed. The books stay open. */
  kill(): void;
}

/**
 * Starts an issuer's host on its books: the example that a partner begins with. It is the service `IssuerHost` of
 * proto/tongfen/issuer/v1/host.proto, whole.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when it can't listen as it is told to
 */
export async function startHost(options: HostOptions, books: HostBooks): Promise<RunningHost> {
  const server = new Server();
  const mischief = new Mischief(options.misbehaviour);
  server.addService(mischief.serviceOf(ISSUER_HOST), handlersOf(options.credential, books, mischief));
  const port = await listen(server, options);
  return {
    port,
    misbehave: (misbehaviour) => mischief.become(misbehaviour),
    kill: () => server.forceShutdown(),
  };
}

/** How a method that moves points is carried out. */
interface Method<Request, Answer> {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly violation: (request: Request) => Violation;
  readonly decide: (books: HostBooks, request: Request) => Answer;
}

/** What a call has become: its answer, or the status that refuses it; undefined: it is left without either. */
type Settled<Answer> =
  | { readonly answer: Answer }
  | { readonly code: status; readonly details: string }
  | undefined;

function handlersOf(credential: string, books: HostBooks, mischief: Mischief): IssuerHostHandlers {
  const isNetwork = bearerCheck(credential);
  const turns = new Turns(books);

  const admitted = <Request, Answer>(
    settle: (call: ServerUnaryCall<Request, Answer>) => Promise<Settled<Answer>>,
  ): handleUnaryCall<Request, Answer> => {
    return (call, respond) => {
      if (!isNetwork(call.metadata)) {
        respond({ code: status.UNAUTHENTICATED, details: "needs the network's credential" });
        return;
      }
      void settle(call).then(
        (settled) => answerWith(respond, settled),
        // What fails here is a bug or a disk; the commit was rolled back, and the network asks again.
        (error: Error) => respond({ code: status.INTERNAL, details: error.message }),
      );
    };
  };

  const message = <Request extends { readonly messageId: string }, Answer extends object>(
    method: Method<Request, Answer>,
  ): handleUnaryCall<Request, Answer> => {
    return admitted(async (call) => {
      const { request } = call;
      const details = method.violation(request);
      if (details !== undefined) return { code: status.INVALID_ARGUMENT, details };
      const isNewAuthorization =
        method.path === ISSUER_HOST.Authorize.path && books.message(request.messageId) === undefined;
      if (!(await mischief.delay(call, isNewAuthorization))) return undefined;
      const executed = mischief.requestOf(request);
      const answer = await turns.settle({
        id: executed.messageId,
        content: [method.path, method.requestSerialize(executed)],
        decide: () => method.decide(books, executed),
      });
      if (answer !== REUSED) return { answer: mischief.answerOf(answer, request) };
      return { code: status.ALREADY_EXISTS, details: 'message_id was used with other content' };
    });
  };

  return {
    Authorize: message({ ...ISSUER_HOST.Authorize, violation: authorizeViolation, decide: authorize }),
    Capture: message({ ...ISSUER_HOST.Capture, violation: captureViolation, decide: capture }),
    Reverse: message({ ...ISSUER_HOST.Reverse, violation: reverseViolation, decide: reverse }),
    Advise: message({ ...ISSUER_HOST.Advise, violation: adviseViolation, decide: advise }),
    Balance: admitted<BalanceRequest__Output, BalanceResponse>(async (call) => {
      if (!(await mischief.delay(call, false))) return undefined;
      const { card, program } = call.request;
      const balance = balanceOf(books, card, program);
      if (balance === null) return { code: status.NOT_FOUND, details: 'no such account' };
      return { answer: { card, program, balance } };
    }),
  };
}

function answerWith<Answer>(respond: sendUnaryData<Answer>, settled: Settled<Answer>): void {
  if (settled === undefined) return;
  if ('answer' in settled) respond(null, settled.answer);
  else respond(settled);
}

function listen(server: Server, options: HostOptions): Promise<number> {
  const { host, port } = options;
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const credentials = hostCredentials(options);
  // grpc-js would print that it failed; the fault says it, and why.
  setLogVerbosity(logVerbosity.NONE);
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (cause, bound) => {
      if (cause === null) resolve(bound);
      else {
        const message = `the host can't listen on ${address}: ${cause.message}`;
        reject(new Fault('CONFIGURATION_INVALID', message, { cause }));
      }
    });
  });
}
