import type { ParticipantRecord } from '../directory/ports.ts';
import type { Quotes } from '../exchange/quotes.ts';
import { Fault } from '../fault.ts';
import type { Transaction } from '../ledger/transaction.ts';
import { WholeResult } from '../ledger/whole-objects.ts';
import type { Admission } from './admission.ts';
import type { Answer } from './batch.ts';
import { readBatch } from './batch-reading.ts';
import type { GatewayLimits, Limit } from './limits.ts';
import { limitPassed, Refusal, refusalOf } from './refusal.ts';
import type { Router } from './router.ts';
import type { Caller } from './unary.ts';
import { tellsBalance } from './visibility.ts';
import type { WireTransaction } from './wire.ts';

export interface SubmissionParts {
  readonly router: Router;
  readonly admission: Admission;
  /** Tells quotes of the network's own from others. */
  readonly quotes: Pick<Quotes, 'isGenuine'>;
  readonly limits: GatewayLimits;
  readonly onLimit: (limit: Limit) => void;
}

/** What takes transactions from the services: limits, reading, routing; the same for all three ways to submit. */
export class Submissions {
  readonly #parts: SubmissionParts;

  constructor(parts: SubmissionParts) {
    this.#parts = parts;
  }

  /**
   * Has the transactions of one request cleared.
   *
   * @param pathOf path of an item in the request
   * @returns for each item, in their order, what became of it; or why none of them was taken
   */
  async submit(
    items: readonly WireTransaction[],
    caller: Caller,
    pathOf: (index: number) => string,
  ): Promise<(Answer | Refusal)[] | Refusal> {
    const { batchItemsMax } = this.#parts.limits;
    if (items.length > batchItemsMax) {
      this.#parts.onLimit('batch-items');
      return limitPassed('batch-items', `at most ${batchItemsMax} transactions in a batch`, undefined);
    }
    const { participant } = caller;
    const refusal = this.#parts.admission.enter(participant, items.length);
    if (refusal !== undefined) return refusal;
    try {
      return await this.#clear(readBatch(items, participant, pathOf), caller);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'OVERLOADED') this.#parts.onLimit('shard-queue');
      return refusalOf(error);
    } finally {
      this.#parts.admission.leave(participant, items.length);
    }
  }

  async #clear(read: (Transaction | Refusal)[], caller: Caller): Promise<(Answer | Refusal)[]> {
    const wellFormed = read.flatMap((item) => (item instanceof Refusal ? [] : [this.#checkQuote(item)]));
    const answers = await this.#parts.router.submit(wellFormed, caller.deadlineAtMs);
    withholdBalances(answers, caller.participant);
    if (answers.length === read.length) return answers;
    let next = 0;
    return read.map((item) => {
      if (item instanceof Refusal) return item;
      next += 1;
      return answers[next - 1] as Answer;
    });
  }

  #checkQuote(transaction: Transaction): Transaction {
    const { exchange } = transaction;
    if (exchange === undefined || exchange.quote === '') return transaction;
    const { toProgram, amountOutMin, quote } = exchange;
    const isQuoteGenuine = this.#parts.quotes.isGenuine(quote);
    return { ...transaction, exchange: { toProgram, amountOutMin, quote, isQuoteGenuine } };
  }
}

/** Takes what is on the account out of answers to whom it is not told. An answer may be another caller's as well. */
function withholdBalances(answers: Answer[], submitter: ParticipantRecord): void {
  for (const [index, answer] of answers.entries()) {
    if (answer instanceof Fault || tellsBalance(submitter, answer.outcome)) continue;
    answers[index] = Object.assign(new WholeResult(), answer, { balance: 0, available: 0 });
  }
}
