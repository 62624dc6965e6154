import type { Fault } from '../fault.ts';
import type { Result, Transaction } from '../ledger/transaction.ts';

/** What becomes of an item: the shard's result, or the fault that kept it from coming. */
export type Answer = Result | Fault;

/**
 * The transactions of one call, spread over the lanes. It counts its answers down, so that the hot path needs one promise
 * for a batch and none for an item.
 */
export class Batch {
  readonly deadlineAtMs: number;
  /** In the order of the transactions; undefined until answered. */
  readonly #answers: (Answer | undefined)[];
  readonly #onAnswered: (answers: Answer[]) => void;
  #open: number;

  constructor(options: { size: number; deadlineAtMs: number; onAnswered: (answers: Answer[]) => void }) {
    this.deadlineAtMs = options.deadlineAtMs;
    this.#answers = new Array<Answer | undefined>(options.size).fill(undefined);
    this.#onAnswered = options.onAnswered;
    this.#open = options.size;
  }

  isOpen(index: number): boolean {
    return this.#answers[index] === undefined;
  }

  /** The first answer of an item counts; a second one (of an envelope that was sent twice) says the same. */
  answer(index: number, answer: Answer): void {
    if (!this.isOpen(index)) return;
    this.#answers[index] = answer;
    this.#open -= 1;
    if (this.#open === 0) this.#onAnswered(this.#answers as Answer[]);
  }
}

/** One transaction on its way. */
export class Item {
  readonly transaction: Transaction;
  readonly batch: Batch;
  readonly index: number;
  /** Its shard will answer later: it waits among the `LateTransactions`, not in a lane. */
  isLate = false;

  constructor(transaction: Transaction, batch: Batch, index: number) {
    this.transaction = transaction;
    this.batch = batch;
    this.index = index;
  }

  /** True while its caller waits for an answer. */
  isOpen(): boolean {
    return this.batch.isOpen(this.index);
  }

  answer(answer: Answer): void {
    this.batch.answer(this.index, answer);
  }
}
