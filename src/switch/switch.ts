import type { LimitFunction } from 'p-limit';
import pLimit from 'p-limit';
import { Fault } from '../fault.ts';
import { shardOf } from '../ledger/card.ts';
import type { HostAnswer, HostMessage } from '../ledger/host-message.ts';
import { NO_DEADLINE } from '../ledger/host-message.ts';
import type { BalanceInquiry } from '../shard/inquiry.ts';
import type { Clock, HostMessageSender, NetworkSource, ReplySender } from '../shard/ports.ts';
import type { CircuitBreakerOptions } from './circuit-breaker.ts';
import { CIRCUIT_BREAKER } from './circuit-breaker.ts';
import { Inquiries } from './inquiries.ts';
import { IssuerHost } from './issuer-host.ts';
import { outcomeOf } from './outcomes.ts';
import type {
  AnswerHearer,
  HostMethod,
  HostQueue,
  HostQueues,
  HostReply,
  Hosts,
  SwitchObserver,
} from './ports.ts';

export interface SwitchPorts {
  readonly queues: HostQueues;
  readonly hosts: Hosts;
  /** To the gateways that inquire. */
  readonly replies: ReplySender;
  readonly network: Pick<NetworkSource, 'current'>;
  readonly clock: Clock;
  readonly observer: SwitchObserver;
  readonly log: SwitchLog;
}

/** What the switch says to whoever watches the process. */
export interface SwitchLog {
  issuerOpened(issuer: string): void;
  /** Said once of attempts that fail one after the other. */
  queuesFailed(error: unknown): void;
  /** From now on it is called now and then only. Said once, with what it said or did not say the last time. */
  hostAway(issuer: string, operation: HostMethod, why: string): void;
  hostBack(issuer: string, operation: HostMethod): void;
  /** An answer that is none: the issuer has to look at its host. */
  wrongAnswer(issuer: string, operation: HostMethod, why: string): void;
  /** A bug: the call ended without its shard hearing of it. */
  callFailed(issuer: string, error: unknown): void;
}

export interface SwitchOptions {
  readonly shards: number;
  /** How long a host may take; below what the shard waits (`ANSWER_WITHIN_MS`), so that it hears in time. */
  readonly callTimeoutMs: number;
  /** Calls under way at once to one issuer's host: those that callers wait for, the others, and balance inquiries. */
  readonly asksMax: number;
  readonly followUpsMax: number;
  readonly inquiriesMax: number;
  readonly breaker: CircuitBreakerOptions;
}

export const SWITCH_DEFAULTS: Omit<SwitchOptions, 'shards'> = {
  callTimeoutMs: 2_000,
  asksMax: 64,
  followUpsMax: 8,
  inquiriesMax: 16,
  breaker: CIRCUIT_BREAKER,
};

/** How often it looks for issuers that have got a host. */
const LOOK_EVERY_MS = 500;

/** The host of one issuer, as it is asked and as it is told. */
interface Line {
  readonly asked: IssuerHost;
  readonly told: IssuerHost;
  /** Asks beyond what may be under way at once wait here. */
  readonly limit: LimitFunction;
}

/**
 * Calls the hosts of issuers for the shards of its worker, and brings them what hosts say. It decides nothing and keeps nothing:
 * a message is written down by its shard before it comes here, and its shard draws the consequence of the answer, or of none.
 * So each worker has one, and it may die with it at any moment.
 *
 * **What a caller waits for** (`AUTHORIZE`, `CAPTURE`) is called for at once, from here. If that is lost, the shard sends it again.
 * **What is told** (`REVERSE`, `ADVISE`) goes through a queue of its issuer, to the switch of any worker, until it is answered.
 */
export class Switch implements HostMessageSender {
  readonly #ports: SwitchPorts;
  readonly #options: SwitchOptions;
  readonly #lines = new Map<string, Line>();
  /** The queues of each issuer with a host. */
  readonly #queues = new Map<string, readonly HostQueue[]>();
  /** Messages that are asked now, or wait for it, by id. */
  readonly #asking = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  #hearer: AnswerHearer | undefined;
  #loop: Promise<void> | undefined;

  constructor(ports: SwitchPorts, options: SwitchOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** @param hearer hears what hosts answer */
  start(hearer: AnswerHearer): void {
    this.#hearer = hearer;
    this.#loop = this.#lookUntilStopped();
  }

  /** Finishes the calls under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await Promise.all([
      ...[...this.#queues.values()].flat().map((queue) => queue.close()),
      ...this.#asking.values(),
    ]);
  }

  /**
   * Sends a message to the host of its issuer. What is asked already is not asked a second time.
   *
   * @throws {Fault} `QUEUE_UNAVAILABLE`, of what is told
   */
  async send(message: HostMessage): Promise<void> {
    if (message.answerByMs === NO_DEADLINE) return this.#ports.queues.send(message);
    if (this.#asking.has(message.id)) return;
    const { asked, limit } = this.#lineOf(message.issuer);
    const asking = limit(() => this.#ask(message, asked))
      .catch((error: unknown) => {
        // The shard asks again, or goes on without an answer.
        if (!(error instanceof Fault)) this.#ports.log.callFailed(message.issuer, error);
      })
      .finally(() => this.#asking.delete(message.id));
    this.#asking.set(message.id, asking);
  }

  #lineOf(issuer: string): Line {
    let line = this.#lines.get(issuer);
    if (line === undefined) {
      const { asksMax, breaker } = this.#options;
      const asked = new IssuerHost(this.#ports, breaker);
      // With a circuit of its own: what a host can't make out of one reversal says nothing about who waits for its answer.
      const told = new IssuerHost(this.#ports, breaker);
      asked.beside(told);
      line = { asked, told, limit: pLimit(asksMax) };
      this.#lines.set(issuer, line);
    }
    return line;
  }

  async #lookUntilStopped(): Promise<void> {
    const { clock, log, network } = this.#ports;
    const { signal } = this.#stopping;
    let isFailing = false;
    while (!signal.aborted) {
      try {
        for (const { issuer, host } of network.current().programs.values()) {
          if (host !== undefined && !this.#queues.has(issuer)) await this.#open(issuer);
        }
        isFailing = false;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (!isFailing) log.queuesFailed(error);
        isFailing = true;
      }
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
  }

  async #open(issuer: string): Promise<void> {
    const { queues, log, observer } = this.#ports;
    const { followUpsMax, inquiriesMax } = this.#options;
    const { told } = this.#lineOf(issuer);
    const inquiries = new Inquiries(this.#ports, this.#options);
    const opened: HostQueue[] = [];
    try {
      const followUp = (message: HostMessage): Promise<void> => this.#followUp(message, told);
      opened.push(await queues.openFollowUps(issuer, { concurrency: followUpsMax, handle: followUp }));
      const answer = (inquiry: BalanceInquiry): Promise<void> => inquiries.answer(inquiry);
      opened.push(await queues.openInquiries(issuer, { concurrency: inquiriesMax, handle: answer }));
    } catch (error) {
      await Promise.all(opened.map((queue) => queue.close()));
      throw error;
    }
    this.#queues.set(issuer, opened);
    log.issuerOpened(issuer);
    observer.opened(issuer);
  }

  async #ask(message: HostMessage, host: IssuerHost): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const leftMs = message.answerByMs - this.#ports.clock.nowMs();
    if (leftMs <= 0) {
      this.#ports.observer.skipped(message.issuer, 'late');
      return;
    }
    const reply = await this.#call(message, host, Math.min(leftMs, this.#options.callTimeoutMs));
    this.#ports.observer.circuit(message.issuer, host.isAway);
    await this.#answer(message, answerOf(reply));
  }

  async #followUp(message: HostMessage, host: IssuerHost): Promise<void> {
    const reply = await this.#call(message, host, this.#options.callTimeoutMs);
    const answer = answerOf(reply);
    if (answer.kind === 'none') {
      throw new Fault('DEADLINE_EXCEEDED', `the host of ${message.issuer} has not answered`, {
        retryable: true,
      });
    }
    await this.#answer(message, answer);
  }

  #call(message: HostMessage, host: IssuerHost, timeoutMs: number): Promise<HostReply> {
    const { issuer, operation } = message;
    return host.call({ issuer, program: message.content.program, operation }, (address) =>
      this.#ports.hosts.call(address, message, timeoutMs),
    );
  }

  async #answer(message: HostMessage, answer: HostAnswer): Promise<void> {
    const shard = shardOf(message.content.card, this.#options.shards);
    await this.#hearer?.hear(shard, { kind: 'host-answer', message: message.id, answer });
  }
}

/** What the shard is told. An answer that is wrong is as good as none. */
function answerOf(reply: HostReply): HostAnswer {
  switch (reply.kind) {
    case 'declined':
      return { kind: 'declined', outcome: outcomeOf(reply.reason) };
    case 'wrong':
    case 'none':
      return { kind: 'none' };
    default:
      return reply;
  }
}
