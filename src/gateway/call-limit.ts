import type { CallLimitName, Limit } from './limits.ts';
import { CALL_LIMITS } from './limits.ts';
import type { Refusal } from './refusal.ts';
import { limitPassed } from './refusal.ts';
import { UnderWay } from './under-way.ts';

/** Lets in so many calls of one kind at a time, of each participant and of all: what each takes, others can't have. */
export class CallLimit {
  readonly #name: CallLimitName;
  readonly #onLimit: (limit: Limit) => void;
  readonly #ofParticipants: UnderWay;
  #count = 0;

  constructor(name: CallLimitName, onLimit: (limit: Limit) => void) {
    this.#name = name;
    this.#onLimit = onLimit;
    this.#ofParticipants = new UnderWay(CALL_LIMITS[name].max);
  }

  /** What the work answers; or why it can't be begun now. */
  async within<T>(participant: string, work: () => Promise<T>): Promise<T | Refusal> {
    const { max, maxInAll, one, many } = CALL_LIMITS[this.#name];
    if (!this.#ofParticipants.enter(participant)) {
      return this.#refuse(
        `${max === 1 ? `one ${one}` : `at most ${max} ${many}`} of a participant at a time`,
      );
    }
    this.#count += 1;
    try {
      return this.#count > maxInAll ? this.#refuse(`at most ${maxInAll} ${many} at a time`) : await work();
    } finally {
      this.#count -= 1;
      this.#ofParticipants.leave(participant);
    }
  }

  #refuse(description: string): Refusal {
    this.#onLimit(this.#name);
    return limitPassed(this.#name, description, CALL_LIMITS[this.#name].retryMs);
  }
}
