import { assert } from '../assert.ts';
import { Fault } from '../fault.ts';
import { ShardState } from '../ledger/state.ts';
import type { ActorLimits } from './actor-limits.ts';
import type { CardCache } from './card-cache.ts';
import type { Envelope, HostAnswerEnvelope } from './envelope.ts';
import { Outbox } from './outbox.ts';
import { Outgoing } from './outgoing.ts';
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
import { Turn } from './turn.ts';

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

type TurnChanges = Omit<TurnRecord, 'number' | 'ledgerTimeMs' | 'cycle' | 'businessDate'>;

/** Of a turn that does nothing but begin a cycle. */
const NO_CHANGES: TurnChanges = {
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
};

/** The next turn comes after this at the latest while there is more to tell hosts than goes at a time. */
const BEHIND_MS = 50;

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
  readonly #outgoing: Outgoing;
  readonly #prefetch: Prefetch;
  /** Answers of hosts that have come since the last turn, not through the queue. */
  #heard: HostAnswerEnvelope[] = [];
  #isStopping = false;
  #turn = 0;

  constructor(ports: ActorPorts, options: { shards: number; limits: ActorLimits }) {
    const { shards, limits } = options;
    this.#ports = ports;
    this.#limits = limits;
    this.#shards = shards;
    this.#outgoing = new Outgoing(ports, { ...limits, shards, shard: ports.session.shard });
    this.#prefetch = new Prefetch(ports, { ...options, outbox: this.#outgoing.outbox });
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
          waitMs: this.#heard.length > 0 ? 0 : this.#waitMs(),
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

  /** Takes what an issuer's host answered, for the next turn. Lost with the term: the next one sends the message again. */
  hear(answer: HostAnswerEnvelope): void {
    this.#heard.push(answer);
    this.#ports.mailbox.interrupt();
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
    for (const message of snapshot.messages) state.messages.restore(message);
    this.#prefetch.begin(state, snapshot);
    this.#outgoing.restore(snapshot);
    this.#outgoing.sendDue();
    return state;
  }

  /**
   * Turns deliveries, and what was heard meanwhile, into turns: usually one. A cut-over is a turn of its own, so that every
   * turn is of one cycle, and what came before it in the queue is of the cycle before.
   */
  async #takeTurns(state: ShardState, deliveries: readonly Delivery[], drainMs: number): Promise<void> {
    const oldestMs = deliveries.reduce(
      (oldest, each) => Math.min(oldest, each.sentAtMs),
      Number.POSITIVE_INFINITY,
    );
    const queueAgeMs = deliveries.length === 0 ? 0 : Math.max(0, this.#now() - oldestMs);
    const envelopes: Envelope[] = [...this.#heard, ...deliveries.map((delivery) => delivery.envelope)];
    this.#heard = [];
    let from = 0;
    for (let index = 0; index <= envelopes.length; index += 1) {
      const cutOver = envelopes[index];
      if (index < envelopes.length && cutOver?.kind !== 'cut-over') continue;
      if (index > from || envelopes.length === 0) {
        await this.#takeTurn(state, envelopes.slice(from, index), { drainMs, queueAgeMs });
      }
      if (cutOver?.kind === 'cut-over') await this.#crossOver(state, cutOver);
      from = index + 1;
    }
    await this.#complete(deliveries);
  }

  async #takeTurn(
    state: ShardState,
    envelopes: readonly Envelope[],
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

    const { due, overdue, short } = await this.#prefetch.fill(state, envelopes);
    for (const limit of short) this.#outgoing.recall(limit);
    lap('prefetch');

    const turn = new Turn(state, this.#outgoing.outbox);
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
    for (const { shard, envelope } of aftermath.acknowledgements) this.#outgoing.send(shard, envelope);
    this.#outgoing.sendDue();
    lap('reply');
    if (!committed && envelopes.length === 0) return;
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

    const { sent: messagesSent, ended: messagesEnded } = state.messages;
    const { outboxRemoved, cardStatuses } = turn;
    await this.#commitRecord(state, {
      entries: state.entries,
      accounts: [...state.changed],
      stripes: state.stripes(),
      reversals,
      outboxAdded,
      outboxRemoved,
      messagesSent,
      messagesEnded,
      cardStatuses,
      shares: state.shares.changed(),
    });
    this.#prefetch.committed(state);
    this.#outgoing.committed({ outboxAdded, outboxRemoved, messagesSent, messagesEnded });
    return true;
  }

  async #commitRecord(state: ShardState, changes: TurnChanges): Promise<void> {
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
    await this.#commitRecord(state, NO_CHANGES);
    this.#prefetch.lookForDueNow();
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
    const idleMs = this.#outgoing.isBehind ? Math.min(BEHIND_MS, this.#limits.idleMs) : this.#limits.idleMs;
    return Math.max(0, Math.min(idleMs, this.#prefetch.nextDueMs - this.#now()));
  }

  #now(): number {
    return this.#ports.clock.nowMs();
  }
}
