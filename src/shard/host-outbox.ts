import type { HostMessage } from '../ledger/host-message.ts';
import { NO_DEADLINE } from '../ledger/host-message.ts';
import type { ResendOptions } from './resends.ts';
import { Resends } from './resends.ts';

export interface HostOutboxOptions extends ResendOptions {
  /** In place of `resendAfterMsMax` for what is told, of which a host that is away leaves thousands. */
  readonly tellAgainAfterMsMax: number;
}

/**
 * When the open messages of a shard go to the switch: once they are committed, and again, ever more seldom, until they
 * end. Calling again is the switch's; this repairs a queue that has lost them.
 *
 * What a host is told about an account it is told one by one, in the order of the journal: an advice before the capture or
 * the reversal of what it advises, and what a member was given before what it spent. What a caller waits for does not wait
 * behind that.
 */
export class HostOutbox {
  readonly #asks: Resends<string, HostMessage>;
  readonly #tellable: Resends<string, HostMessage>;
  /** What is told about accounts, in order: the first is in `#tellable`. */
  readonly #told = new Map<string, HostMessage[]>();

  constructor(options: HostOutboxOptions) {
    this.#asks = new Resends(options);
    this.#tellable = new Resends({ ...options, resendAfterMsMax: options.tellAgainAfterMsMax });
  }

  /** Takes a message that is committed; it is due to be sent at once, or when those before it have ended. */
  add(message: HostMessage): void {
    if (message.answerByMs !== NO_DEADLINE) {
      this.#asks.add(message.id, message);
      return;
    }
    const account = accountOf(message);
    const told = this.#told.get(account);
    if (told === undefined) {
      this.#told.set(account, [message]);
      this.#tellable.add(message.id, message);
    } else told.push(message);
  }

  /** Forgets a message that has ended; the next about its account is due. */
  remove(message: HostMessage): void {
    this.#asks.remove(message.id);
    this.#tellable.remove(message.id);
    if (message.answerByMs !== NO_DEADLINE) return;
    const account = accountOf(message);
    const rest = (this.#told.get(account) ?? []).filter(({ id }) => id !== message.id);
    const [next] = rest;
    if (next === undefined) this.#told.delete(account);
    else {
      this.#told.set(account, rest);
      if (this.#tellable.get(next.id) === undefined) this.#tellable.add(next.id, next);
    }
  }

  /** What is to be asked now, and then told, each with how often it was sent before; the rest of what is told stays due. */
  takeDue(nowMs: number, toldMax: number): { item: HostMessage; attempts: number }[] {
    return [...this.#asks.takeDue(nowMs), ...this.#tellable.takeDue(nowMs, toldMax)];
  }
}

function accountOf({ content }: HostMessage): string {
  return `${content.card}/${content.program}`;
}
