import type { Account, Card, CardStatus } from '../ledger/account.ts';
import type { Day } from '../ledger/calendar.ts';
import type { EndedMessage, HostMessage } from '../ledger/host-message.ts';
import type { Leg } from '../ledger/leg.ts';
import type { LimitKind, Network } from '../ledger/network.ts';
import type { Share } from '../ledger/shares.ts';
import type { Reversal } from '../ledger/state.ts';
import type { StripeChange } from '../ledger/stripe-sums.ts';
import type { Entry } from '../ledger/transaction.ts';
import type { Envelope, Reply } from './envelope.ts';

// What the shard needs of the world. The adapters are in src/store and src/queue, their fakes in test/simulation.

/** Sends envelopes to shards. */
export interface EnvelopeSender {
  /**
   * Resolves when the queue has it; a fault means that it may or may not have.
   *
   * @param options.isAgain it says what was sent before and may wait there, or will be sent once more: a queue from which
   *   nobody takes refuses it (fault `QUEUE_UNAVAILABLE`), for it would heap up copies for as long as that lasts
   */
  send(shard: number, envelope: Envelope, options?: { readonly isAgain?: boolean }): Promise<void>;
}

/**
 * Sends messages to the hosts of issuers: the switch. Resolves when it has it, and has nobody wait for the host; a message that it
 * has already is not sent a second time.
 */
export interface HostMessageSender {
  send(message: HostMessage): Promise<void>;
}

/** Answers gateways. Fire and forget: a reply that is lost is repaired by the gateway. */
export interface ReplySender {
  reply(gateway: string, reply: Reply): void;
}

/** One envelope as the queue delivered it. */
export interface Delivery {
  readonly envelope: Envelope;
  /** When it was put into the queue, milliseconds since 1970 by the sender's clock. */
  readonly sentAtMs: number;
}

/** The consuming end of one shard's queue. Only the owner of the shard opens it. */
export interface Mailbox {
  /** What the previous owner had active when it ended, in its original order. Asked once, before the first `drain`. */
  takeOver(): Promise<Delivery[]>;
  /**
   * Waits until there is something, then takes all that is there without waiting for more, up to `itemsMax`
   * transactions. Empty when `waitMs` passed or `interrupt` was called.
   */
  drain(options: { itemsMax: number; waitMs: number }): Promise<Delivery[]>;
  /** Ends a `drain` that waits. */
  interrupt(): void;
  /** Completes what was taken: it is not delivered again. */
  complete(deliveries: readonly Delivery[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the mailboxes of shards. */
export interface Mailboxes {
  open(shard: number): Promise<Mailbox>;
}

/** Names entries: all with this id on this card, whatever their origin. */
export interface EntryKey {
  readonly id: string;
  readonly card: number;
}

/** Legs to one other shard, from the commit that made them to their acknowledgement. */
export interface OutboxRow {
  readonly number: number;
  readonly target: number;
  readonly legs: readonly Leg[];
}

/** What a shard draws from the free pool of a limit, above zero, or gives back to it; 0 only takes part. */
export interface HeadroomMove {
  readonly kind: LimitKind;
  readonly participant: string;
  readonly change: number;
}

/** Where a shard stands: its last turn, and the legs and messages that are under way. */
export interface ShardSnapshot {
  readonly turn: number;
  readonly seq: number;
  readonly ledgerTimeMs: number;
  readonly cycle: number;
  readonly businessDate: Day;
  readonly hash: Uint8Array;
  /** The greatest id of version 7 among all entries, '' for none: see `RecentIds`. */
  readonly newestId: string;
  readonly outbox: readonly OutboxRow[];
  /** To the hosts of issuers: those that are open, oldest first. */
  readonly messages: readonly HostMessage[];
  /** Of limits. */
  readonly shares: readonly Share[];
}

export interface PrefetchRequest {
  /** Cards to read with all their accounts. */
  readonly cards: readonly number[];
  readonly entries: readonly EntryKey[];
}

export interface Prefetched {
  /** Those that exist. */
  readonly cards: readonly Card[];
  readonly entries: readonly Entry[];
  /** For the entries that were found. */
  readonly reversals: readonly Reversal[];
}

/** All that one turn changes; commits whole or not at all. */
export interface TurnRecord {
  readonly number: number;
  readonly ledgerTimeMs: number;
  readonly cycle: number;
  readonly businessDate: Day;
  /** In order of `seq`, without a gap, from the last turn's on. May be empty (a cut-over, an acknowledgement). */
  readonly entries: readonly Entry[];
  /** Accounts that changed, as they are now. The commit sets `stored` on them. */
  readonly accounts: readonly Account[];
  /** At most one per stripe. */
  readonly stripes: readonly StripeChange[];
  /** New totals. */
  readonly reversals: readonly Reversal[];
  readonly outboxAdded: readonly OutboxRow[];
  readonly outboxRemoved: readonly number[];
  readonly messagesSent: readonly HostMessage[];
  readonly messagesEnded: readonly EndedMessage[];
  /** In the order they were made; of one card there may be several. */
  readonly cardStatuses: readonly {
    readonly card: number;
    readonly status: CardStatus;
    readonly version: number;
  }[];
  /** Of limits: those that changed, as they are now. */
  readonly shares: readonly Share[];
}

/**
 * The Postgres session that owns a shard: it holds the shard's advisory lock, and it alone makes the shard's commits. A
 * call after the session is gone is a fault `SHARD_LOST`; so is one that loses it, and then a commit under way may have
 * happened or not.
 */
export interface ShardSession {
  readonly shard: number;
  load(): Promise<ShardSnapshot>;
  prefetch(request: PrefetchRequest): Promise<Prefetched>;
  /** Cards with lots due before `businessDate` or holds due at `nowMs`, the longest due first. */
  due(request: { businessDate: Day; nowMs: number; limit: number }): Promise<number[]>;
  /**
   * Moves headroom between two turns. Of each limit it draws as much as the pool has, and may get more than it asked for; a
   * limit that was not set has no share.
   *
   * @returns the shares as they are then
   */
  moveHeadroom(moves: readonly HeadroomMove[]): Promise<readonly Share[]>;
  commit(turn: TurnRecord): Promise<void>;
  /** Frees the shard for others. */
  release(): Promise<void>;
}

/** Who owns what, by Postgres advisory locks alone. */
export interface Ownership {
  /** Makes this worker count in the census, until `leave` or the end of its session. */
  join(): Promise<void>;
  leave(): Promise<void>;
  /** Workers that count, and the shards that somebody owns. */
  census(): Promise<{ readonly workers: number; readonly owned: ReadonlySet<number> }>;
  /** Owns the shard, or undefined when another session does. */
  acquire(shard: number): Promise<ShardSession | undefined>;
}

/** The reference data. */
export interface NetworkSource {
  /** The latest snapshot known. It is old where this process has stalled or can't ask the database. */
  current(): Network;
  /** What was committed more than a second before is in it; a fault when the database can't be asked for that. */
  recent(): Promise<Network>;
  /** Asks the database now: before something is declined as unknown. */
  refresh(): Promise<Network>;
}

/** Time and timers, so that a simulation can stand in for them. */
export interface Clock {
  /** The network's time, the same in all processes but for milliseconds, since 1970. It may go back. */
  nowMs(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The phases of a turn, as they are measured. */
export const PHASES = ['drain', 'prefetch', 'decide', 'commit', 'reply'] as const;
export type Phase = (typeof PHASES)[number];

/** What the shard tells its metrics. */
export interface ShardObserver {
  turnCommitted(turn: {
    readonly shard: number;
    readonly entries: readonly Entry[];
    readonly duplicates: number;
    readonly phaseMs: Readonly<Record<Phase, number>>;
    /** Age of the oldest envelope of the turn when it was taken. */
    readonly queueAgeMs: number;
  }): void;
  cacheAccessed(counts: { readonly hits: number; readonly misses: number }): void;
  shardAcquired(shard: number, takenOver: number): void;
  shardReleased(shard: number): void;
  /** A row of the outbox or a message to a host was sent again. */
  retried(shard: number, what: 'outbox' | 'message'): void;
}

/** The hearing end of replies, for one gateway. */
export interface ReplyReceiver {
  /** Name under which this gateway is answered; unique among all that ever ran. */
  readonly gateway: string;
  /** Adds one that hears all replies. */
  onReply(handler: (reply: Reply) => void): void;
  close(): Promise<void>;
}

/** What a queue backend shows of itself. */
export interface QueueInspector {
  /** Envelopes that wait in each shard's queue, and the age of the oldest in milliseconds (0 when empty). */
  depth(shard: number): Promise<{ readonly waiting: number; readonly oldestAgeMs: number }>;
  /** A round trip to the backend; a fault `QUEUE_UNAVAILABLE` when it does not answer, or takes no writes. */
  ping(): Promise<void>;
}
