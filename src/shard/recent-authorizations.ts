import type { Entry } from '../ledger/transaction.ts';
import type { EntryKey } from './ports.ts';
import type { RecentIds } from './recent-ids.ts';

/**
 * The authorizations of the last moments: most are captured soon, and a turn of the mixed load would read from Postgres
 * for nothing else but what it captures.
 *
 * An authorization is kept as long as it is the only entry under its id, so that whoever looks for that id finds here all
 * that the journal has. Entries never change.
 */
export class RecentAuthorizations {
  readonly #entries = new Map<string, Entry>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  /** The only entry under this id, if it is at hand. */
  get({ id, card }: EntryKey): Entry | undefined {
    const entry = this.#entries.get(id);
    return entry?.card === card ? entry : undefined;
  }

  /** Takes note of an entry that is committed. @param recentIds what had been recorded before it */
  add(entry: Entry, recentIds: RecentIds): void {
    if (this.#entries.delete(entry.id)) return;
    if (entry.type !== 'AUTHORIZE' || entry.outcome !== 'POSTED') return;
    if (recentIds.mayBeRecorded(entry.id)) return;
    this.#entries.set(entry.id, entry);
    if (this.#entries.size <= this.#max) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      break;
    }
  }
}
