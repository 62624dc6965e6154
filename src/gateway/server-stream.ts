import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ParticipantRecord } from '../directory/ports.ts';
import { StreamCaller } from './authentication.ts';
import { endCall, isOver, shuttingDown } from './call-end.ts';
import { UnreadMessage } from './codec.ts';
import type { Draining } from './draining.ts';
import type { GatewayPorts } from './ports.ts';
import { Refusal } from './refusal.ts';
import type { CallOptions } from './unary.ts';
import { failure, unreadRefusal } from './unary.ts';

export type ServerStreamCall<Request, Response> = ServerWritableStream<Request | UnreadMessage, Response>;

export interface ServerStreamParts {
  readonly ports: Pick<GatewayPorts, 'credentials' | 'clock' | 'observer'>;
  readonly options: CallOptions;
  readonly draining: Draining;
}

/**
 * One call with one request that is answered with a stream: its head, its pace and its end.
 *
 * - Open: it is written to, at the pace of the caller.
 * - Over: all is written, the caller has gone, or the gateway shuts down. What is written then goes nowhere.
 */
export class ServerStream<Request, Response> {
  readonly #call: ServerStreamCall<Request, Response>;
  readonly #parts: ServerStreamParts;
  readonly #caller: StreamCaller;
  /** Goes on writing. */
  #wake: () => void = () => undefined;

  constructor(call: ServerStreamCall<Request, Response>, parts: ServerStreamParts) {
    this.#call = call;
    this.#parts = parts;
    this.#caller = new StreamCaller(parts.ports.credentials, parts.ports.clock, call);
    call.on('drain', () => this.#wake());
    call.on('close', () => this.#wake());
  }

  /**
   * Authenticates the caller, and ends the call when it is answered.
   *
   * @param answer writes the stream; @returns why there is no more of it, undefined when it is whole
   */
  async run(
    answer: (request: Request, participant: ParticipantRecord) => Promise<Refusal | undefined>,
  ): Promise<void> {
    const { draining, options, ports } = this.#parts;
    const stopListening = draining.onBegin(() => endCall(this.#call, shuttingDown()));
    const answered = async (): Promise<Refusal | undefined> => {
      const participant = await this.#caller.check();
      if (participant instanceof Refusal) return participant;
      const { request } = this.#call;
      if (request instanceof UnreadMessage) return unreadRefusal(request, options.limits, ports.observer);
      return answer(request, participant);
    };
    try {
      endCall(this.#call, await answered());
    } catch (error) {
      endCall(this.#call, failure(error, this.#call.getPath(), ports.observer));
    } finally {
      stopListening();
    }
  }

  /** Who calls, asked for again when it is a while ago: or why it may call no longer. */
  async participant(): Promise<ParticipantRecord | Refusal> {
    return this.#caller.recent() ?? this.#caller.check();
  }

  isOver(): boolean {
    return isOver(this.#call);
  }

  /** Resolves when the caller has taken what it was given before, or the call is over. */
  async write(response: Response): Promise<void> {
    if (this.isOver() || this.#call.write(response)) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }
}
