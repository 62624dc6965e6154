import { assert } from '../assert.ts';
import { Fault } from '../fault.ts';
import { shardOf } from '../ledger/card.ts';
import type { Transaction } from '../ledger/transaction.ts';
import { CHAIN_ITEMS_MAX } from '../ledger/transaction.ts';
import type { Envelope, LateResult, Reply } from '../shard/envelope.ts';
import type { Clock, EnvelopeSender, ReplyReceiver } from '../shard/ports.ts';
import type { Answer } from './batch.ts';
import { Batch, Item } from './batch.ts';
import type { CardStatusChange } from './card-status-requests.ts';
import { CardStatusRequests } from './card-status-requests.ts';
import type { LaneLimits, LaneOwner } from './lane.ts';
import { Lane } from './lane.ts';
import { LateTransactions } from './late-transactions.ts';
import type { RouterObserver } from './observer.ts';

export interface RouterOptions extends LaneLimits {
  /** Shards of the network; fixed with the database. */
  readonly shards: number;
  /** What a caller is told to wait who met a full lane: about the time in which a shard clears a quarter of one. */
  readonly fullLaneRetryMs: number;
}

export const ROUTER_DEFAULTS: Omit<RouterOptions, 'shards'> = {
  envelopeItemsMax: 2_000,
  laneItemsMax: 20_000,
  replyWaitMs: 1_000,
  replyWaitMaxMs: 8_000,
  fullLaneRetryMs: 250,
};

export interface RouterPorts {
  readonly sender: EnvelopeSender;
  readonly replies: ReplyReceiver;
  readonly clock: Clock;
  readonly observer: RouterObserver;
}

/** Deadlines and overdue answers are looked at this often: far below what either is measured in. */
const TEND_INTERVAL_MS = 50;

/** Envelopes of one lane that were sent again and whose answers are still understood. */
const SUPERSEDED_MAX = 8;

interface SentEnvelope {
  readonly lane: Lane;
  readonly items: readonly Item[];
  readonly sentAtMs: number;
}

/**
 * Brings transactions to their shards and answers back: one lane per shard, with one envelope under way in each.
 *
 * - Resting: nobody waits, nothing is out, no timer runs.
 * - Tending: somebody waits; every `TEND_INTERVAL_MS` what is past its deadline is answered and what is overdue is sent
 *   again.
 * - Closed: everything is answered, and nothing more is taken.
 */
export class Router {
  readonly #ports: RouterPorts;
  readonly #options: RouterOptions;
  readonly #lanes: readonly Lane[];
  readonly #late: LateTransactions;
  readonly #cardStatuses: CardStatusRequests;
  /** By envelope number; Map keeps them in the order they were sent. */
  readonly #sent = new Map<number, SentEnvelope>();
  #lastNumber = 0;
  /** Batches that have not all their answers. */
  #batches = 0;
  #isTending = false;
  #isClosed = false;

  constructor(ports: RouterPorts, options: RouterOptions) {
    assert(options.envelopeItemsMax >= CHAIN_ITEMS_MAX, 'an envelope has room for the longest linked chain');
    this.#ports = ports;
    this.#options = options;
    const owner: LaneOwner = {
      dispatch: this.#dispatch.bind(this),
      becameLate: (lane, item, how) => this.#late.add(item, lane.shard, how),
    };
    this.#lanes = Array.from({ length: options.shards }, (_, shard) => new Lane(shard, options, owner));
    this.#late = new LateTransactions(options);
    this.#cardStatuses = new CardStatusRequests(options, (request, number, how) => {
      const { shard, card, status, version } = request;
      const { gateway } = ports.replies;
      this.#send(shard, number, { kind: 'card-status', gateway, number, card, status, version }, how);
    });
    ports.replies.onReply((reply) => this.#hear(reply));
  }

  /**
   * Has transactions cleared, those of one card in their order.
   *
   * @param deadlineAtMs by the router's clock; what has no answer then is answered with a fault
   * @returns for each transaction, in their order, its result; or the fault `DEADLINE_EXCEEDED` (the shard did not
   *   answer) or `QUEUE_UNAVAILABLE` (the queue did not take it), after both of which its outcome is unknown
   * @throws {Fault} `OVERLOADED` when a lane is full, `QUEUE_UNAVAILABLE` after `close`; then nothing was sent
   */
  submit(transactions: readonly Transaction[], deadlineAtMs: number): Promise<Answer[]> {
    if (this.#isClosed) return Promise.reject(closed());
    if (transactions.length === 0) return Promise.resolve([]);
    const lanes = transactions.map((transaction) => this.#laneOf(transaction.card));
    if (lanes.some((lane) => lane.isFull())) return Promise.reject(this.#full());

    const sinceMs = this.#ports.clock.nowMs();
    return new Promise((resolve) => {
      const onAnswered = (answers: Answer[]): void => {
        this.#batches -= 1;
        const elapsedMs = this.#ports.clock.nowMs() - sinceMs;
        this.#ports.observer.batchAnswered({ transactions, answers, elapsedMs });
        resolve(answers);
      };
      const batch = new Batch({ size: transactions.length, deadlineAtMs, onAnswered });
      this.#batches += 1;
      for (const [index, transaction] of transactions.entries()) {
        lanes[index]?.add(new Item(transaction, batch, index));
      }
      for (const lane of new Set(lanes)) lane.proceed(sinceMs);
      this.#tend();
    });
  }

  /**
   * Sets the status of a card, in the order of its shard's queue, unless the card has reached the version.
   *
   * @throws {Fault} `DEADLINE_EXCEEDED`, `QUEUE_UNAVAILABLE`: it may have happened or not; asking again is harmless
   */
  setCardStatus(change: CardStatusChange, deadlineAtMs: number): Promise<void> {
    if (this.#isClosed) return Promise.reject(closed());
    const shard = this.#laneOf(change.card).shard;
    const nowMs = this.#ports.clock.nowMs();
    const answered = this.#cardStatuses.add({ ...change, shard, deadlineAtMs }, this.#nextNumber(), nowMs);
    this.#tend();
    return answered;
  }

  /** What is in each lane at this moment, by shard. */
  depths(): { readonly waiting: number; readonly out: number }[] {
    return this.#lanes.map((lane) => ({ waiting: lane.waitingCount, out: lane.outCount }));
  }

  /** Transactions that their shard answers later: see `LateTransactions`. */
  get lateCount(): number {
    return this.#late.count;
  }

  /** Answers whoever waits with `QUEUE_UNAVAILABLE` and takes nothing more. */
  close(): void {
    this.#isClosed = true;
    const fault = closed();
    for (const lane of this.#lanes) lane.abandon(fault);
    for (const item of this.#late.items()) item.answer(fault);
    this.#cardStatuses.abandon(fault);
  }

  #laneOf(card: number): Lane {
    const lane = this.#lanes[shardOf(card, this.#options.shards)];
    assert(lane !== undefined, 'every shard has a lane');
    return lane;
  }

  #nextNumber(): number {
    this.#lastNumber += 1;
    return this.#lastNumber;
  }

  #dispatch(
    lane: Lane,
    items: readonly Item[],
    { isRetry, isAgain }: { isRetry: boolean; isAgain: boolean },
  ): number {
    const number = this.#nextNumber();
    this.#sent.set(number, { lane, items, sentAtMs: this.#ports.clock.nowMs() });
    if (isRetry) this.#ports.observer.retried(lane.shard, 'envelope');
    const { gateway } = this.#ports.replies;
    const transactions = items.map((item) => item.transaction);
    const envelope = { kind: 'submit', gateway, number, transactions } as const;
    this.#send(lane.shard, number, envelope, { isAgain });
    return number;
  }

  #send(shard: number, number: number, envelope: Envelope, how: { isAgain: boolean }): void {
    this.#ports.sender.send(shard, envelope, how).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      const nowMs = this.#ports.clock.nowMs();
      this.#lanes[shard]?.sendFailed(number, error, nowMs);
      this.#cardStatuses.sendFailed(number, error);
    });
  }

  #hear(reply: Reply): void {
    switch (reply.kind) {
      case 'results':
        this.#hearResults(reply);
        return;
      case 'late':
        for (const late of reply.results) this.#late.heard(late, late.result);
        this.#wake(reply.results);
        return;
      case 'done':
        this.#cardStatuses.heard(reply.number);
        return;
      case 'balance':
        // `BalanceInquiries` hears it.
        return;
    }
  }

  /** What was answered makes room, in its shard, for twice as much that waits: see `AskWindow`. */
  #wake(answered: readonly LateResult[]): void {
    const counts = new Map<number, number>();
    for (const { card } of answered) {
      const { shard } = this.#laneOf(card);
      counts.set(shard, (counts.get(shard) ?? 0) + 2);
    }
    for (const [shard, count] of counts) this.#late.wake(shard, count);
  }

  #hearResults(reply: Reply & { kind: 'results' }): void {
    const sent = this.#sent.get(reply.number);
    if (sent === undefined) return;
    this.#sent.delete(reply.number);
    const nowMs = this.#ports.clock.nowMs();
    const elapsedMs = nowMs - sent.sentAtMs;
    const { shard } = sent.lane;
    this.#ports.observer.envelopeAnswered({ shard, items: sent.items.length, elapsedMs });
    sent.lane.heard(reply.number, sent.items, reply.results, nowMs);
  }

  #full(): Fault {
    return new Fault('OVERLOADED', 'the lane of a shard is full', {
      retryable: true,
      retryDelayMs: this.#options.fullLaneRetryMs,
    });
  }

  #isResting(): boolean {
    return this.#batches === 0 && this.#cardStatuses.count === 0;
  }

  #tend(): void {
    if (this.#isTending || this.#isResting()) return;
    this.#isTending = true;
    void this.#tendWhileSomebodyWaits();
  }

  async #tendWhileSomebodyWaits(): Promise<void> {
    while (!this.#isClosed && !this.#isResting()) {
      await this.#ports.clock.sleep(TEND_INTERVAL_MS);
      const nowMs = this.#ports.clock.nowMs();
      for (const { item, shard, isNamed } of this.#late.tend(nowMs)) {
        this.#ports.observer.retried(shard, isNamed ? 'late' : 'postponed');
        this.#lanes[shard]?.add(item);
      }
      for (const lane of this.#lanes) lane.tend(nowMs);
      for (const request of this.#cardStatuses.tend(nowMs)) {
        this.#ports.observer.retried(request.shard, 'card-status');
        this.#cardStatuses.send(request, this.#nextNumber(), nowMs);
      }
      this.#forgetSuperseded();
    }
    this.#isTending = false;
  }

  /** Keeps the memory of a shard that stays away bounded. */
  #forgetSuperseded(): void {
    const counts = new Map<Lane, number>();
    for (const [number, { lane }] of [...this.#sent].reverse()) {
      const count = (counts.get(lane) ?? 0) + 1;
      counts.set(lane, count);
      if (count > SUPERSEDED_MAX) this.#sent.delete(number);
    }
  }
}

function closed(): Fault {
  return new Fault('QUEUE_UNAVAILABLE', 'the gateway is shutting down', { retryable: true });
}
