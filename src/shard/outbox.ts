import { shardOf } from '../ledger/card.ts';
import type { Leg } from '../ledger/leg.ts';
import type { Transit } from '../ledger/state.ts';
import { transitKey } from '../ledger/state.ts';
import type { OutboxRow } from './ports.ts';
import type { ResendOptions } from './resends.ts';
import { Resends } from './resends.ts';

/** Rows of one turn: enough for one per target and one per reclaim of a turn of the largest size. */
export const ROWS_PER_TURN = 65_536;

/**
 * The legs of a shard that are not acknowledged, in memory as in the table `outbox`. A row is sent when its commit is
 * done, and again, ever more seldom, until the other shard has acknowledged it.
 */
export class Outbox {
  readonly #rows: Resends<number, OutboxRow>;
  /** Rows of reclaims, which end with the other shard's `settle`, by `transitKey`. */
  readonly #reclaims = new Map<string, number>();

  constructor(options: ResendOptions) {
    this.#rows = new Resends(options);
  }

  /**
   * The rows of a turn: one per target for its credits, which are acknowledged together; a row of its own for each reclaim,
   * which is not acknowledged but settled, and for each settle, which may have to wait for room in its account.
   */
  static rowsOf(turn: number, legs: readonly Leg[], shards: number): OutboxRow[] {
    const rows: { target: number; legs: Leg[] }[] = [];
    const credits = new Map<number, Leg[]>();
    for (const leg of legs) {
      const target = shardOf(leg.card, shards);
      const group = leg.kind === 'credit' ? credits.get(target) : undefined;
      if (group !== undefined) {
        group.push(leg);
        continue;
      }
      const row = { target, legs: [leg] };
      rows.push(row);
      if (leg.kind === 'credit') credits.set(target, row.legs);
    }
    return rows.map((row, index) => ({ number: turn * ROWS_PER_TURN + index, ...row }));
  }

  /** Takes a committed row; it is due to be sent at once. */
  add(row: OutboxRow): void {
    this.#rows.add(row.number, row);
    const leg = row.legs[0];
    if (leg?.kind === 'reclaim')
      this.#reclaims.set(transitKey(leg.id, leg.peer, leg.participant), row.number);
  }

  get(number: number): OutboxRow | undefined {
    return this.#rows.get(number);
  }

  /** The row of a reclaim that this shard sent for the transaction `id` of `card`. */
  reclaimOf(id: string, card: number, participant: string): number | undefined {
    return this.#reclaims.get(transitKey(id, card, participant));
  }

  remove(number: number): void {
    const leg = this.#rows.get(number)?.legs[0];
    if (leg?.kind === 'reclaim') this.#reclaims.delete(transitKey(leg.id, leg.peer, leg.participant));
    this.#rows.remove(number);
  }

  /** Rows to send now, oldest first, each with how often it was sent before. */
  takeDue(nowMs: number): { item: OutboxRow; attempts: number }[] {
    return this.#rows.takeDue(nowMs);
  }

  get size(): number {
    return this.#rows.size;
  }

  /** What is in transit according to the rows that were loaded: transfers and reversals whose callers may ask again. */
  static transitOf(rows: readonly OutboxRow[]): Map<string, Transit> {
    const transit = new Map<string, Transit>();
    for (const leg of rows.flatMap((row) => row.legs)) {
      if (leg.kind !== 'settle')
        transit.set(transitKey(leg.id, leg.peer, leg.participant), { leg, gateways: new Set() });
    }
    return transit;
  }
}
