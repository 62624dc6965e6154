import type { HostMessage } from '../ledger/host-message.ts';
import { NO_DEADLINE } from '../ledger/host-message.ts';
import type { ResendOptions } from './resends.ts';
import { Resends } from './resends.ts';

/**
 * When the open messages of a shard go to the switch: once they are committed, and again, ever more seldom, until they
 * end. Calling again is the switch's; this repairs a queue that has lost them.
 *
 * What a host is told about an account it is told one by one, in the order of the journal: an advice before the capture or
 * the reversal of what it advises, and what a member was given before what it spent. What a caller waits for does not wait
 * behind that.
 */
export class HostOutbox {
  readonly #sendable: Resends<string, HostMessage>;
  /** What is told about accounts, in order: the first is in `#sendable`. */
  readonly #told = new Map<string, HostMessage[]>();

  constructor(options: ResendOptions) {
    this.#sendable = new Resends(options);
  }

  /** Takes a message that is committed; it is due to be sent at once, or when those before it have ended. */
  add(message: HostMessage): void {
    if (message.answerByMs === NO_DEADLINE) {
      const account = accountOf(message);
      const told = this.#told.get(account);
      if (told !== undefined) {
        told.push(message);
        return;
      }
      this.#told.set(account, [message]);
    }
    this.#sendable.add(message.id, message);
  }

  /** Forgets a message that has ended; the next about its account is due. */
  remove(message: HostMessage): void {
    this.#sendable.remove(message.id);
    if (message.answerByMs !== NO_DEADLINE) return;
    const account = accountOf(message);
    const rest = (this.#told.get(account) ?? []).filter(({ id }) => id !== message.id);
    const [next] = rest;
    if (next === undefined) this.#told.delete(account);
    else {
      this.#told.set(account, rest);
      if (this.#sendable.get(next.id) === undefined) this.#sendable.add(next.id, next);
    }
  }

  /** Messages to send now, oldest first, each with how often it was sent before. */
  takeDue(nowMs: number): { item: HostMessage; attempts: number }[] {
    return this.#sendable.takeDue(nowMs);
  }
}

function accountOf({ content }: HostMessage): string {
  return `${content.card}/${content.program}`;
}
