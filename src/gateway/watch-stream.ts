import type { ParticipantRecord } from '../directory/ports.ts';
import type { WatchTransactionsRequest__Output } from '../wire/generated/tongfen/v1/WatchTransactionsRequest.ts';
import type { WatchTransactionsResponse } from '../wire/generated/tongfen/v1/WatchTransactionsResponse.ts';
import type { CallLimit } from './call-limit.ts';
import type { Exposures } from './cap-warnings.ts';
import { CapWarnings } from './cap-warnings.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { JournalHeads } from './journal-heads.ts';
import type { GatewayPorts } from './ports.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import type { ServerStreamCall, ServerStreamParts } from './server-stream.ts';
import { ServerStream } from './server-stream.ts';
import { entryView, exposureView } from './views.ts';
import type { Sights } from './visibility.ts';
import { maySee, seenEntry } from './visibility.ts';

export type WatchCall = ServerStreamCall<WatchTransactionsRequest__Output, WatchTransactionsResponse>;

export interface WatchParts extends ServerStreamParts {
  readonly ports: ServerStreamParts['ports'] & Pick<GatewayPorts, 'books'>;
  readonly heads: JournalHeads;
  readonly exposures: Exposures;
  readonly sights: Sights;
  readonly watches: CallLimit;
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
  readonly #stream: ServerStream<WatchTransactionsRequest__Output, WatchTransactionsResponse>;
  readonly #parts: WatchParts;
  /** The last sequence of each shard that was read. */
  #positions: number[] = [];
  readonly #warnings = new CapWarnings();

  constructor(call: WatchCall, parts: WatchParts) {
    this.#stream = new ServerStream(call, parts);
    this.#parts = parts;
  }

  /** Runs until the caller has gone, may no longer watch, or the gateway shuts down. */
  run(): Promise<void> {
    return this.#stream.run((request, { code }) =>
      this.#parts.watches.within(code, async () => (await this.#start(request)) ?? (await this.#follow())),
    );
  }

  async #start({ cursor, fromNow }: WatchTransactionsRequest__Output): Promise<Refusal | undefined> {
    const heads = await this.#parts.ports.books.heads();
    if (cursor === '') {
      this.#positions = fromNow ? heads : heads.map(() => 0);
      // Without it, whoever is cut off before the first transaction would not know from where to go on.
      if (fromNow) await this.#stream.write({ transactions: [], cursor: writeCursor(QUESTION, heads) });
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
    while (!this.#stream.isOver()) {
      const heads = await this.#parts.heads.next();
      const refusal = await this.#showExposures();
      if (refusal !== undefined) return refusal;
      for (let hasMore = true; hasMore; ) {
        hasMore = false;
        for (const [shard, head] of heads.entries()) {
          if (this.#positions[shard]! >= head || this.#stream.isOver()) continue;
          const participant = await this.#stream.participant();
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
    if (this.#stream.isOver()) return undefined;
    const participant = await this.#stream.participant();
    if (participant instanceof Refusal) return participant;
    const changes = this.#warnings.changesOf(exposures, participant);
    if (changes.length > 0) {
      const cursor = writeCursor(QUESTION, this.#positions);
      await this.#stream.write({ transactions: [], cursor, exposures: changes.map(exposureView) });
    }
    return undefined;
  }

  /** @returns true when there was something to read */
  async #showPage(shard: number, participant: ParticipantRecord): Promise<boolean> {
    const afterSeq = this.#positions[shard]!;
    const entries = await this.#parts.ports.books.journal({ shard, afterSeq, limit: PAGE_ITEMS });
    // What it does not show is behind the cursor for good.
    const sight = await this.#parts.sights.ofEntries(participant, entries);
    this.#positions[shard] = entries.at(-1)?.seq ?? afterSeq;
    const seen = entries.filter((entry) => maySee(sight, entry));
    // A full page of others' transactions moves the cursor all the same, so that nobody has to read through it again.
    if (seen.length > 0 || entries.length === PAGE_ITEMS) {
      await this.#stream.write({
        transactions: seen.map((entry) => entryView({ shard, entry: seenEntry(sight, entry) })),
        cursor: writeCursor(QUESTION, this.#positions),
      });
    }
    return entries.length > 0;
  }
}
