import type { LimitKind } from './network.ts';
import { LIMIT_KINDS } from './network.ts';

/** What one shard may still use of a participant's limit, in millionths of a standard point. */
export interface Share {
  readonly kind: LimitKind;
  readonly participant: string;
  readonly amount: number;
}

/**
 * A shard's shares of limits. A turn uses them up and gives back to them, and what it has left is stored in its commit.
 * Without a share a net debit is not capped, and the network does not stand in.
 */
export class Shares {
  readonly #amounts = byKind(() => new Map<string, number>());
  readonly #changed = byKind(() => new Set<string>());

  /** Begins a turn. */
  begin(): void {
    for (const kind of LIMIT_KINDS) this.#changed[kind].clear();
  }

  /** Those of one kind of limit, by participant. */
  of(kind: LimitKind): ReadonlyMap<string, number> {
    return this.#amounts[kind];
  }

  /** Takes note of a share as it is stored. */
  set({ kind, participant, amount }: Share): void {
    this.#amounts[kind].set(participant, amount);
  }

  /** Adds to a share, if there is one, what the turn gives back to it; below zero, what the turn uses. */
  change(kind: LimitKind, participant: string, change: number): void {
    const amount = this.#amounts[kind].get(participant);
    if (amount === undefined) return;
    this.#amounts[kind].set(participant, amount + change);
    this.#changed[kind].add(participant);
  }

  /** Those that the turn has changed, as they are now. */
  changed(): Share[] {
    return LIMIT_KINDS.flatMap((kind) =>
      [...this.#changed[kind]].map((participant) => {
        return { kind, participant, amount: this.#amounts[kind].get(participant) ?? 0 };
      }),
    );
  }
}

function byKind<Value>(make: () => Value): Readonly<Record<LimitKind, Value>> {
  return { NET_DEBIT: make(), STAND_IN: make() };
}
