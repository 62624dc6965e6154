import { busyDay } from './busy-day.ts';
import { Clearing } from './clearing.ts';
import { Figures } from './figures.ts';
import { QueueDepth } from './queue-depth.ts';
import type { Screen } from './screen.ts';
import type { Stage } from './stage.ts';
import { dateOf, declines, grouped, latency, throughput } from './summary.ts';
import type { Traffic } from './traffic.ts';

export interface DaysOptions {
  readonly stage: Stage;
  readonly traffic: Traffic;
  readonly screen: Screen;
  /** Of the gateway's metrics, without a path. */
  readonly httpUrl: string;
  /** Of the two days together. */
  readonly durationMs: number;
  readonly transactions: number;
}

export interface Days {
  readonly figures: Figures;
  readonly seconds: number;
  readonly businessDate: number;
}

/** Of the time, welcome points take so much at most. */
const WELCOME = 0.15;

/** The first of two days takes so much of the time. */
const FIRST_DAY = 0.65;

/** The live line is drawn this often at most; the screen has its own pace. */
const DRAW_EVERY_MS = 100;

/** Over so long is the rate measured that the live line shows. */
const RATE_OVER_MS = 1_000;

/**
 * Plays two busy days: the last of a month and the first of the next. The cut-over between them comes while the sales of
 * the second day are already under way.
 *
 * @returns what they came to, how long they took, and the business date at the end
 */
export async function playDays(options: DaysOptions): Promise<Days> {
  const { stage, traffic, screen } = options;
  const figures = new Figures();
  const clearing = new Clearing(stage.players, traffic, figures);
  const depth = new QueueDepth(options.httpUrl);
  const rate = new Rate(figures);
  const first = await stage.operator.network.getCycle({});
  let date = first.businessDate;
  let clock = '';
  const drawing = setInterval(() => {
    rate.measure();
    screen.progress(
      () => `${dateOf(date)} ${clock}  ${liveLine(figures, rate.perSecond, depth.transactions)}`,
    );
  }, DRAW_EVERY_MS);
  const startedAtMs = performance.now();
  const day = (transactions: number, untilMs: number): Promise<void> =>
    busyDay({
      traffic,
      clearing,
      durationMs: startedAtMs + untilMs - performance.now(),
      transactions,
      onProgress: (now) => {
        clock = now;
      },
    });
  try {
    screen.begin('members get their welcome points, then the shops open');
    for (const piece of traffic.openingBalances()) {
      // On a slow machine some members begin without.
      if (performance.now() - startedAtMs > options.durationMs * WELCOME) break;
      await clearing.add(piece);
    }
    await day(options.transactions * FIRST_DAY, options.durationMs * FIRST_DAY);
    const cutOver = stage.operator.network.cutOver({ businessDate: firstOfNextMonth(date) });
    // That it fails is for whoever awaits it, below.
    cutOver.then(
      ({ businessDate }) => {
        date = businessDate;
      },
      () => {},
    );
    await day(options.transactions * (1 - FIRST_DAY), options.durationMs);
    const { businessDate } = await cutOver;
    const seconds = (performance.now() - startedAtMs) / 1_000;
    screen.end(
      `${throughput(figures.done, seconds)}, ` +
        `at most ${grouped(rate.highest)}/s; p50 ${latency(figures.latencyMs(50))}, p99 ${latency(figures.latencyMs(99))}`,
    );
    screen.show(
      `  posted ${grouped(figures.posted)}, declined ${grouped(figures.declinedInAll)}: ${declines(figures)}`,
    );
    for (const [status, count] of figures.refused) screen.show(`  not cleared: ${status} ${grouped(count)}`);
    return { figures, seconds, businessDate };
  } finally {
    clearInterval(drawing);
    depth.stop();
  }
}

/** The first day of the month after a day, both yyyymmdd. */
export function firstOfNextMonth(day: number): number {
  const month = Math.floor(day / 100);
  return (month % 100 === 12 ? month + 89 : month + 1) * 100 + 1;
}

function liveLine(figures: Figures, perSecond: number, waiting: number | undefined): string {
  const parts = [
    `${grouped(figures.done)} done`,
    `${grouped(perSecond)}/s`,
    `p50 ${latency(figures.latencyMs(50))}`,
    `p99 ${latency(figures.latencyMs(99))}`,
  ];
  if (waiting !== undefined) parts.push(`${grouped(waiting)} waiting`);
  if (figures.declinedInAll > 0) parts.push(`declined: ${declines(figures, 3)}`);
  return parts.join('  ');
}

/** How many are done per second, lately and at most. */
class Rate {
  readonly #figures: Figures;
  #sinceMs = performance.now();
  #doneBefore = 0;
  perSecond = 0;
  highest = 0;

  constructor(figures: Figures) {
    this.#figures = figures;
  }

  measure(): void {
    const elapsedMs = performance.now() - this.#sinceMs;
    if (elapsedMs < RATE_OVER_MS) return;
    this.perSecond = ((this.#figures.done - this.#doneBefore) / elapsedMs) * 1_000;
    this.highest = Math.max(this.highest, this.perSecond);
    this.#sinceMs += elapsedMs;
    this.#doneBefore = this.#figures.done;
  }
}
