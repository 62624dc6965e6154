import { assert } from '../assert.ts';
import type { Clock } from '../shard/ports.ts';
import { SteadyClock } from '../steady-clock.ts';

/** What Postgres said its time was, and when it was asked and had answered, by a clock of ours that only counts on. */
export interface ClockReading {
  readonly databaseMs: number;
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
}

/**
 * The clock of the network: that of Postgres, so that all processes have one, and none its machine's, which may be wrong
 * or jump. Between two readings it is carried on by the monotonic clock of this process (docs/decisions/0011-time.md).
 *
 * Postgres read its clock at some moment between question and answer, so that every reading has limits within which the
 * difference lies. It is kept while it is within them, and moved to the nearer one when it is not: an answer that took long
 * proves little and moves nothing.
 */
export class NetworkClock implements Clock {
  readonly #steady = new SteadyClock();
  /** What Postgres' clock is ahead of the monotonic one. */
  #aheadMs: number | undefined;

  read({ databaseMs, askedAtMs, answeredAtMs }: ClockReading): void {
    const [least, most] = [databaseMs - answeredAtMs, databaseMs - askedAtMs];
    this.#aheadMs = Math.min(Math.max(this.#aheadMs ?? least, least), most);
  }

  nowMs(): number {
    assert(this.#aheadMs !== undefined, 'the clock of the network is read before anybody asks for the time');
    return Math.floor(performance.now() + this.#aheadMs);
  }

  /** What the clock of this machine is ahead, milliseconds; below zero, it is behind. */
  skewMs(): number {
    return Date.now() - this.nowMs();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#steady.sleep(ms, signal);
  }
}
