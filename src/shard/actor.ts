import { assert } from '../assert.ts';
import { Fault } from '../fault.ts';
import { ShardState } from '../ledger/state.ts';
import type { CardCache } from './card-cache.ts';
import type { Envelope, Recall } from './envelope.ts';
import { HostOutbox } from './host-outbox.ts';
import { Outbox } from './outbox.ts';
import type {
  Clock,
  Delivery,
  EnvelopeSender,
  HostMessageSender,
  Mailbox,
  NetworkSource,
  Phase,
  ReplySender,
  ShardObserver,
  ShardSession,
  TurnRecord,
} from './ports.ts';
import { Prefetch } from './prefetch.ts';
import type { Aftermath } from './turn.ts';
import { Turn } from './turn.ts';

/** How a shard is run. */
export interface ActorLimits {
  /** Transactions per turn; more wait for the next. Larger turns cost less per transaction and answer later. */
  readonly itemsPerTurnMax: number;
  /** How long a turn waits for something to do before it looks for what is due. */
  readonly idleMs: number;
  /** How often the shard looks for lots and holds that fall due. */
  readonly dueEveryMs: number;
  /** Cards per turn that expire on their own; bounds what the clearing of others can be held up. */
  readonly duePerTurnMax: number;
  /** A row of the outbox that is not acknowledged, and a message to a host that is not answered, is sent again after this time, then after twice, up to the maximum. */
  readonly resendAfterMs: number;
  readonly resendAfterMsMax: number;
  /**
   * Ids in memory, times two, by which a shard knows without asking that one is new. At 12,000 transactions a second of
   * one shard the default reaches back three to six seconds; what is older is looked up.
   */
  readonly recentIds: number;
  /** Authorizations in memory, so that capturing them soon reads nothing; about 500 bytes each. */
  readonly recentAuthorizations: number;
}

export const ACTOR_LIMITS: ActorLimits = {
  itemsPerTurnMax: 4_000,
  idleMs: 1_000,
  dueEveryMs: 1_000,
  duePerTurnMax: 500,
  resendAfterMs: 2_000,
  resendAfterMsMax: 60_000,
  recentIds: 32_768,
  recentAuthorizations: 4_096,
};

export interface ActorPorts {
  readonly session: ShardSession;
  readonly mailbox: Mailbox;
  readonly sender: EnvelopeSender;
  readonly hosts: HostMessageSender;
  readonly replies: ReplySender;
  readonly network: NetworkSource;
  readonly cache: CardCache;
  readonly clock: Clock;
  readonly observer: ShardObserver;
}

/** How an actor ended: it was asked to, or it can no longer vouch for its shard (a fault). */
export type ActorEnd = 'stopped' | { readonly fault: unknown };

/**
 * The one writer of a shard, for one term of ownership.
 *
 * **Loading.** It reads where the shard stands, sends the outbox again, and takes what the owner before had active.
 *
 * **Running.** Turn after turn: drain, prefetch, decide, commit, reply, complete. Nothing of a turn is said before its
 * commit.
 *
 * **Stopping.** `stop` was called: the turn under way is finished, nothing new is taken.
 *
 * **Ended.** Any fault of the store ends the term, because the state in memory may be ahead of the database then. What
 * was not completed stays active in the queue; the next term, here or elsewhere, takes it from there.
 */
export class ShardActor {
  readonly #ports: ActorPorts;
  readonly #limits: ActorLimits;
  readonly #shards: number;
  readonly #outbox: Outbox;
  readonly #hostOutbox: HostOutbox;
  readonly #prefetch: Prefetch;
  #isStopping = false;
  #turn = 0;

  constructor(ports: ActorPorts, options: { shards: number; limits: ActorLimits }) {
    this.#ports = ports;
    this.#limits = options.limits;
    this.#shards = options.shards;
    this.#outbox = new Outbox(options.limits);
    this.#hostOutbox = new HostOutbox(options.limits);
    this.#prefetch = new Prefetch(ports, { ...options, outbox: this.#outbox });
  }

  /** Runs until `stop` or a fault. Never rejects but for a bug. */
  async run(): Promise<ActorEnd> {
    const { session, mailbox, observer } = this.#ports;
    try {
      const state = await this.#load();
      const inherited = await mailbox.takeOver();
      observer.shardAcquired(session.shard, inherited.length);
      await this.#takeTurns(state, inherited, 0);
      while (!this.#isStopping) {
        const startedMs = this.#now();
        const deliveries = await mailbox.drain({
          itemsMax: this.#limits.itemsPerTurnMax,
          waitMs: this.#waitMs(),
        });
        await this.#takeTurns(state, deliveries, deliveries.length === 0 ? 0 : this.#now() - startedMs);
      }
      return 'stopped';
    } catch (fault) {
      if (fault instanceof Fault) return { fault };
      throw fault;
    } finally {
      observer.shardReleased(session.shard);
    }
  }

  /** Asks it to finish the turn under way and end. */
  stop(): void {
    this.#isStopping = true;
    this.#ports.mailbox.interrupt();
  }

  async #load(): Promise<ShardState> {
    const { session, network } = this.#ports;
    const snapshot = await session.load();
    this.#turn = snapshot.turn;
    const state = new ShardState({
      shard: session.shard,
      shards: this.#shards,
      seq: snapshot.seq,
      basis: {
        nowMs: snapshot.ledgerTimeMs,
        cycle: snapshot.cycle,
        businessDate: snapshot.businessDate,
        network: network.current(),
      },
    });
    for (const [key, transit] of Outbox.transitOf(snapshot.outbox)) state.transit.set(key, transit);
    for (const row of snapshot.outbox) this.#outbox.add(row);
    for (const message of snapshot.messages) {
      state.messages.restore(message);
      this.#hostOutbox.add(message);
    }
    this.#prefetch.begin(state, snapshot);
    this.#sendOutbox();
    return state;
  }

  /**
   * Turns deliveries into turns: usually one. A cut-over is a turn of its own, so that every turn is of one cycle, and
   * what came before it in the queue is of the cycle before.
   */
  async #takeTurns(state: ShardState, deliveries: readonly Delivery[], drainMs: number): Promise<void> {
    const oldestMs = deliveries.reduce(
      (oldest, each) => Math.min(oldest, each.sentAtMs),
      Number.POSITIVE_INFINITY,
    );
    const queueAgeMs = deliveries.length === 0 ? 0 : Math.max(0, this.#now() - oldestMs);
    let from = 0;
    for (let index = 0; index <= deliveries.length; index += 1) {
      const cutOver = deliveries[index]?.envelope;
      if (index < deliveries.length && cutOver?.kind !== 'cut-over') continue;
      if (index > from || deliveries.length === 0) {
        await this.#takeTurn(state, deliveries.slice(from, index), { drainMs, queueAgeMs });
      }
      if (cutOver?.kind === 'cut-over') await this.#crossOver(state, cutOver);
      from = index + 1;
    }
    await this.#complete(deliveries);
  }

  async #takeTurn(
    state: ShardState,
    deliveries: readonly Delivery[],
    timing: { drainMs: number; queueAgeMs: number },
  ): Promise<void> {
    const { observer, session, replies } = this.#ports;
    const phaseMs: Record<Phase, number> = {
      drain: timing.drainMs,
      prefetch: 0,
      decide: 0,
      commit: 0,
      reply: 0,
    };
    let markMs = performance.now();
    const lap = (phase: Phase): void => {
      const nowMs = performance.now();
      phaseMs[phase] += nowMs - markMs;
      markMs = nowMs;
    };

    const envelopes = deliveries.map((delivery) => delivery.envelope);
    const { due, overdue, short } = await this.#prefetch.fill(state, envelopes);
    for (const limit of short) this.#recall(limit);
    lap('prefetch');

    const turn = new Turn(state, this.#outbox);
    for (const number of due) turn.expire(number);
    for (const envelope of envelopes) {
      assert(envelope.kind !== 'cut-over', 'a cut-over is a turn of its own');
      turn.handle(envelope);
    }
    for (const message of overdue) turn.giveUp(message);
    const aftermath = turn.finish();
    lap('decide');

    const committed = await this.#commit(state, turn);
    lap('commit');

    for (const { gateway, reply } of aftermath.replies) replies.reply(gateway, reply);
    this.#sendAftermath(aftermath);
    this.#sendOutbox();
    lap('reply');
    if (!committed && deliveries.length === 0) return;
    observer.turnCommitted({
      shard: session.shard,
      entries: state.entries,
      duplicates: turn.duplicates,
      phaseMs,
      queueAgeMs: timing.queueAgeMs,
    });
  }

  /** Commits what the turn changed. Returns false when it changed nothing (only duplicates, say). */
  async #commit(state: ShardState, turn: Turn): Promise<boolean> {
    const reversals = state.reversals();
    const outboxAdded = Outbox.rowsOf(this.#turn + 1, state.legs, this.#shards);
    const hasChanged =
      state.entries.length > 0 ||
      state.changed.size > 0 ||
      reversals.length > 0 ||
      outboxAdded.length > 0 ||
      turn.outboxRemoved.length > 0 ||
      state.messages.ended.length > 0 ||
      turn.cardStatuses.length > 0;
    if (!hasChanged) return false;

    await this.#commitRecord(state, {
      entries: state.entries,
      accounts: [...state.changed],
      stripes: state.stripes(),
      reversals,
      outboxAdded,
      outboxRemoved: turn.outboxRemoved,
      messagesSent: state.messages.sent,
      messagesEnded: state.messages.ended,
      cardStatuses: turn.cardStatuses,
      shares: state.shares.changed(),
    });
    this.#prefetch.committed(state);
    for (const row of outboxAdded) this.#outbox.add(row);
    for (const number of turn.outboxRemoved) this.#outbox.remove(number);
    for (const message of state.messages.sent) this.#hostOutbox.add(message);
    for (const { message } of state.messages.ended) this.#hostOutbox.remove(message);
    return true;
  }

  async #commitRecord(
    state: ShardState,
    changes: Omit<TurnRecord, 'number' | 'ledgerTimeMs' | 'cycle' | 'businessDate'>,
  ): Promise<void> {
    const { nowMs, cycle, businessDate } = state.basis;
    await this.#ports.session.commit({
      number: this.#turn + 1,
      ledgerTimeMs: nowMs,
      cycle,
      businessDate,
      ...changes,
    });
    this.#turn += 1;
  }

  /** Moves the shard to a later cycle; one that it has reached already is ignored. */
  async #crossOver(state: ShardState, cutOver: Envelope & { kind: 'cut-over' }): Promise<void> {
    if (cutOver.cycle <= state.basis.cycle) return;
    state.begin({
      ...state.basis,
      nowMs: Math.max(this.#now(), state.basis.nowMs),
      cycle: cutOver.cycle,
      businessDate: cutOver.businessDate,
    });
    await this.#commitRecord(state, {
      entries: [],
      accounts: [],
      stripes: [],
      reversals: [],
      outboxAdded: [],
      outboxRemoved: [],
      messagesSent: [],
      messagesEnded: [],
      cardStatuses: [],
      shares: [],
    });
    this.#prefetch.lookForDueNow();
  }

  /** Asks the other shards for what they do not need: for the next who needs it, this turn goes on without. */
  #recall(limit: Recall): void {
    for (let shard = 0; shard < this.#shards; shard += 1) {
      if (shard !== this.#ports.session.shard) this.#send(shard, { kind: 'recall', ...limit });
    }
  }

  #sendAftermath(aftermath: Aftermath): void {
    for (const { shard, envelope } of aftermath.acknowledgements) this.#send(shard, envelope);
  }

  #sendOutbox(): void {
    for (const { row, attempts } of this.#outbox.takeDue(this.#now())) {
      if (attempts > 0) this.#ports.observer.retried(this.#ports.session.shard, 'outbox');
      this.#send(row.target, {
        kind: 'legs',
        from: this.#ports.session.shard,
        outbox: row.number,
        legs: row.legs,
      });
    }
    for (const { message, attempts } of this.#hostOutbox.takeDue(this.#now())) {
      if (attempts > 0) this.#ports.observer.retried(this.#ports.session.shard, 'message');
      this.#ports.hosts.send(message).catch(ignoreFault);
    }
  }

  /** Sends to another shard without waiting: what is lost is sent again from the outbox until it is acknowledged. */
  #send(shard: number, envelope: Envelope): void {
    this.#ports.sender.send(shard, envelope).catch(ignoreFault);
  }

  /** A completion that fails leaves jobs active; the next term takes them over and finds them recorded. */
  async #complete(deliveries: readonly Delivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    try {
      await this.#ports.mailbox.complete(deliveries);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }

  #waitMs(): number {
    return Math.max(0, Math.min(this.#limits.idleMs, this.#prefetch.nextDueMs - this.#now()));
  }

  #now(): number {
    return this.#ports.clock.nowMs();
  }
}

/** For what is sent again when it is lost. */
function ignoreFault(error: unknown): void {
  if (!(error instanceof Fault)) throw error;
}
