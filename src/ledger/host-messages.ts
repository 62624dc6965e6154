import { AskWindow } from './ask-window.ts';
import type { EndedMessage, HostMessage, TransactionName } from './host-message.ts';
import { NO_DEADLINE, transactionOf } from './host-message.ts';

/** The messages of a shard that are open, and what the turn sends and ends. */
export class HostMessages {
  readonly #open = new Map<string, HostMessage>();
  /** Ids of those that a caller waits for, in the order in which they fall due. */
  readonly #asks = new Set<string>();
  /** Gateways whose callers wait, by transaction: an exchange may ask two hosts one after the other. */
  readonly #waiting = new Map<string, Set<string>>();
  readonly #windows = new Map<string, AskWindow>();
  sent: HostMessage[] = [];
  ended: EndedMessage[] = [];
  #nowMs = 0;

  get size(): number {
    return this.#open.size;
  }

  /** Begins a turn. */
  begin(nowMs: number): void {
    this.sent = [];
    this.ended = [];
    this.#nowMs = nowMs;
  }

  /** False while the issuer's host is asked as much as it answers in time. */
  mayAsk(issuer: string): boolean {
    return this.#windowOf(issuer).hasRoom;
  }

  get(id: string): HostMessage | undefined {
    return this.#open.get(id);
  }

  /** Takes a message that was sent in an earlier term. */
  restore(message: HostMessage): void {
    this.#open.set(message.id, message);
    if (message.answerByMs !== NO_DEADLINE) {
      this.#asks.add(message.id);
      this.#windowOf(message.issuer).asked(message);
      this.await(transactionOf(message), message.gateway);
    }
  }

  send(message: HostMessage): void {
    this.restore(message);
    this.sent.push(message);
  }

  end(message: HostMessage, state: EndedMessage['state'], reason = ''): void {
    this.#open.delete(message.id);
    if (this.#asks.delete(message.id)) {
      const isAnswered = state !== 'UNANSWERED';
      this.#windowOf(message.issuer).ended(message, { nowMs: this.#nowMs, isAnswered });
    }
    this.ended.push({ message, state, reason });
  }

  /** A caller of this gateway waits to hear of a transaction. */
  await({ id, card, origin }: TransactionName, gateway: string): void {
    const name = `${id}/${card}/${origin}`;
    const waiting = this.#waiting.get(name);
    if (waiting === undefined) this.#waiting.set(name, new Set([gateway]));
    else waiting.add(gateway);
  }

  /** Gateways whose callers wait to hear of a transaction, which has its outcome now. */
  takeWaiting({ id, card, origin }: TransactionName): ReadonlySet<string> {
    const name = `${id}/${card}/${origin}`;
    const waiting = this.#waiting.get(name) ?? new Set();
    this.#waiting.delete(name);
    return waiting;
  }

  /** Those that have not been answered in time. */
  overdue(nowMs: number): HostMessage[] {
    const overdue: HostMessage[] = [];
    for (const id of this.#asks) {
      const message = this.#open.get(id);
      // Ledger time does not go backwards and all wait equally long, so that those behind are not due either.
      if (message === undefined || message.answerByMs > nowMs) break;
      overdue.push(message);
    }
    return overdue;
  }

  #windowOf(issuer: string): AskWindow {
    let window = this.#windows.get(issuer);
    if (window === undefined) {
      window = new AskWindow();
      this.#windows.set(issuer, window);
    }
    return window;
  }
}
