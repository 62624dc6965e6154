import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import { Fault } from '../fault.ts';
import { inTime } from '../in-time.ts';
import { readFile } from '../reconciliation/file.ts';
import { isRefused } from '../refused.ts';
import type { ReconcileRequest__Output } from '../wire/generated/tongfen/v1/ReconcileRequest.ts';
import type { ReconciliationResult } from '../wire/generated/tongfen/v1/ReconciliationResult.ts';
import { authenticate } from './authentication.ts';
import { shuttingDown } from './call-end.ts';
import type { CallLimit } from './call-limit.ts';
import { UnreadMessage } from './codec.ts';
import type { Draining } from './draining.ts';
import { answered, refusedByPort } from './port-answers.ts';
import type { GatewayPorts } from './ports.ts';
import { resultView } from './reconciliation-views.ts';
import { invalidArgument, notFound, Refusal } from './refusal.ts';
import { participantFor } from './roles.ts';
import type { CallOptions } from './unary.ts';
import { failure, unreadRefusal } from './unary.ts';
import type { Sights } from './visibility.ts';

export type ReconcileStream = ServerReadableStream<
  ReconcileRequest__Output | UnreadMessage,
  ReconciliationResult
>;

export interface ReconcileParts {
  readonly ports: Pick<
    GatewayPorts,
    'credentials' | 'directory' | 'observer' | 'settlement' | 'reconciliations'
  >;
  readonly options: CallOptions;
  readonly sights: Sights;
  readonly draining: Draining;
  /** Files that are being handed in: they take as long as their callers take to send them. */
  readonly uploads: CallLimit;
}

/** Ends the reading of a file. */
class Unread extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** A caller that has stopped sending gives its place up, and the connection to the database that its file has. */
function tooSlow(): Unread {
  return new Unread(new Refusal('DEADLINE_EXCEEDED', 'the rest of the file did not come; hand it in again'));
}

/** Serves one call of Reconcile: the file goes to the database as it comes, at the pace of the database. */
export async function serveReconcile(
  call: ReconcileStream,
  respond: sendUnaryData<ReconciliationResult>,
  parts: ReconcileParts,
): Promise<void> {
  const { ports, draining } = parts;
  const stopListening = draining.onBegin(() => call.destroy(new Unread(shuttingDown())));
  try {
    const answer = await reconcile(call, parts);
    if (answer instanceof Refusal) respond(answer.toServiceError());
    else respond(null, answer);
  } catch (error) {
    // What ends the reading meets the database first, and comes back as the cause of its fault.
    const origin = error instanceof Fault ? error.cause : error;
    const refusal =
      origin instanceof Unread ? origin.refusal : failure(error, call.getPath(), ports.observer);
    respond(refusal.toServiceError());
  } finally {
    stopListening();
  }
}

async function reconcile(
  call: ReconcileStream,
  { ports, options, sights, uploads }: ReconcileParts,
): Promise<ReconciliationResult | Refusal> {
  const caller = await authenticate(ports.credentials, call);
  if (caller instanceof Refusal) return caller;
  const messages = call[Symbol.asyncIterator]() as AsyncIterator<ReconcileRequest__Output | UnreadMessage>;
  const refuseUnread = (message: UnreadMessage): Unread =>
    new Unread(unreadRefusal(message, options.limits, ports.observer));

  const first = await messages.next();
  if (first.done === true) return invalidArgument('header', 'is needed first');
  if (first.value instanceof UnreadMessage) throw refuseUnread(first.value);
  const { header } = first.value;
  if (header === undefined || header === null) return invalidArgument('header', 'is needed first');
  const { cycle } = header;
  const participant = await participantFor(caller, header.participant, ports.directory);
  if (participant === undefined) return notFound('participant');
  const shards = await ports.settlement.shards(cycle);
  if (isRefused(shards)) return refusedByPort(shards);

  async function* content(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const { done, value } = await inTime(messages.next(), options.pieceWaitMaxMs, tooSlow);
      if (done === true) return;
      if (value instanceof UnreadMessage) throw refuseUnread(value);
      if (value.part !== 'content') throw new Unread(invalidArgument('header', 'comes once'));
      yield value.content as Buffer;
    }
  }
  const concern = await sights.latest(participant);
  return uploads.within(caller.code, async () => {
    const lines = readFile(content(), { participant: participant.code, cycle });
    const reconciled = await ports.reconciliations.reconcile({ cycle, concern }, lines);
    return answered(reconciled, resultView);
  });
}
