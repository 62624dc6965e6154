import type { HostMessage } from '../ledger/host-message.ts';
import { Shares } from '../ledger/shares.ts';
import type { ShardState, TurnBasis } from '../ledger/state.ts';
import { entryKey } from '../ledger/state.ts';
import type { CacheTerm, CardCache } from './card-cache.ts';
import type { Envelope, Recall } from './envelope.ts';
import { Headroom } from './headroom.ts';
import type { TurnAhead } from './headroom-needs.ts';
import { netDebitNeeds, recalledIn, standInNeeds } from './headroom-needs.ts';
import { namesUnknown, needMessage, needsOf } from './needs.ts';
import type { Outbox } from './outbox.ts';
import type { Clock, EntryKey, NetworkSource, ShardObserver, ShardSession, ShardSnapshot } from './ports.ts';
import { RecentAuthorizations } from './recent-authorizations.ts';
import { RecentIds } from './recent-ids.ts';

interface PrefetchPorts {
  readonly session: ShardSession;
  readonly network: NetworkSource;
  readonly cache: CardCache;
  readonly clock: Clock;
  readonly observer: ShardObserver;
}

interface PrefetchOptions {
  readonly shards: number;
  /** See `ActorLimits`. */
  readonly limits: {
    readonly recentIds: number;
    readonly recentAuthorizations: number;
    readonly dueEveryMs: number;
    readonly duePerTurnMax: number;
  };
  readonly outbox: Outbox;
}

/** What a turn has to do beside its envelopes. */
export interface Due {
  /** Cards with lots or holds that are due to expire. */
  readonly due: readonly number[];
  /** Messages to issuers' hosts that were not answered in time. */
  readonly overdue: readonly HostMessage[];
  /** Limits of which it may need more than there was: they are to be recalled from other shards. */
  readonly short: readonly Recall[];
}

/**
 * The prefetch phase of a shard's turns: everything that a turn may read is brought into the state before it is decided,
 * with what the shard remembers so that it need not ask (cards, ids of the last seconds, headroom).
 */
export class Prefetch {
  readonly #ports: PrefetchPorts;
  readonly #options: PrefetchOptions;
  readonly #term: CacheTerm;
  #netDebit = new Headroom('NET_DEBIT', new Shares());
  #standIn = new Headroom('STAND_IN', new Shares());
  #recentIds: RecentIds;
  #authorizations: RecentAuthorizations;
  #nextDueMs = 0;

  constructor(ports: PrefetchPorts, options: PrefetchOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#term = { shard: ports.session.shard };
    this.#recentIds = new RecentIds('', options.limits.recentIds);
    this.#authorizations = new RecentAuthorizations(options.limits.recentAuthorizations);
  }

  /** When it will look for what is due again. */
  get nextDueMs(): number {
    return this.#nextDueMs;
  }

  /** Begins a term from where the shard stands. */
  begin(state: ShardState, snapshot: ShardSnapshot): void {
    const { recentIds, recentAuthorizations } = this.#options.limits;
    this.#recentIds = new RecentIds(snapshot.newestId, recentIds);
    this.#authorizations = new RecentAuthorizations(recentAuthorizations);
    for (const share of snapshot.shares) state.shares.set(share);
    this.#netDebit = new Headroom('NET_DEBIT', state.shares);
    this.#standIn = new Headroom('STAND_IN', state.shares);
  }

  /** Begins a turn, and fills its working set. */
  async fill(state: ShardState, envelopes: readonly Envelope[]): Promise<Due> {
    const { clock, network } = this.#ports;
    const recent = await network.recent();
    const basis: TurnBasis = {
      network: namesUnknown(envelopes, recent) ? await network.refresh() : recent,
      nowMs: Math.max(clock.nowMs(), state.basis.nowMs),
      cycle: state.basis.cycle,
      businessDate: state.basis.businessDate,
    };
    state.begin(basis);
    const needs = needsOf(envelopes, {
      shard: state.shard,
      shards: this.#options.shards,
      outbox: this.#options.outbox,
      recentIds: this.#recentIds,
      messages: state.messages,
    });
    const overdue = state.messages.overdue(basis.nowMs);
    for (const message of overdue) needMessage(needs, message);
    const due = await this.#due(basis);
    for (const number of due) needs.cards.add(number);
    await this.#read(state, needs);
    const short = await this.#drawHeadroom({
      envelopes,
      overdue,
      network: basis.network,
      nowMs: basis.nowMs,
      messages: state.messages,
      recorded: state.recorded,
    });
    return { due, overdue, short };
  }

  /** The turn is committed. */
  committed(state: ShardState): void {
    this.#netDebit.turned();
    this.#standIn.turned();
    for (const entry of state.entries) {
      this.#authorizations.add(entry, this.#recentIds);
      this.#recentIds.add(entry.id);
    }
  }

  /** There may be more that is due than at the last look: the business date has changed. */
  lookForDueNow(): void {
    this.#nextDueMs = 0;
  }

  /** What is not in memory, in one read. */
  async #read(state: ShardState, needs: ReturnType<typeof needsOf>): Promise<void> {
    const { session, cache, observer } = this.#ports;
    const missing: number[] = [];
    for (const number of needs.cards) {
      const card = cache.get(this.#term, number);
      if (card === undefined) missing.push(number);
      else state.cards.set(number, card);
    }
    observer.cacheAccessed({ hits: needs.cards.size - missing.length, misses: missing.length });
    const entries = needs.entries.filter((key) => !this.#takeRecent(state, key));
    if (missing.length === 0 && entries.length === 0) return;

    const prefetched = await session.prefetch({ cards: missing, entries });
    for (const card of prefetched.cards) {
      state.cards.set(card.number, card);
      cache.put(this.#term, card);
    }
    for (const entry of prefetched.entries) state.recorded.add(entry);
    for (const reversal of prefetched.reversals) state.reversed.set(entryKey(reversal), reversal.amount);
  }

  /** Brings the authorization of this id into the working set, if it is at hand; several captures may name it. */
  #takeRecent({ recorded }: ShardState, key: EntryKey): boolean {
    const entry = this.#authorizations.get(key);
    if (entry === undefined) return false;
    if (recorded.find(entry.id, entry.card, entry.origin) === undefined) recorded.add(entry);
    return true;
  }

  async #drawHeadroom(turn: TurnAhead): Promise<Recall[]> {
    const { network } = turn;
    const nowMs = this.#ports.clock.nowMs();
    const [owed, stoodInFor] = [netDebitNeeds(turn), standInNeeds(turn)];
    const moves = [
      ...this.#netDebit.movesFor(owed, network, nowMs, recalledIn(turn, 'NET_DEBIT')),
      ...this.#standIn.movesFor(stoodInFor, network, nowMs, recalledIn(turn, 'STAND_IN')),
    ];
    if (moves.length > 0) {
      const shares = await this.#ports.session.moveHeadroom(moves);
      this.#netDebit.took(shares);
      this.#standIn.took(shares);
    }
    return [...this.#netDebit.shortOf(owed, nowMs), ...this.#standIn.shortOf(stoodInFor, nowMs)];
  }

  /** Looks for what falls due from time to time, and again at once while there is more of it than a turn takes. */
  async #due(basis: TurnBasis): Promise<readonly number[]> {
    if (basis.nowMs < this.#nextDueMs) return [];
    const { duePerTurnMax: limit, dueEveryMs } = this.#options.limits;
    const due = await this.#ports.session.due({
      businessDate: basis.businessDate,
      nowMs: basis.nowMs,
      limit,
    });
    this.#nextDueMs = due.length < limit ? basis.nowMs + dueEveryMs : basis.nowMs;
    return due;
  }
}
