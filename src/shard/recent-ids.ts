import { charCode } from '../char-code.ts';

/**
 * Tells ids that can't have been recorded from those that may have been, so that a turn looks up only the latter: looking
 * for every id of a turn costs Postgres nearly as much as committing them.
 *
 * It rests on UUIDs of version 7 (RFC 9562) being ordered by their time, and on nothing that a client promises: an id
 * above every id ever recorded is new, whatever clock made it. So it keeps the greatest id it has forgotten, and those
 * recorded since. Ids of other versions, and old ones, are looked up. A client whose clock is far ahead only makes this
 * shard look up more.
 */
export class RecentIds {
  /** Every id of version 7 that was recorded and is in neither generation is this one or below. */
  #forgotten: string;
  /** No id of version 7 above this one was recorded: nearly all that come are, and need no look. */
  #newest: string;
  #previous = new Set<string>();
  #current = new Set<string>();

  readonly #generationIds: number;

  /**
   * @param newestId the greatest id of version 7 that the shard has recorded; '' for none
   * @param generationIds how many ids a generation has; two are kept
   */
  constructor(newestId: string, generationIds: number) {
    this.#generationIds = generationIds;
    this.#forgotten = newestId;
    this.#newest = newestId;
  }

  /** False for an id that was never recorded in this shard. */
  mayBeRecorded(id: string): boolean {
    if (!isVersion7(id)) return true;
    if (id > this.#newest) return false;
    return id <= this.#forgotten || this.#current.has(id) || this.#previous.has(id);
  }

  /** Takes note of an id whose entry is committed. */
  add(id: string): void {
    if (!isVersion7(id)) return;
    if (id > this.#newest) this.#newest = id;
    this.#current.add(id);
    if (this.#current.size < this.#generationIds) return;
    for (const old of this.#previous) if (old > this.#forgotten) this.#forgotten = old;
    this.#previous = this.#current;
    this.#current = new Set();
  }
}

/** Canonical text: the version is the fifteenth character. */
function isVersion7(id: string): boolean {
  return charCode(id, 14) === 0x37;
}

/** The greatest id of version 7 among these and `newestId`. */
export function newestIdOf(newestId: string, entries: readonly { readonly id: string }[]): string {
  let newest = newestId;
  for (const { id } of entries) if (id > newest && isVersion7(id)) newest = id;
  return newest;
}
