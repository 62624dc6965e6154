import type { Fault } from '../fault.ts';
import type { CardStatus } from '../ledger/account.ts';
import { noAnswer } from './lane.ts';

/** A change of the status of a card. */
export interface CardStatusChange {
  readonly card: number;
  readonly status: CardStatus;
  /** One above the version that was read, after the change was asked for. */
  readonly version: number;
}

interface Wanted extends CardStatusChange {
  readonly shard: number;
  readonly deadlineAtMs: number;
}

interface Request extends Wanted {
  /** Of all envelopes that were sent for it: the answer to any of them will do. */
  readonly numbers: number[];
  readonly resolve: () => void;
  readonly reject: (fault: Fault) => void;
  overdueAtMs: number;
  fault: Fault | undefined;
}

/** Sends a request as the envelope of this number; again, where others of it may wait in the queue. */
type Dispatch = (request: Wanted, number: number, how: { isAgain: boolean }) => void;

/** Changes of card statuses that their shards have not confirmed. Rare, so that they need no lane of their own. */
export class CardStatusRequests {
  readonly #waits: { readonly replyWaitMs: number };
  readonly #dispatch: Dispatch;
  readonly #byNumber = new Map<number, Request>();

  constructor(waits: { readonly replyWaitMs: number }, dispatch: Dispatch) {
    this.#waits = waits;
    this.#dispatch = dispatch;
  }

  get count(): number {
    return this.#byNumber.size;
  }

  /** Sends a change and resolves when its shard has confirmed it; rejects with a fault at its deadline. */
  add(wanted: Wanted, number: number, nowMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.send({ ...wanted, numbers: [], resolve, reject, overdueAtMs: 0, fault: undefined }, number, nowMs);
    });
  }

  send(request: Request, number: number, nowMs: number): void {
    request.numbers.push(number);
    request.overdueAtMs = nowMs + this.#waits.replyWaitMs;
    this.#byNumber.set(number, request);
    this.#dispatch(request, number, { isAgain: request.numbers.length > 1 });
  }

  heard(number: number): void {
    const request = this.#byNumber.get(number);
    if (request === undefined) return;
    this.#forget(request);
    request.resolve();
  }

  sendFailed(number: number, fault: Fault): void {
    const request = this.#byNumber.get(number);
    if (request !== undefined) request.fault = fault;
  }

  /** Rejects those whose deadline has passed and returns those that are to be sent again. */
  tend(nowMs: number): Request[] {
    const requests = new Set(this.#byNumber.values());
    for (const request of requests) {
      if (request.deadlineAtMs > nowMs) continue;
      this.#reject(request, request.fault ?? noAnswer());
      requests.delete(request);
    }
    return [...requests].filter((request) => request.overdueAtMs <= nowMs);
  }

  abandon(fault: Fault): void {
    for (const request of new Set(this.#byNumber.values())) this.#reject(request, fault);
  }

  #reject(request: Request, fault: Fault): void {
    this.#forget(request);
    request.reject(fault);
  }

  #forget(request: Request): void {
    for (const number of request.numbers) this.#byNumber.delete(number);
  }
}
