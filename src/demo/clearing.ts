import { isResult } from '../client/response-decoder.ts';
import type { Submitter } from '../client/submitter.ts';
import type { NewTransaction } from '../client/transaction.ts';
import type { Result } from '../ledger/transaction.ts';
import type { Figures } from './figures.ts';
import type { Player } from './stage.ts';
import { playerOf } from './stage.ts';
import type { Piece, Traffic } from './traffic.ts';

/** Transactions that a participant submits at a time. */
const BATCH_ITEMS = 100;

interface Pile {
  transactions: NewTransaction[];
  expected: (Result | undefined)[];
}

/** Submits pieces through their participants' streams, and compares what was answered before. */
export class Clearing {
  readonly #players: ReadonlyMap<string, Player>;
  readonly #traffic: Traffic;
  readonly #figures: Figures;
  readonly #piles = new Map<string, Pile>();
  readonly #underWay = new Set<Promise<void>>();

  constructor(players: ReadonlyMap<string, Player>, traffic: Traffic, figures: Figures) {
    this.#players = players;
    this.#traffic = traffic;
    this.#figures = figures;
  }

  /** Takes a piece; it leaves with others of its participant. Resolves when there is room for another. */
  async add({ player, transactions, expected }: Piece): Promise<void> {
    let pile = this.#piles.get(player);
    if (pile === undefined) {
      pile = { transactions: [], expected: [] };
      this.#piles.set(player, pile);
    }
    for (const transaction of transactions) {
      pile.transactions.push(transaction);
      pile.expected.push(expected);
    }
    if (pile.transactions.length >= BATCH_ITEMS) await this.#send(player);
  }

  /** Sends what has gathered. */
  async flush(): Promise<void> {
    for (const player of [...this.#piles.keys()]) await this.#send(player);
  }

  /** Sends what has gathered and waits for all answers. */
  async settle(): Promise<void> {
    await this.flush();
    await Promise.all(this.#underWay);
  }

  async #send(code: string): Promise<void> {
    const pile = this.#piles.get(code);
    if (pile === undefined) return;
    this.#piles.delete(code);
    const { submitter } = playerOf(this.#players, code);
    await submitter.room();
    const answered = this.#submit(code, submitter, pile).finally(() => this.#underWay.delete(answered));
    this.#underWay.add(answered);
  }

  async #submit(player: string, submitter: Submitter, pile: Pile): Promise<void> {
    const sinceMs = performance.now();
    const answers = await submitter.submit(pile.transactions);
    this.#figures.answered(answers.length, performance.now() - sinceMs);
    for (const [index, answer] of answers.entries()) {
      const transaction = pile.transactions[index] as NewTransaction;
      const expected = pile.expected[index];
      if (!isResult(answer)) {
        this.#figures.refusal(answer);
      } else if (expected === undefined) {
        this.#figures.result(answer);
        this.#traffic.learn(player, transaction, answer);
      } else {
        this.#figures.repeated += 1;
        if (!isSame(answer, expected)) this.#figures.mismatches += 1;
      }
    }
  }
}

/** A repeated transaction is told the first outcome again, all of it. */
function isSame(answer: Result, expected: Result): boolean {
  return (
    answer.duplicate &&
    answer.outcome === expected.outcome &&
    answer.shard === expected.shard &&
    answer.seq === expected.seq &&
    answer.ledgerTimeMs === expected.ledgerTimeMs &&
    answer.amount === expected.amount &&
    answer.balance === expected.balance &&
    answer.available === expected.available
  );
}
