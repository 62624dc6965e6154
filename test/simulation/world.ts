import { Prng } from './prng.ts';
import { Scheduler } from './scheduler.ts';
import { Weather } from './weather.ts';

/** A promise that Tongfen makes was broken in a run. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

const START_MS = Date.UTC(2026, 0, 15, 9);

/** What everything in one run shares: time, chance, weather, and the story of what happened. */
export class World {
  readonly prng: Prng;
  readonly scheduler: Scheduler;
  readonly weather: Weather;
  /** Tells the story, where anybody listens. */
  readonly trace: ((line: string) => void) | undefined;
  /** Kinds of faults and outcomes that there were. */
  readonly met = new Set<string>();
  #violation: Error | undefined;

  constructor(seed: number, story?: string[]) {
    this.prng = new Prng(seed);
    this.weather = new Weather(this.prng, this.met);
    this.scheduler = new Scheduler(START_MS, this.prng);
    this.trace =
      story === undefined
        ? undefined
        : (line) => story.push(`${(this.scheduler.nowMs - START_MS).toFixed(3).padStart(10)}  ${line}`);
  }

  /** For code that can't throw to the scheduler: the run ends before the next thing happens. */
  fail(error: Error): void {
    this.trace?.(`VIOLATION ${error.message}`);
    this.#violation ??= error;
  }

  check(condition: boolean, sentence: string | (() => string)): void {
    if (condition) return;
    const error = new Violation(typeof sentence === 'string' ? sentence : sentence());
    this.fail(error);
    throw error;
  }

  get violation(): Error | undefined {
    return this.#violation;
  }
}
