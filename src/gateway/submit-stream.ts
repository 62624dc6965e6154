import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { ParticipantRecord } from '../directory/ports.ts';
import { IN_FLIGHT_RETRY_MS } from './admission.ts';
import { StreamCaller } from './authentication.ts';
import { endCall, isOver, shuttingDown } from './call-end.ts';
import { UnreadMessage } from './codec.ts';
import type { Draining } from './draining.ts';
import type { GatewayPorts } from './ports.ts';
import { limitPassed, Refusal } from './refusal.ts';
import type { Submissions } from './submissions.ts';
import type { CallOptions } from './unary.ts';
import { failure, unreadRefusal } from './unary.ts';
import type { BatchResponse, Int64, WireBatchRequest } from './wire.ts';

export type SubmitStreamCall = ServerDuplexStream<WireBatchRequest | UnreadMessage, BatchResponse>;

export interface SubmitStreamParts {
  readonly ports: Pick<GatewayPorts, 'credentials' | 'clock' | 'observer'>;
  readonly options: CallOptions;
  readonly submissions: Submissions;
  readonly draining: Draining;
}

/**
 * One call of SubmitStream.
 *
 * - Reading: batches are taken as they come, and answered each when it is ready.
 * - Paused: nothing is read, because the caller does not read its answers, or because it is asked again who it is.
 * - Ending: nothing is read any more (the caller has sent its last batch, may no longer submit, or the gateway shuts
 *   down); what is in flight is answered, then the call ends.
 * - Over: the call is gone; answers have nowhere to go.
 */
export class SubmitStream {
  readonly #call: SubmitStreamCall;
  readonly #parts: SubmitStreamParts;
  readonly #caller: StreamCaller;
  readonly #stopListening: () => void;
  #batchesInFlight = 0;
  #itemsInFlight = 0;
  #isChecking = false;
  #isEnding = false;
  /** With what the call ends; undefined for OK. */
  #end: Refusal | undefined;

  constructor(call: SubmitStreamCall, parts: SubmitStreamParts) {
    this.#call = call;
    this.#parts = parts;
    this.#caller = new StreamCaller(parts.ports.credentials, parts.ports.clock, call);
    this.#stopListening = parts.draining.onBegin(() => this.#endWith(shuttingDown()));
    call.on('data', (request: WireBatchRequest | UnreadMessage) => this.#take(request));
    call.on('drain', () => this.#resume());
    call.on('end', () => this.#endWith(undefined));
    call.on('close', () => this.#stopListening());
    call.pause();
    void this.#check().then(() => this.#resume());
  }

  #take(request: WireBatchRequest | UnreadMessage): void {
    if (this.#isEnding) return;
    const participant = this.#caller.recent();
    if (participant !== undefined) {
      this.#handle(request, participant);
      return;
    }
    this.#call.pause();
    void this.#check().then((checked) => {
      if (checked !== undefined && !this.#isEnding) this.#handle(request, checked);
      this.#resume();
    });
  }

  /** Asks who calls. @returns the participant; or undefined, and then the stream ends */
  async #check(): Promise<ParticipantRecord | undefined> {
    this.#isChecking = true;
    try {
      const participant = await this.#caller.check();
      if (!(participant instanceof Refusal)) return participant;
      this.#endWith(participant);
    } catch (error) {
      this.#endWith(failure(error, this.#call.getPath(), this.#parts.ports.observer));
    } finally {
      this.#isChecking = false;
    }
    return undefined;
  }

  #handle(request: WireBatchRequest | UnreadMessage, participant: ParticipantRecord): void {
    const { options, ports } = this.#parts;
    if (request instanceof UnreadMessage) {
      const refusal = unreadRefusal(request, options.limits, ports.observer);
      if (request.reason === 'malformed') this.#endWith(refusal);
      else this.#refuse(request.batch, refusal);
      return;
    }
    const { batch, transactions } = request;
    const { streamItemsInFlightMax } = options.limits;
    if (this.#itemsInFlight + transactions.length > streamItemsInFlightMax) {
      ports.observer.limitReached('stream-items-in-flight');
      const description = `at most ${streamItemsInFlightMax} transactions of a stream in flight`;
      this.#refuse(batch, limitPassed('stream-items-in-flight', description, IN_FLIGHT_RETRY_MS));
      return;
    }
    void this.#submit(request, participant);
  }

  async #submit({ batch, transactions }: WireBatchRequest, participant: ParticipantRecord): Promise<void> {
    const { options, ports, submissions } = this.#parts;
    this.#batchesInFlight += 1;
    this.#itemsInFlight += transactions.length;
    try {
      const deadlineAtMs = ports.clock.nowMs() + options.deadlineDefaultMs;
      const caller = { participant, deadlineAtMs };
      const answers = await submissions.submit(transactions, caller, (index) => `transactions[${index}]`);
      if (answers instanceof Refusal) this.#refuse(batch, answers);
      else this.#write({ batch, answers, error: undefined });
    } catch (error) {
      this.#refuse(batch, failure(error, this.#call.getPath(), ports.observer));
    } finally {
      this.#batchesInFlight -= 1;
      this.#itemsInFlight -= transactions.length;
      this.#endWhenAnswered();
    }
  }

  #refuse(batch: Int64, refusal: Refusal): void {
    this.#write({ batch, answers: [], error: refusal });
  }

  #write(response: BatchResponse): void {
    if (isOver(this.#call)) return;
    if (!this.#call.write(response)) this.#call.pause();
  }

  #resume(): void {
    if (!isOver(this.#call) && !this.#isChecking && !this.#call.writableNeedDrain) this.#call.resume();
  }

  #endWith(refusal: Refusal | undefined): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#end = refusal;
    this.#endWhenAnswered();
  }

  #endWhenAnswered(): void {
    if (!this.#isEnding || this.#batchesInFlight > 0) return;
    endCall(this.#call, this.#end);
  }
}
