import { Fault } from '../fault.ts';
import type { Decision } from '../ledger/transaction.ts';
import type { Item } from './batch.ts';

/** How a lane waits and how much it holds. */
export interface LaneLimits {
  /** Transactions of one envelope: what a shard decides and commits in one turn without keeping others waiting. */
  readonly envelopeItemsMax: number;
  /** Transactions in the lane; a lane that is full takes no further batch. */
  readonly laneItemsMax: number;
  /**
   * An answer that has not come after so long is asked for again, then after twice as long, and so on up to
   * `replyWaitMaxMs`. Shorter repairs a lost answer sooner, longer puts fewer copies before a shard that is away.
   */
  readonly replyWaitMs: number;
  readonly replyWaitMaxMs: number;
}

/** First wait before a queue that did not take an envelope is tried again; doubles up to `replyWaitMs`. */
const QUEUE_RETRY_MS = 100;

/** What a lane needs of the router. */
export interface LaneOwner {
  /** Sends an envelope and names it. Those that were sent before since the shard was heard of may all be in its queue. */
  dispatch(lane: Lane, items: readonly Item[], how: { isRetry: boolean; isAgain: boolean }): number;
  /** The item will be answered later: by its name, or when it is asked again. */
  becameLate(lane: Lane, item: Item, how: { nowMs: number; isNamed: boolean }): void;
}

/**
 * The way of this gateway to one shard: items leave in the order in which they came.
 *
 * - Free: nothing is out. What arrives leaves at once.
 * - Out: an envelope is under way, and what arrives waits behind it. Its answer makes the lane free, and everything that
 *   waits leaves as the next envelope.
 * - Overdue: out, and its answer did not come in time. What of it is still wanted is sent again; when nobody waits for it
 *   any more, what arrived since leaves instead, no sooner: a shard that is away does not find a heap of envelopes.
 */
export class Lane {
  readonly shard: number;
  readonly #limits: LaneLimits;
  readonly #owner: LaneOwner;
  #waiting: Item[] = [];
  #out: readonly Item[] = [];
  /** Number of the envelope that is out; 0 while free. */
  #number = 0;
  /** When the envelope that is out is overdue. */
  #overdueAtMs = 0;
  /** Envelopes sent, and sends that failed, since the shard was heard of. */
  #sends = 0;
  #failures = 0;
  /** Why the queue did not take the last envelope. */
  #fault: Fault | undefined;

  constructor(shard: number, limits: LaneLimits, owner: LaneOwner) {
    this.shard = shard;
    this.#limits = limits;
    this.#owner = owner;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  get outCount(): number {
    return this.#out.length;
  }

  isFull(): boolean {
    return this.#waiting.length + this.#out.length >= this.#limits.laneItemsMax;
  }

  /** Puts an item behind the others. `proceed` has to follow, once the whole batch is in its lanes. */
  add(item: Item): void {
    this.#waiting.push(item);
  }

  /** Sends the next envelope if the lane is free, or what is out again if it is overdue. */
  proceed(nowMs: number): void {
    if (this.#number === 0) {
      this.#send(this.#take(), false, nowMs);
    } else if (nowMs >= this.#overdueAtMs) {
      const unanswered = this.#out.filter(isInLane);
      if (unanswered.length > 0) this.#send(unanswered, true, nowMs);
      else this.#send(this.#take(), false, nowMs);
    }
  }

  /**
   * An answer of the shard to an envelope of this lane. It may be an earlier one than the one that is out: then both are
   * in the queue, and the later answer follows soon.
   */
  heard(number: number, items: readonly Item[], results: readonly Decision[], nowMs: number): void {
    for (const [index, item] of items.entries()) {
      const result = results[index];
      if (result && result !== 'again') item.answer(result);
      else if (isInLane(item)) this.#owner.becameLate(this, item, { nowMs, isNamed: result !== 'again' });
    }
    this.#sends = 0;
    this.#failures = 0;
    if (number !== this.#number && this.#out.some(isInLane)) {
      this.#overdueAtMs = nowMs + this.#limits.replyWaitMs;
      return;
    }
    this.#number = 0;
    this.#out = [];
    this.proceed(nowMs);
  }

  /** The queue did not take an envelope, or did and could not say so. */
  sendFailed(number: number, fault: Fault, nowMs: number): void {
    if (number !== this.#number) return;
    this.#fault = fault;
    const waitMs = QUEUE_RETRY_MS * 2 ** this.#failures;
    this.#sends -= 1;
    this.#failures += 1;
    this.#overdueAtMs = nowMs + Math.min(waitMs, this.#limits.replyWaitMs);
  }

  /** Answers what nobody can wait for any longer, and goes on. */
  tend(nowMs: number): void {
    this.#expire(nowMs);
    this.proceed(nowMs);
  }

  /** Answers everything with a fault. */
  abandon(fault: Fault): void {
    for (const item of this.#waiting) item.answer(fault);
    for (const item of this.#out) if (!item.isLate) item.answer(fault);
    this.#waiting = [];
    this.#out = [];
  }

  #send(items: readonly Item[], isRetry: boolean, nowMs: number): void {
    if (items.length === 0) return;
    this.#out = items;
    const waitMs = this.#limits.replyWaitMs * 2 ** this.#sends;
    this.#overdueAtMs = nowMs + Math.min(waitMs, this.#limits.replyWaitMaxMs);
    const isAgain = this.#sends > 0;
    this.#sends += 1;
    this.#fault = undefined;
    this.#number = this.#owner.dispatch(this, items, { isRetry, isAgain });
  }

  /** The items of the next envelope: all that wait, up to the limit, no linked chain cut in two. */
  #take(): Item[] {
    const waiting = this.#waiting;
    let end = Math.min(waiting.length, this.#limits.envelopeItemsMax);
    while (end < waiting.length && end > 0 && waiting[end - 1]?.transaction.linked) end -= 1;
    const taken = end === waiting.length ? waiting : waiting.slice(0, end);
    this.#waiting = end === waiting.length ? [] : waiting.slice(end);
    return taken.every(isInLane) ? taken : taken.filter(isInLane);
  }

  #expire(nowMs: number): void {
    const isOver = (item: Item): boolean => item.batch.deadlineAtMs <= nowMs;
    const unsent = this.#waiting.some(isOver);
    if (!unsent && !this.#out.some((item) => isOver(item) && isInLane(item))) return;
    const fault = this.#fault ?? noAnswer();
    for (const item of this.#out) if (isOver(item) && isInLane(item)) item.answer(fault);
    // What nobody waits for takes no room: a lane may rest like this until its shard is back.
    this.#out = this.#out.filter(isInLane);
    if (!unsent) return;
    for (const item of this.#waiting) if (isOver(item)) item.answer(fault);
    this.#waiting = this.#waiting.filter((item) => !isOver(item));
  }
}

/** The fault of an item whose caller can't wait any longer. */
export function noAnswer(): Fault {
  return new Fault('DEADLINE_EXCEEDED', 'no answer of the shard before the deadline', { retryable: true });
}

/** True for an item that is wanted and that this lane has to see to. */
function isInLane(item: Item): boolean {
  return !item.isLate && item.isOpen();
}
