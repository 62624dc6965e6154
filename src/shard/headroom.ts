import type { LimitKind, Network } from '../ledger/network.ts';
import type { Share, Shares } from '../ledger/shares.ts';
import type { Recall } from './envelope.ts';
import type { HeadroomMove } from './ports.ts';

/** How often a shard gives back what it did not need, and looks for participants that were given a limit. */
const TEND_EVERY_MS = 1_000;

/** A pool that had less than was asked for is not asked again before. */
const EMPTY_MS = 100;

/** The other shards are not asked again for what they do not need before. */
const RECALL_EVERY_MS = 1_000;

/**
 * A shard's shares of what one kind of limit leaves participants. Together with what no shard has drawn, and with what is
 * used, the shares of all shards are the limit: so each shard decides by its own share, none asks another, and no limit is
 * exceeded by a point.
 *
 * Before a turn, a shard draws from the free pool what the turn may need beyond its share; the smaller the pool, the less
 * of it at a time. Within the turn, transactions use the share up and give back to it; the new share is stored with the
 * turn. Once a second, what lay idle the whole second goes back to the pool, so that near the limit little lies in shards
 * that do not need it; and when a shard has found too little, what the others do not need in their very next turn.
 */
export class Headroom {
  readonly #kind: LimitKind;
  /** As they are stored, but for what the turn under way does to them. */
  readonly #shares: Shares;
  /** The least that each share has been since the last look, by participant. */
  readonly #idle = new Map<string, number>();
  readonly #emptyUntilMs = new Map<string, number>();
  readonly #recallFromMs = new Map<string, number>();
  #nextTendMs = 0;

  /** @param shares the state's own */
  constructor(kind: LimitKind, shares: Shares) {
    this.#kind = kind;
    this.#shares = shares;
    for (const [participant, amount] of shares.of(kind)) this.#idle.set(participant, amount);
  }

  /**
   * What to draw or to give back before the turn, and where to take part; nearly always nothing.
   *
   * @param needs what the turn may use of limits at most, by participant; 0 for those that it may only give back to
   * @param nowMs of the machine's clock, as in `shortOf`: ledger time may stand still for as long as that clock was ahead
   * @param recalled participants of whose limit other shards have found too little
   */
  movesFor(
    needs: ReadonlyMap<string, number>,
    network: Network,
    nowMs: number,
    recalled: Iterable<string> = [],
  ): HeadroomMove[] {
    const kind = this.#kind;
    const moves = new Map<string, number>();
    if (isOver(this.#nextTendMs, nowMs, TEND_EVERY_MS)) this.#tend(moves, network, nowMs);
    for (const participant of recalled) {
      const share = this.#shares.of(kind).get(participant) ?? 0;
      if (share > 0) moves.set(participant, -share);
    }
    for (const [participant, needed] of needs) {
      if (!isLimited(network, participant, kind)) continue;
      const share = this.#shares.of(kind).get(participant);
      const missing = needed - (share ?? 0);
      if (missing > 0 && isOver(this.#emptyUntilMs.get(participant), nowMs, EMPTY_MS)) {
        moves.set(participant, missing);
        this.#emptyUntilMs.set(participant, nowMs + EMPTY_MS);
      } else if (share === undefined) moves.set(participant, 0);
      else keepAtLeast(moves, participant, share - needed);
    }
    return [...moves].map(([participant, change]) => ({ kind, participant, change }));
  }

  /** Takes note of shares as they are after moves; those of other limits are not its own. */
  took(shares: readonly Share[]): void {
    for (const share of shares) {
      const { kind, participant, amount } = share;
      if (kind !== this.#kind) continue;
      const before = this.#shares.of(kind).get(participant) ?? 0;
      // It had what was asked for, as far as can be told: the next who needs more may ask at once.
      if (amount > before) this.#emptyUntilMs.delete(participant);
      this.#shares.set(share);
      this.#idle.set(participant, Math.min(this.#idle.get(participant) ?? amount, amount));
    }
  }

  /** Limits of which the turn may need more than there was, for the other shards to give back what they do not need. */
  shortOf(needs: ReadonlyMap<string, number>, nowMs: number): Recall[] {
    const short: Recall[] = [];
    for (const [participant, needed] of needs) {
      const share = this.#shares.of(this.#kind).get(participant);
      if (share === undefined || needed <= share) continue;
      if (!isOver(this.#recallFromMs.get(participant), nowMs, RECALL_EVERY_MS)) continue;
      this.#recallFromMs.set(participant, nowMs + RECALL_EVERY_MS);
      short.push({ limit: this.#kind, participant });
    }
    return short;
  }

  /** Takes note of what a turn has left. */
  turned(): void {
    for (const [participant, share] of this.#shares.of(this.#kind)) {
      if (share < (this.#idle.get(participant) ?? 0)) this.#idle.set(participant, share);
    }
  }

  #tend(moves: Map<string, number>, network: Network, nowMs: number): void {
    this.#nextTendMs = nowMs + TEND_EVERY_MS;
    const shares = this.#shares.of(this.#kind);
    for (const { code } of network.participants.values()) {
      if (!shares.has(code) && isLimited(network, code, this.#kind)) moves.set(code, 0);
    }
    for (const [participant, share] of shares) {
      const idle = this.#idle.get(participant) ?? 0;
      if (idle > 0) moves.set(participant, -idle);
      this.#idle.set(participant, share);
    }
  }
}

/** A pause of which more is left than it is long began before the clock went back. */
function isOver(untilMs: number | undefined, nowMs: number, pauseMs: number): boolean {
  return untilMs === undefined || nowMs >= untilMs || untilMs - nowMs > pauseMs;
}

function isLimited({ participants }: Network, participant: string, kind: LimitKind): boolean {
  return participants.get(participant)?.limits?.includes(kind) === true;
}

/** Gives no more back than the turn leaves over. */
function keepAtLeast(moves: Map<string, number>, participant: string, surplus: number): void {
  const back = Math.min(-(moves.get(participant) ?? 0), surplus);
  if (back > 0) moves.set(participant, -back);
  else moves.delete(participant);
}
