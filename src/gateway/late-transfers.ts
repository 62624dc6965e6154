import type { Result, Transaction } from '../ledger/transaction.ts';
import type { Item } from './batch.ts';
import { noAnswer } from './lane.ts';

interface LateTransfer {
  readonly item: Item;
  readonly shard: number;
  /** When its shard is asked again; Infinity while it is on its way there. */
  overdueAtMs: number;
  attempts: number;
}

/**
 * Transactions that their shard has taken and will answer later: because another shard has to (transfers and their
 * reversals), or because an issuer's host has to. They are found by participant, card and id; several callers may wait for
 * one. What follows up something that a host is still asked about has no name yet: whoever asks under it may ask for
 * something else.
 */
export class LateTransfers {
  readonly #waits: { readonly replyWaitMs: number; readonly replyWaitMaxMs: number };
  readonly #byName = new Map<string, LateTransfer[]>();

  constructor(waits: { readonly replyWaitMs: number; readonly replyWaitMaxMs: number }) {
    this.#waits = waits;
  }

  get count(): number {
    let count = 0;
    for (const transfers of this.#byName.values()) count += transfers.length;
    return count;
  }

  add(item: Item, shard: number, { nowMs, isNamed }: { nowMs: number; isNamed: boolean }): void {
    item.isLate = true;
    const name = isNamed ? nameOf(item.transaction) : '';
    const transfers = this.#byName.get(name) ?? [];
    if (transfers.length === 0) this.#byName.set(name, transfers);
    let transfer = transfers.find((other) => other.item === item);
    if (transfer === undefined) {
      transfer = { item, shard, overdueAtMs: 0, attempts: 0 };
      transfers.push(transfer);
    }
    const waitMs = this.#waits.replyWaitMs * 2 ** transfer.attempts;
    transfer.overdueAtMs = nowMs + Math.min(waitMs, this.#waits.replyWaitMaxMs);
  }

  heard(transaction: Pick<Transaction, 'participant' | 'card' | 'id'>, result: Result): void {
    const name = nameOf(transaction);
    for (const { item } of this.#byName.get(name) ?? []) item.answer(result);
    this.#byName.delete(name);
  }

  /** Forgets what is answered, answers what nobody can wait for any longer, and gives back what is overdue. */
  tend(nowMs: number): { readonly item: Item; readonly shard: number }[] {
    const overdue: LateTransfer[] = [];
    for (const [name, transfers] of this.#byName) {
      for (const transfer of transfers) {
        const { item } = transfer;
        if (item.batch.deadlineAtMs <= nowMs && item.isOpen()) item.answer(noAnswer());
        if (!item.isOpen() || nowMs < transfer.overdueAtMs) continue;
        transfer.overdueAtMs = Number.POSITIVE_INFINITY;
        transfer.attempts += 1;
        item.isLate = false;
        overdue.push(transfer);
      }
      const open = transfers.filter(({ item }) => item.isOpen());
      if (open.length === 0) this.#byName.delete(name);
      else if (open.length < transfers.length) this.#byName.set(name, open);
    }
    return overdue;
  }

  /** All that are waited for. */
  items(): Item[] {
    return [...this.#byName.values()].flat().map(({ item }) => item);
  }
}

function nameOf(transaction: Pick<Transaction, 'participant' | 'card' | 'id'>): string {
  return `${transaction.card} ${transaction.id} ${transaction.participant}`;
}
