import type { HostMessage } from './host-message.ts';
import { ANSWER_WITHIN_MS } from './host-message.ts';

/** What a shard asks an issuer's host at once: to begin with, at least and at most. */
const FIRST = 16;
const LEAST = 4;
const MOST = 1_024;

/** An answer that came so soon did not wait behind others; one that came so late did: a call itself takes less. */
const SOON_MS = ANSWER_WITHIN_MS / 5;
const LATE_MS = ANSWER_WITHIN_MS / 2;

/**
 * How much one shard may ask the host of an issuer at once. What is asked beyond what the host can answer waits in the queue
 * until it is too late, and would be declined although the host is there; so whoever comes then is to come again.
 *
 * A shard does not know how fast a host is, nor what other shards ask of it. It finds out as TCP does (RFC 5681): while
 * answers come soon, each makes room for one more, if there has been no room since it was asked; one that comes late halves it,
 * once for all that were asked meanwhile.
 */
export class AskWindow {
  #size = FIRST;
  #open = 0;
  /** When there was no room the last time, and when it was halved. */
  #fullAtMs = Number.NEGATIVE_INFINITY;
  #halvedAtMs = Number.NEGATIVE_INFINITY;

  get hasRoom(): boolean {
    return this.#open < this.#size;
  }

  asked({ ledgerTimeMs }: HostMessage): void {
    this.#open += 1;
    if (!this.hasRoom) this.#fullAtMs = ledgerTimeMs;
  }

  /** A message has its answer, or it is known that there is none: a host that is away is no host that answers soon. */
  ended({ ledgerTimeMs }: HostMessage, { nowMs, isAnswered }: { nowMs: number; isAnswered: boolean }): void {
    const elapsedMs = nowMs - ledgerTimeMs;
    if (elapsedMs >= LATE_MS) {
      if (ledgerTimeMs > this.#halvedAtMs) {
        this.#size = Math.max(LEAST, Math.floor(this.#size / 2));
        this.#halvedAtMs = nowMs;
      }
    } else if (isAnswered && elapsedMs <= SOON_MS && ledgerTimeMs <= this.#fullAtMs) {
      this.#size = Math.min(MOST, this.#size + 1);
    }
    this.#open -= 1;
  }
}
