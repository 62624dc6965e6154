import type { Books, ShardEntry } from '../../../src/directory/ports.ts';
import { maySee } from '../../../src/gateway/visibility.ts';
import type { Account } from '../../../src/ledger/account.ts';
import type { Entry } from '../../../src/ledger/transaction.ts';

/** The books of a test, in memory. */
export class MemoryBooks implements Books {
  readonly #journals: Entry[][];
  readonly #accounts: Account[] = [];
  /** Reads of the ends of the journal so far. */
  looks = 0;
  /** Pages of the journal that were read so far. */
  reads = 0;

  constructor(shards: number) {
    this.#journals = Array.from({ length: shards }, () => []);
  }

  /** Commits an entry; it gets the next sequence of its shard. */
  commit(shard: number, entry: Entry): Entry {
    const journal = this.#journals[shard] ?? [];
    const committed = { ...entry, seq: journal.length + 1 };
    journal.push(committed);
    return committed;
  }

  keep(account: Account): void {
    this.#accounts.push(account);
  }

  async accounts(card: number) {
    return this.#accounts.filter((account) => account.card === card);
  }

  async entries(card: number, id: string) {
    return this.#all().filter(({ entry }) => entry.card === card && entry.id === id);
  }

  async statement(query: Parameters<Books['statement']>[0]) {
    const { card, program, visibility, fromMs = 0, toMs = Infinity, beforeSeq = Infinity, limit } = query;
    return this.#all()
      .filter(({ entry }) => entry.card === card && (program === undefined || entry.program === program))
      .filter(({ entry }) => entry.ledgerTimeMs >= fromMs && entry.ledgerTimeMs < toMs)
      .filter(({ entry }) => maySee(visibility, entry))
      .filter(({ entry }) => entry.seq < beforeSeq)
      .toSorted((a, b) => b.entry.seq - a.entry.seq)
      .slice(0, limit);
  }

  async journal({ shard, afterSeq, limit }: Parameters<Books['journal']>[0]) {
    this.reads += 1;
    return (this.#journals[shard] ?? []).slice(afterSeq, afterSeq + limit);
  }

  async heads() {
    this.looks += 1;
    return this.#journals.map((journal) => journal.length);
  }

  #all(): ShardEntry[] {
    return this.#journals.flatMap((journal, shard) => journal.map((entry) => ({ shard, entry })));
  }
}
