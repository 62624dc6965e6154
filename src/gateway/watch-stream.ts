import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ParticipantRecord } from '../directory/ports.ts';
import type { WatchTransactionsRequest__Output } from '../wire/generated/tongfen/v1/WatchTransactionsRequest.ts';
import type { WatchTransactionsResponse } from '../wire/generated/tongfen/v1/WatchTransactionsResponse.ts';
import { StreamCaller } from './authentication.ts';
import type { Exposures } from './cap-warnings.ts';
import { CapWarnings } from './cap-warnings.ts';
import { UnreadMessage } from './codec.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Draining } from './draining.ts';
import type { JournalHeads } from './journal-heads.ts';
import type { GatewayPorts } from './ports.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import type { CallOptions } from './unary.ts';
import { failure, unreadRefusal } from './unary.ts';
import { entryView, exposureView } from './views.ts';
import type { Sights } from './visibility.ts';
import { maySee } from './visibility.ts';

export type WatchCall = ServerWritableStream<
  WatchTransactionsRequest__Output | UnreadMessage,
  WatchTransactionsResponse
>;

export interface WatchParts {
  readonly ports: Pick<GatewayPorts, 'credentials' | 'clock' | 'observer' | 'books'>;
  readonly options: CallOptions;
  readonly heads: JournalHeads;
  readonly exposures: Exposures;
  readonly sights: Sights;
  readonly draining: Draining;
}

/** Entries of one shard that are read at a time. */
const PAGE_ITEMS = 500;

/** The question of the cursor: all that a participant may see. */
const QUESTION = 'journal';

/**
 * One call of WatchTransactions: reads the journal of every shard from where the cursor stands, in order, and shows what
 * the participant may see. It reads on only when the caller has taken what it was given.
 */
export class WatchStream {
  readonly #call: WatchCall;
  readonly #parts: WatchParts;
  readonly #caller: StreamCaller;
  /** The last sequence of each shard that was read. */
  #positions: number[] = [];
  readonly #warnings = new CapWarnings();
  /** Goes on writing. */
  #wake: () => void = () => undefined;

  constructor(call: WatchCall, parts: WatchParts) {
    this.#call = call;
    this.#parts = parts;
    this.#caller = new StreamCaller(parts.ports.credentials, parts.ports.clock, call);
    call.on('drain', () => this.#wake());
    call.on('close', () => this.#wake());
  }

  /** Runs until the caller has gone, may no longer watch, or the gateway shuts down. */
  async run(): Promise<void> {
    const { draining, ports } = this.#parts;
    const stopListening = draining.onBegin(() => this.#end(shuttingDown()));
    try {
      this.#end((await this.#start()) ?? (await this.#follow()));
    } catch (error) {
      this.#end(failure(error, this.#call.getPath(), ports.observer));
    } finally {
      stopListening();
    }
  }

  async #start(): Promise<Refusal | undefined> {
    const { ports, options } = this.#parts;
    const participant = await this.#caller.check();
    if (participant instanceof Refusal) return participant;
    const { request } = this.#call;
    if (request instanceof UnreadMessage) return unreadRefusal(request, options.limits, ports.observer);
    const { cursor, fromNow } = request;
    const heads = await ports.books.heads();
    if (cursor === '') {
      this.#positions = fromNow ? heads : heads.map(() => 0);
      return undefined;
    }
    if (fromNow) return invalidArgument('from_now', 'must be left out beside a cursor');
    const positions = readCursor(QUESTION, cursor);
    const isOurs =
      positions?.length === heads.length && positions.every((seq, shard) => seq <= heads[shard]!);
    if (positions === undefined || !isOurs) return invalidArgument('cursor', 'must come from this journal');
    this.#positions = positions;
    return undefined;
  }

  /** @returns why the caller may no longer watch; undefined when the call is over */
  async #follow(): Promise<Refusal | undefined> {
    while (!this.#isOver()) {
      const heads = await this.#parts.heads.next();
      const refusal = await this.#showExposures();
      if (refusal !== undefined) return refusal;
      for (let hasMore = true; hasMore; ) {
        hasMore = false;
        for (const [shard, head] of heads.entries()) {
          if (this.#positions[shard]! >= head || this.#isOver()) continue;
          const participant = this.#caller.recent() ?? (await this.#caller.check());
          if (participant instanceof Refusal) return participant;
          hasMore = (await this.#showPage(shard, participant)) || hasMore;
        }
      }
    }
    return undefined;
  }

  /** @returns why the caller may no longer watch */
  async #showExposures(): Promise<Refusal | undefined> {
    const exposures = await this.#parts.exposures.recent();
    if (this.#isOver()) return undefined;
    const participant = this.#caller.recent() ?? (await this.#caller.check());
    if (participant instanceof Refusal) return participant;
    const changes = this.#warnings.changesOf(exposures, participant);
    if (changes.length > 0) {
      const cursor = writeCursor(QUESTION, this.#positions);
      await this.#write({ transactions: [], cursor, exposures: changes.map(exposureView) });
    }
    return undefined;
  }

  /** @returns true when there was something to read */
  async #showPage(shard: number, participant: ParticipantRecord): Promise<boolean> {
    const sight = await this.#parts.sights.of(participant);
    const afterSeq = this.#positions[shard]!;
    const entries = await this.#parts.ports.books.journal({ shard, afterSeq, limit: PAGE_ITEMS });
    this.#positions[shard] = entries.at(-1)?.seq ?? afterSeq;
    const seen = entries.filter((entry) => maySee(sight, entry));
    // A full page of others' transactions moves the cursor all the same, so that nobody has to read through it again.
    if (seen.length > 0 || entries.length === PAGE_ITEMS) {
      await this.#write({
        transactions: seen.map((entry) => entryView({ shard, entry })),
        cursor: writeCursor(QUESTION, this.#positions),
      });
    }
    return entries.length > 0;
  }

  async #write(response: WatchTransactionsResponse): Promise<void> {
    if (this.#isOver() || this.#call.write(response)) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
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

function shuttingDown(): Refusal {
  return new Refusal('UNAVAILABLE', 'the gateway is shutting down');
}
