import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ParticipantRecord } from '../directory/ports.ts';
import { csvFormat } from '../settlement/csv.ts';
import type { FileSubject } from '../settlement/file.ts';
import { writeSettlementFile } from '../settlement/file.ts';
import { xmlFormat } from '../settlement/xml.ts';
import type { DownloadSettlementFileRequest__Output } from '../wire/generated/tongfen/v1/DownloadSettlementFileRequest.ts';
import type { SettlementFilePart } from '../wire/generated/tongfen/v1/SettlementFilePart.ts';
import { authenticate } from './authentication.ts';
import { UnreadMessage } from './codec.ts';
import type { Draining } from './draining.ts';
import type { GatewayPorts } from './ports.ts';
import { invalidArgument, notFound, Refusal } from './refusal.ts';
import { isSettlementRefusal, settlementRefusal } from './settlement-views.ts';
import type { CallOptions } from './unary.ts';
import { failure, unreadRefusal } from './unary.ts';
import type { Sight, Sights } from './visibility.ts';

export type SettlementFileCall = ServerWritableStream<
  DownloadSettlementFileRequest__Output | UnreadMessage,
  SettlementFilePart
>;

export interface SettlementFileParts {
  readonly ports: Pick<GatewayPorts, 'credentials' | 'directory' | 'observer' | 'settlement'>;
  readonly options: CallOptions;
  readonly sights: Sights;
  readonly draining: Draining;
}

/** A file travels in messages of this size at most: far below what clients take. */
const PART_BYTES = 64 * 1024;

/** One call of DownloadSettlementFile. It reads on only when the caller has taken what it was given. */
export class SettlementFileStream {
  readonly #call: SettlementFileCall;
  readonly #parts: SettlementFileParts;
  #wake: () => void = () => undefined;

  constructor(call: SettlementFileCall, parts: SettlementFileParts) {
    this.#call = call;
    this.#parts = parts;
    call.on('drain', () => this.#wake());
    call.on('close', () => this.#wake());
  }

  /** Runs until the file is written, the caller has gone, or the gateway shuts down. */
  async run(): Promise<void> {
    const { draining, ports } = this.#parts;
    const shuttingDown = new Refusal('UNAVAILABLE', 'the gateway is shutting down');
    const stopListening = draining.onBegin(() => this.#end(shuttingDown));
    try {
      this.#end(await this.#answer());
    } catch (error) {
      this.#end(failure(error, this.#call.getPath(), ports.observer));
    } finally {
      stopListening();
    }
  }

  async #answer(): Promise<Refusal | undefined> {
    const { ports, options, sights } = this.#parts;
    const caller = await authenticate(ports.credentials, this.#call);
    if (caller instanceof Refusal) return caller;
    const { request } = this.#call;
    if (request instanceof UnreadMessage) return unreadRefusal(request, options.limits, ports.observer);
    if (request.format !== 'CSV' && request.format !== 'XML') return invalidArgument('format', 'is needed');
    const participant = await this.#participantOf(request.participant, caller);
    if (participant === undefined) return notFound('participant');
    const shards = await ports.settlement.shards(request.cycle);
    if (isSettlementRefusal(shards)) return settlementRefusal(shards);
    const settlement = await ports.settlement.settlement(request.cycle);
    if (isSettlementRefusal(settlement)) return settlementRefusal(settlement);
    const sight = await sights.of(participant);
    const subject: FileSubject = {
      participant: participant.code,
      settlement: settlementOf(settlement, sight),
      shards,
    };
    const journal = ports.settlement.journal(shards, sight);
    const format = request.format === 'CSV' ? csvFormat : xmlFormat;
    for await (const text of writeSettlementFile(subject, journal, format)) {
      if (this.#isOver()) return undefined;
      await this.#write(Buffer.from(text));
    }
    return undefined;
  }

  /** Undefined when it is not the caller's to ask for, as when there is none. */
  async #participantOf(code: string, caller: ParticipantRecord): Promise<ParticipantRecord | undefined> {
    if (code === '' || code === caller.code) return caller;
    return caller.roles.includes('OPERATOR') ? this.#parts.ports.directory.participant(code) : undefined;
  }

  async #write(bytes: Buffer): Promise<void> {
    for (let from = 0; from < bytes.length && !this.#isOver(); from += PART_BYTES) {
      if (this.#call.write({ content: bytes.subarray(from, from + PART_BYTES) })) continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #end(refusal: Refusal | undefined): void {
    if (this.#isOver()) return;
    if (refusal === undefined) this.#call.end();
    else this.#call.emit('error', refusal.toServiceError());
  }

  #isOver(): boolean {
    return this.#call.cancelled || this.#call.destroyed || this.#call.writableEnded;
  }
}

/** The obligations and exceptions of one participant; of the operator, all. */
export function settlementOf<
  Settled extends {
    readonly bilateral: readonly { readonly debtor: string; readonly creditor: string }[];
    readonly net: readonly { readonly party: string }[];
    readonly exceptions: readonly { readonly issuer: string }[];
  },
>(settlement: Settled, { all, participant }: Pick<Sight, 'all' | 'participant'>): Settled {
  if (all) return settlement;
  return {
    ...settlement,
    bilateral: settlement.bilateral.filter(
      ({ debtor, creditor }) => debtor === participant || creditor === participant,
    ),
    net: settlement.net.filter(({ party }) => party === participant),
    exceptions: settlement.exceptions.filter(({ issuer }) => issuer === participant),
  };
}
