/** A shard as it is in the database at one moment. */
export interface ShardLook {
  readonly shard: number;
  /** The Postgres session that owns it; null while nobody does. */
  readonly owner: number | null;
  /** Number of its last turn. */
  readonly turn: number;
}

/** Sees each shard of a killed worker commit again. */
export class TakeoverWatch {
  readonly #old: ReadonlyMap<number, number | null>;
  /** The last turn of the old owner, at the latest, by shard; from when there is a new one. */
  readonly #lastTurn = new Map<number, number>();
  readonly #committedAtMs = new Map<number, number>();

  constructor(owned: readonly ShardLook[]) {
    this.#old = new Map(owned.map(({ shard, owner }) => [shard, owner]));
  }

  /** When each of them was seen to. */
  get committedAtMs(): number[] {
    return [...this.#committedAtMs.values()];
  }

  /** Takes a look into account; true when every shard has been seen to commit. */
  isOver(shards: readonly ShardLook[], atMs: number): boolean {
    for (const { shard, owner, turn } of shards) {
      const old = this.#old.get(shard);
      if (old === undefined || owner === old || this.#committedAtMs.has(shard)) continue;
      // A turn that is there when the old owner's session is first seen gone may be one of its own.
      const lastTurn = this.#lastTurn.get(shard);
      if (lastTurn === undefined) this.#lastTurn.set(shard, turn);
      else if (turn > lastTurn) this.#committedAtMs.set(shard, atMs);
    }
    return this.#committedAtMs.size === this.#old.size;
  }
}
