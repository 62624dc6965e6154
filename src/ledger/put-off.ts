import type { Transaction } from './transaction.ts';

/** Who waits asks again sooner than that (`replyWaitMaxMs` of a gateway's lanes). */
const FORGOTTEN_AFTER_MS = 20_000;

/** What is known of a transaction that was put off. */
export type PutOffTransaction = Pick<Transaction, 'program' | 'participant'> & { readonly atMs: number };

/**
 * Transactions that were answered with 'again', and may come again: what follows one of them up has to wait as well, and is not
 * to be declined because its original is not known yet. Nothing is recorded of them; a shard that moves forgets them.
 */
export class PutOff {
  /** By id and card, in the order in which they were put off the last time. */
  readonly #byName = new Map<string, PutOffTransaction[]>();

  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  add(tx: Transaction, nowMs: number): void {
    const others = this.#others(tx);
    const name = nameOf(tx.id, tx.card);
    this.#byName.delete(name);
    this.#byName.set(name, [...others, { program: tx.program, participant: tx.participant, atMs: nowMs }]);
    for (const [oldest, transactions] of this.#byName) {
      if (transactions.some(({ atMs }) => nowMs - atMs < FORGOTTEN_AFTER_MS)) break;
      this.#byName.delete(oldest);
    }
  }

  delete(tx: Transaction): void {
    const others = this.#others(tx);
    if (others.length > 0) this.#byName.set(nameOf(tx.id, tx.card), others);
    else this.#byName.delete(nameOf(tx.id, tx.card));
  }

  /** Several participants may use one id. */
  all(id: string, card: number): readonly PutOffTransaction[] {
    return this.#byName.get(nameOf(id, card)) ?? [];
  }

  #others({ id, card, participant }: Transaction): PutOffTransaction[] {
    return this.all(id, card).filter((each) => each.participant !== participant);
  }
}

function nameOf(id: string, card: number): string {
  return `${id}/${card}`;
}
