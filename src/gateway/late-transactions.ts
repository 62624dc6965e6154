import type { Result, Transaction } from '../ledger/transaction.ts';
import type { Item } from './batch.ts';
import { noAnswer } from './lane.ts';

interface LateTransaction {
  readonly item: Item;
  readonly shard: number;
  readonly isNamed: boolean;
  /** When its shard is asked again; Infinity while it is on its way there. */
  overdueAtMs: number;
  attempts: number;
}

/**
 * Transactions that their shard has taken and will answer later: because another shard has to (transfers and their
 * reversals), or because an issuer's host has to. They are found by participant, card and id; several callers may wait for
 * one. What its shard can't take yet, because a host is still asked about what it follows up, or is asked enough, has no name
 * yet: whoever asks under it may ask for something else. It is asked again when the shard has heard of hosts.
 */
export class LateTransactions {
  readonly #waits: { readonly replyWaitMs: number; readonly replyWaitMaxMs: number };
  readonly #byName = new Map<string, Map<Item, LateTransaction>>();

  constructor(waits: { readonly replyWaitMs: number; readonly replyWaitMaxMs: number }) {
    this.#waits = waits;
  }

  get count(): number {
    let count = 0;
    for (const waiting of this.#byName.values()) count += waiting.size;
    return count;
  }

  add(item: Item, shard: number, { nowMs, isNamed }: { nowMs: number; isNamed: boolean }): void {
    item.isLate = true;
    const name = isNamed ? nameOf(item.transaction) : namelessOf(shard);
    const waiting = this.#byName.get(name) ?? new Map<Item, LateTransaction>();
    if (waiting.size === 0) this.#byName.set(name, waiting);
    let late = waiting.get(item);
    if (late === undefined) {
      late = { item, shard, isNamed, overdueAtMs: 0, attempts: 0 };
      waiting.set(item, late);
    }
    const waitMs = this.#waits.replyWaitMs * 2 ** late.attempts;
    late.overdueAtMs = nowMs + Math.min(waitMs, this.#waits.replyWaitMaxMs);
  }

  heard(transaction: Pick<Transaction, 'participant' | 'card' | 'id'>, result: Result): void {
    const name = nameOf(transaction);
    for (const item of this.#byName.get(name)?.keys() ?? []) item.answer(result);
    this.#byName.delete(name);
  }

  /** A shard has heard of hosts: so much of what it could not take before is due, the first of it that came. */
  wake(shard: number, count: number): void {
    let left = count;
    for (const late of this.#byName.get(namelessOf(shard))?.values() ?? []) {
      if (left === 0) return;
      if (late.overdueAtMs === Number.POSITIVE_INFINITY) continue;
      late.overdueAtMs = 0;
      left -= 1;
    }
  }

  /**
   * Forgets what is answered, answers what nobody can wait for any longer, and gives back what is overdue; of what its shard
   * could not take yet, nothing before what came earlier for the same card, which it may follow up.
   */
  tend(nowMs: number): Pick<LateTransaction, 'item' | 'shard' | 'isNamed'>[] {
    const overdue: LateTransaction[] = [];
    for (const [name, waiting] of this.#byName) {
      const stayingCards = new Set<number>();
      for (const late of waiting.values()) {
        const { item, isNamed } = late;
        const { card } = item.transaction;
        if (item.batch.deadlineAtMs <= nowMs && item.isOpen()) item.answer(noAnswer());
        if (!item.isOpen()) waiting.delete(item);
        if (!item.isOpen() || late.overdueAtMs === Number.POSITIVE_INFINITY) continue;
        if (nowMs < late.overdueAtMs || (!isNamed && stayingCards.has(card))) {
          stayingCards.add(card);
          continue;
        }
        late.overdueAtMs = Number.POSITIVE_INFINITY;
        late.attempts += 1;
        item.isLate = false;
        overdue.push(late);
      }
      if (waiting.size === 0) this.#byName.delete(name);
    }
    return overdue;
  }

  /** All that are waited for. */
  items(): Item[] {
    return [...this.#byName.values()].flatMap((waiting) => [...waiting.keys()]);
  }
}

function namelessOf(shard: number): string {
  return `of shard ${shard}`;
}

function nameOf(transaction: Pick<Transaction, 'participant' | 'card' | 'id'>): string {
  return `${transaction.card} ${transaction.id} ${transaction.participant}`;
}
