import { LRUCache } from 'lru-cache';
import type { Card } from '../ledger/account.ts';

/** Whoever keeps cards in the cache: one term of ownership of a shard. Cards of a term that is over are never found. */
export interface CacheTerm {
  readonly shard: number;
}

/**
 * Cards in memory, for all shards of a worker together, so that the bound is one of the process. The least recently used
 * leave first. Only cards as they are in the database may be put: a term whose commit failed must not be used again.
 */
export class CardCache {
  readonly #cards: LRUCache<number, { readonly term: CacheTerm; readonly card: Card }>;

  /** @param cardsMax how many cards are kept; at about 0.5 KiB each */
  constructor(cardsMax: number) {
    this.#cards = new LRUCache({ max: cardsMax });
  }

  get size(): number {
    return this.#cards.size;
  }

  get(term: CacheTerm, number: number): Card | undefined {
    const cached = this.#cards.get(number);
    return cached?.term === term ? cached.card : undefined;
  }

  put(term: CacheTerm, card: Card): void {
    this.#cards.set(card.number, { term, card });
  }
}
