import type { FaultCode } from '../fault.ts';
import { Fault } from '../fault.ts';
import type { Clock } from '../shard/ports.ts';
import { calendarOf } from './business-day.ts';
import type { CutOver } from './cut-over.ts';

export interface CutOverScheduleOptions {
  /** IANA name of the time zone in which the network's days begin. */
  readonly timeZone: string;
  /** Hears of a step that failed in another way than the one before; the next one follows by itself. */
  readonly onFault: (fault: Fault) => void;
}

/**
 * The day is looked at this often rather than slept through to midnight: so a clock that jumps, a day of 25 hours and a
 * machine that was suspended need no thought.
 */
const TICK_MS = 1_000;

/** Ticks from one look at the database to the next while it is not a new day: for a cut-over that another left unfinished. */
const TICKS_PER_LOOK = 30;

/**
 * Opens the cycle of each new day at midnight of the network's time zone, and sees to it that every cut-over reaches
 * every shard, whoever began it.
 *
 * Every worker runs one, without a lock between them. `openCycle` compares and sets, so that of all that see a new day
 * one opens it; a lock could add nothing but somebody who holds it and is stuck. After days without any worker one
 * cut-over goes straight to today, as long as these are not more than a month: a clock may be wrong, and points expire by
 * the day. Where the operator has cut over to a later day, nothing is done until that day is
 * over.
 */
export class CutOverSchedule {
  readonly #cutOver: CutOver;
  readonly #clock: Clock;
  readonly #onFault: (fault: Fault) => void;
  readonly #dayOf: (atMs: number) => number;
  readonly #stopping = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  /** @throws {Fault} `CONFIGURATION_INVALID` when there is no such time zone */
  constructor(cutOver: CutOver, clock: Clock, options: CutOverScheduleOptions) {
    this.#cutOver = cutOver;
    this.#clock = clock;
    this.#onFault = options.onFault;
    this.#dayOf = calendarOf(options.timeZone);
  }

  start(): void {
    this.#loop = this.#run(this.#stopping.signal);
  }

  /** Resolves when the step under way has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #run(signal: AbortSignal): Promise<void> {
    let reached = 0;
    let isFinished = false;
    let failing: FaultCode | undefined;
    for (let tick = 0; !signal.aborted; tick += 1) {
      const today = this.#dayOf(this.#clock.nowMs());
      if (today > reached || !isFinished || tick % TICKS_PER_LOOK === 0) {
        try {
          const { cycle, behind } = await this.#cutOver.step(today);
          reached = cycle.businessDate;
          isFinished = behind === 0;
          failing = undefined;
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          isFinished = false;
          if (error.code !== failing) this.#onFault(error);
          failing = error.code;
        }
      }
      await this.#clock.sleep(TICK_MS, signal);
    }
  }
}
