import { createHash } from 'node:crypto';
import type { HostBooks } from './books.ts';

/** A message id that came before with other content. */
export const REUSED = Symbol('the message id was used with other content');

export interface Message<Answer> {
  readonly id: string;
  /** The method and the bytes of the request: what makes two messages the same. */
  readonly content: readonly (string | Uint8Array)[];
  /** Decides it and writes what that moves. */
  readonly decide: () => Answer;
}

interface Waiting {
  readonly message: Message<unknown>;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Decides each message once, in the order in which they come. Its answer is stored in the commit that moves its points,
 * and is the answer to every copy of it from then on: of two copies that come together the second finds the first one's.
 * Messages that wait together share a commit, for it is the disk that takes the time.
 */
export class Turns {
  readonly #books: HostBooks;
  #waiting: Waiting[] = [];

  constructor(books: HostBooks) {
    this.#books = books;
  }

  /** Resolves when the answer is durable; rejects when nothing of it was stored. */
  settle<Answer>(message: Message<Answer>): Promise<Answer | typeof REUSED> {
    const settled = new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#turn());
      this.#waiting.push({ message, resolve, reject });
    });
    return settled as Promise<Answer | typeof REUSED>;
  }

  #turn(): void {
    const turn = this.#waiting;
    this.#waiting = [];
    try {
      const answers = this.#books.commit(() => turn.map(({ message }) => once(this.#books, message)));
      for (const [index, { resolve }] of turn.entries()) resolve(answers[index]);
    } catch (error) {
      for (const { reject } of turn) reject(error);
    }
  }
}

function once<Answer>(books: HostBooks, { id, content, decide }: Message<Answer>): Answer | typeof REUSED {
  const hash = createHash('sha256');
  for (const part of content) hash.update(part);
  const fingerprint = hash.digest('hex');
  const first = books.message(id);
  if (first !== undefined)
    return first.content === fingerprint ? (JSON.parse(first.answer) as Answer) : REUSED;
  const answer = decide();
  books.addMessage(id, { content: fingerprint, answer: JSON.stringify(answer) });
  return answer;
}
