import { Fault } from '../fault.ts';
import type { HostMessage } from '../ledger/host-message.ts';
import { NO_DEADLINE } from '../ledger/host-message.ts';
import type { Envelope, Recall } from './envelope.ts';
import type { HostOutboxOptions } from './host-outbox.ts';
import { HostOutbox } from './host-outbox.ts';
import { Outbox } from './outbox.ts';
import type {
  Clock,
  EnvelopeSender,
  HostMessageSender,
  OutboxRow,
  ShardObserver,
  ShardSnapshot,
  TurnRecord,
} from './ports.ts';

export interface OutgoingPorts {
  readonly sender: EnvelopeSender;
  readonly hosts: HostMessageSender;
  readonly clock: Clock;
  readonly observer: ShardObserver;
}

export interface OutgoingOptions extends HostOutboxOptions {
  readonly shard: number;
  readonly shards: number;
}

/**
 * What hosts are told that is on its way to the queue at once. A shard whose owner before left 12,500 messages to a host that is
 * away sent them all at once: the process stood still for four seconds, its connection to Redis was taken for dead, and none
 * of them arrived, nor did anybody else's replies.
 */
const TELLING_MAX = 32;

/**
 * Rows of the outbox under way beyond which some shard does not answer: far more than shards that do have at a time. What goes out
 * then is to be refused by a queue in which much waits; it stays in the outbox, and is sent again.
 */
const ROWS_UNDER_WAY_MAX = 256;

/**
 * What a shard sends when a turn is committed: legs and their acknowledgements to other shards, messages to the hosts of
 * issuers, recalls. Nothing waits for it: legs and messages that are lost are sent again until they are answered, an
 * acknowledgement when the legs come again, and a recall with the next turn that runs short.
 */
export class Outgoing {
  readonly outbox: Outbox;
  readonly #hostOutbox: HostOutbox;
  readonly #ports: OutgoingPorts;
  readonly #options: OutgoingOptions;
  #telling = 0;

  constructor(ports: OutgoingPorts, options: OutgoingOptions) {
    this.outbox = new Outbox(options);
    this.#hostOutbox = new HostOutbox(options);
    this.#ports = ports;
    this.#options = options;
  }

  /** True while there may be more to tell than is on its way: a turn has to follow soon. */
  get isBehind(): boolean {
    return this.#telling >= TELLING_MAX;
  }

  /** Takes what the owner before had committed and nobody has answered. */
  restore({ outbox, messages }: Pick<ShardSnapshot, 'outbox' | 'messages'>): void {
    for (const row of outbox) this.outbox.add(row);
    for (const message of messages) this.#hostOutbox.add(message);
  }

  /** Takes what a turn has committed. */
  committed(turn: {
    readonly outboxAdded: readonly OutboxRow[];
    readonly outboxRemoved: readonly number[];
    readonly messagesSent: readonly HostMessage[];
    readonly messagesEnded: TurnRecord['messagesEnded'];
  }): void {
    for (const row of turn.outboxAdded) this.outbox.add(row);
    for (const number of turn.outboxRemoved) this.outbox.remove(number);
    for (const message of turn.messagesSent) this.#hostOutbox.add(message);
    for (const { message } of turn.messagesEnded) this.#hostOutbox.remove(message);
  }

  /** Sends the legs and messages that are due, for the first time or again; of what is told so much as goes at a time. */
  sendDue(): void {
    const { clock, observer } = this.#ports;
    const { shard } = this.#options;
    const nowMs = clock.nowMs();
    for (const { item: row, attempts } of this.outbox.takeDue(nowMs)) {
      if (attempts > 0) observer.retried(shard, 'outbox');
      const isAgain = attempts > 0 || this.outbox.size > ROWS_UNDER_WAY_MAX;
      this.send(row.target, { kind: 'legs', from: shard, outbox: row.number, legs: row.legs }, { isAgain });
    }
    const toldMax = TELLING_MAX - this.#telling;
    for (const { item: message, attempts } of this.#hostOutbox.takeDue(nowMs, toldMax)) {
      if (attempts > 0) observer.retried(shard, 'message');
      void this.#sendMessage(message);
    }
  }

  /** Asks the other shards for what they do not need: for the next who needs it, this turn goes on without. */
  recall(limit: Recall): void {
    const { shard: own, shards } = this.#options;
    for (let shard = 0; shard < shards; shard += 1) {
      if (shard !== own) this.send(shard, { kind: 'recall', ...limit }, { isAgain: true });
    }
  }

  async #sendMessage(message: HostMessage): Promise<void> {
    const isTold = message.answerByMs === NO_DEADLINE;
    if (isTold) this.#telling += 1;
    await this.#ports.hosts.send(message).catch(ignoreFault);
    if (isTold) this.#telling -= 1;
  }

  /** Sends to another shard without waiting. */
  send(shard: number, envelope: Envelope, options: { isAgain?: boolean } = {}): void {
    this.#ports.sender.send(shard, envelope, options).catch(ignoreFault);
  }
}

/** For what is sent again when it is lost. */
function ignoreFault(error: unknown): void {
  if (!(error instanceof Fault)) throw error;
}
