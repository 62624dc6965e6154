import { shardOf } from '../ledger/card.ts';
import type { Submission } from './submission.ts';
import type { NewTransaction } from './transaction.ts';

/** One transaction on its way. */
export interface Item {
  readonly transaction: NewTransaction;
  readonly submission: Submission;
  readonly index: number;
  readonly lane: Lane;
}

/**
 * The way of some cards: in order, because nothing leaves while something that left is not answered.
 *
 * - Resting: nothing waits, nothing is out.
 * - Ready: something waits, and leaves with the next batch.
 * - Out: the items that left are not answered, or will be sent again after a delay. What arrives waits behind them.
 */
export interface Lane {
  state: 'resting' | 'ready' | 'out';
  waiting: Item[];
}

/** What leaves at once. */
export interface Batch {
  /** None, where all that waited was past its deadline. */
  readonly items: readonly Item[];
  /** That the items are of, out now. */
  readonly lanes: readonly Lane[];
}

/**
 * Cards are told apart by this much of their hash. So many lanes are rarely shared by two cards under way, and those
 * that are empty cost nothing.
 */
const LANES = 1_024;

/** What waits to be sent, by its card. */
export class Lanes {
  readonly #lanes: readonly Lane[] = Array.from({ length: LANES }, () => ({ state: 'resting', waiting: [] }));
  /** Lanes in the state `ready`, in the order in which they became so. */
  readonly #ready: Lane[] = [];

  add(transaction: NewTransaction, submission: Submission, index: number): void {
    const lane = this.#lanes[shardOf(transaction.card, LANES)] as Lane;
    lane.waiting.push({ transaction, submission, index, lane });
    if (lane.state === 'resting') this.#free(lane);
  }

  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  /** Takes what fits into one batch of the lanes that are ready; undefined when none is. */
  take(itemsMax: number): Batch | undefined {
    const items: Item[] = [];
    let taken = 0;
    while (taken < this.#ready.length && takeInto(items, this.#ready[taken] as Lane, itemsMax)) taken += 1;
    if (taken === 0) return undefined;
    const lanes = this.#ready.splice(0, taken);
    for (const lane of lanes) lane.state = 'out';
    return { items, lanes };
  }

  /** Ends what lanes are in: each is ready if something waits, else it rests. */
  free(lanes: Iterable<Lane>): void {
    for (const lane of lanes) this.#free(lane);
  }

  #free(lane: Lane): void {
    lane.state = lane.waiting.length > 0 ? 'ready' : 'resting';
    if (lane.state === 'ready') this.#ready.push(lane);
  }
}

/** Puts items of a batch back to the head of their lanes, in their order. */
export function putBack(items: readonly Item[]): void {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index] as Item;
    item.lane.waiting.unshift(item);
  }
}

/**
 * Moves items that somebody still waits for from a lane into a batch, as many as it has room for, no linked chain cut in
 * two: one that is longer than a batch may be is a batch of its own. False when there is no room for any of them.
 */
function takeInto(items: Item[], lane: Lane, itemsMax: number): boolean {
  const { waiting } = lane;
  const isLinked = (index: number): boolean => waiting[index]?.transaction.linked === true;
  // A chain that is longer than a batch may be has left less than no room behind it.
  let end = Math.min(waiting.length, Math.max(0, itemsMax - items.length));
  while (end < waiting.length && end > 0 && isLinked(end - 1)) end -= 1;
  if (end === 0 && waiting.length > 0) {
    if (items.length > 0) return false;
    end = 1;
    while (isLinked(end - 1)) end += 1;
  }
  for (let index = 0; index < end; index += 1) {
    const item = waiting[index] as Item;
    if (item.submission.isOpen(item.index)) items.push(item);
  }
  lane.waiting = end === waiting.length ? [] : waiting.slice(end);
  return true;
}
