import type { Refusal } from './refusal.ts';
import type { Answer } from './response-decoder.ts';

/**
 * The transactions of one `submit`, spread over lanes. It counts its answers down: one promise for all of them, none for
 * an item.
 */
export class Submission {
  readonly deadlineAtMs: number;
  readonly answered: Promise<Answer[]>;
  /** In the order of the transactions; undefined until answered. */
  readonly #answers: (Answer | undefined)[];
  #open: number;
  #resolve: (answers: Answer[]) => void = () => {};
  #reject: (error: Error) => void = () => {};

  constructor(size: number, deadlineAtMs: number) {
    this.deadlineAtMs = deadlineAtMs;
    this.#answers = new Array<Answer | undefined>(size).fill(undefined);
    this.#open = size;
    this.answered = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (size === 0) this.#resolve([]);
  }

  /** Items that have no answer yet. */
  get openCount(): number {
    return this.#open;
  }

  isOpen(index: number): boolean {
    return this.#open > 0 && this.#answers[index] === undefined;
  }

  /** The first answer of an item counts. */
  answer(index: number, answer: Answer): void {
    if (!this.isOpen(index)) return;
    this.#answers[index] = answer;
    this.#open -= 1;
    if (this.#open === 0) this.#resolve(this.#answers as Answer[]);
  }

  /** Answers whatever is open. */
  answerRest(refusal: Refusal): void {
    for (let index = 0; this.#open > 0; index += 1) this.answer(index, refusal);
  }

  /** Nothing of it was taken, and nothing will be. */
  fail(error: Error): void {
    this.#open = 0;
    this.#reject(error);
  }
}
