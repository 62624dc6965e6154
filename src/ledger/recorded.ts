import type { Entry } from './transaction.ts';

/**
 * The entries a turn may have to know of: those that prefetch found under the ids of the turn, and those the turn makes.
 * One id names an entry per card and origin; nearly always that is one entry, hence a chain and no second map.
 */
export class Recorded {
  readonly #byId = new Map<string, Entry | Entry[]>();

  add(entry: Entry): void {
    const known = this.#byId.get(entry.id);
    if (known === undefined) this.#byId.set(entry.id, entry);
    else if (Array.isArray(known)) known.push(entry);
    else this.#byId.set(entry.id, [known, entry]);
  }

  /** Takes back the entry that was added last. */
  remove(entry: Entry): void {
    const known = this.#byId.get(entry.id);
    if (Array.isArray(known)) known.splice(known.indexOf(entry), 1);
    else this.#byId.delete(entry.id);
  }

  find(id: string, card: number, origin: string): Entry | undefined {
    const known = this.#byId.get(id);
    if (known === undefined) return undefined;
    if (!Array.isArray(known)) return known.card === card && known.origin === origin ? known : undefined;
    return known.find((entry) => entry.card === card && entry.origin === origin);
  }

  /** All with this id on this card, oldest first. */
  all(id: string, card: number): readonly Entry[] {
    const known = this.#byId.get(id);
    if (known === undefined) return [];
    if (!Array.isArray(known)) return known.card === card ? [known] : [];
    return known.filter((entry) => entry.card === card).sort((a, b) => a.seq - b.seq);
  }
}
