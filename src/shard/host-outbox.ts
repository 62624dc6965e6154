import type { HostMessage } from '../ledger/host-message.ts';

interface Waiting {
  readonly message: HostMessage;
  sendAtMs: number;
  attempts: number;
}

/**
 * When the open messages of a shard go to the switch: once they are committed, and again, ever more seldom, until they
 * end. Calling again is the switch's; this repairs a queue that has lost them.
 */
export class HostOutbox {
  readonly #waiting = new Map<string, Waiting>();
  readonly #resendAfterMs: number;
  readonly #resendAfterMsMax: number;

  constructor(options: { resendAfterMs: number; resendAfterMsMax: number }) {
    this.#resendAfterMs = options.resendAfterMs;
    this.#resendAfterMsMax = options.resendAfterMsMax;
  }

  /** Takes a message that is committed; it is due to be sent at once. */
  add(message: HostMessage): void {
    this.#waiting.set(message.id, { message, sendAtMs: 0, attempts: 0 });
  }

  remove(id: string): void {
    this.#waiting.delete(id);
  }

  /** Messages to send now, oldest first, each with how often it was sent before. */
  takeDue(nowMs: number): { message: HostMessage; attempts: number }[] {
    const due: { message: HostMessage; attempts: number }[] = [];
    for (const waiting of this.#waiting.values()) {
      if (waiting.sendAtMs > nowMs) continue;
      due.push({ message: waiting.message, attempts: waiting.attempts });
      waiting.sendAtMs =
        nowMs + Math.min(this.#resendAfterMs * 2 ** waiting.attempts, this.#resendAfterMsMax);
      waiting.attempts += 1;
    }
    return due;
  }
}
