import { Fault } from '../fault.ts';
import type { Transaction } from '../ledger/transaction.ts';
import type { Admission } from './admission.ts';
import type { Answer } from './batch.ts';
import { readBatch } from './batch-reading.ts';
import type { GatewayLimits, Limit } from './limits.ts';
import { limitPassed, Refusal, refusalOf } from './refusal.ts';
import type { Router } from './router.ts';
import type { Caller } from './unary.ts';
import type { WireTransaction } from './wire.ts';

/** What takes transactions from the services: limits, reading, routing; the same for all three ways to submit. */
export class Submissions {
  readonly #router: Router;
  readonly #admission: Admission;
  readonly #limits: GatewayLimits;
  readonly #onLimit: (limit: Limit) => void;

  constructor(router: Router, admission: Admission, limits: GatewayLimits, onLimit: (limit: Limit) => void) {
    this.#router = router;
    this.#admission = admission;
    this.#limits = limits;
    this.#onLimit = onLimit;
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
    const { batchItemsMax } = this.#limits;
    if (items.length > batchItemsMax) {
      this.#onLimit('batch-items');
      return limitPassed('batch-items', `at most ${batchItemsMax} transactions in a batch`, undefined);
    }
    const { participant } = caller;
    const refusal = this.#admission.enter(participant, items.length);
    if (refusal !== undefined) return refusal;
    try {
      return await this.#clear(readBatch(items, participant, pathOf), caller);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'OVERLOADED') this.#onLimit('shard-queue');
      return refusalOf(error);
    } finally {
      this.#admission.leave(participant, items.length);
    }
  }

  async #clear(read: (Transaction | Refusal)[], caller: Caller): Promise<(Answer | Refusal)[]> {
    const wellFormed = read.filter((item): item is Transaction => !(item instanceof Refusal));
    const answers = await this.#router.submit(wellFormed, caller.deadlineAtMs);
    if (answers.length === read.length) return answers;
    let next = 0;
    return read.map((item) => {
      if (item instanceof Refusal) return item;
      next += 1;
      return answers[next - 1] as Answer;
    });
  }
}
