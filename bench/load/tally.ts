import type { Answer } from '../../src/client/response-decoder.ts';
import { isResult } from '../../src/client/response-decoder.ts';

/** What became of transactions. Those that posted or were declined are answered; the others should not be there. */
export interface Requests {
  readonly sent: number;
  readonly posted: number;
  /** By outcome. */
  readonly declined: Readonly<Record<string, number>>;
  /** Without an answer when the load was over. */
  readonly dropped: number;
  /** Answered with DEADLINE_EXCEEDED. */
  readonly timedOut: number;
  /** Answered with any other refusal. */
  readonly errored: number;
}

/** Counts what a load sends and hears. */
export class Tally {
  #sent = 0;
  #posted = 0;
  readonly #declined: Record<string, number> = {};
  #declinedCount = 0;
  #timedOut = 0;
  #errored = 0;

  get answered(): number {
    return this.#posted + this.#declinedCount;
  }

  sent(count: number): void {
    this.#sent += count;
  }

  answer(answer: Answer): void {
    if (!isResult(answer)) this.refused(answer.status, 1);
    else if (answer.outcome === 'POSTED') this.#posted += 1;
    else {
      this.#declined[answer.outcome] = (this.#declined[answer.outcome] ?? 0) + 1;
      this.#declinedCount += 1;
    }
  }

  /** Transactions that have no result. */
  refused(status: string, count: number): void {
    if (status === 'DEADLINE_EXCEEDED') this.#timedOut += count;
    else this.#errored += count;
  }

  /** As of now: what is still under way counts as dropped. */
  requests(): Requests {
    return {
      sent: this.#sent,
      posted: this.#posted,
      declined: { ...this.#declined },
      dropped: this.#sent - this.answered - this.#timedOut - this.#errored,
      timedOut: this.#timedOut,
      errored: this.#errored,
    };
  }
}

export function addRequests(all: readonly Requests[]): Requests {
  const sumOf = (count: (requests: Requests) => number): number =>
    all.reduce((sum, requests) => sum + count(requests), 0);
  const declined: Record<string, number> = {};
  for (const requests of all) {
    for (const [outcome, count] of Object.entries(requests.declined)) {
      declined[outcome] = (declined[outcome] ?? 0) + count;
    }
  }
  return {
    sent: sumOf(({ sent }) => sent),
    posted: sumOf(({ posted }) => posted),
    declined,
    dropped: sumOf(({ dropped }) => dropped),
    timedOut: sumOf(({ timedOut }) => timedOut),
    errored: sumOf(({ errored }) => errored),
  };
}
