import { setTimeout as sleep } from 'node:timers/promises';
import type { Clearing } from './clearing.ts';
import type { Traffic } from './traffic.ts';

export interface BusyDayOptions {
  readonly traffic: Traffic;
  readonly clearing: Clearing;
  /** How long the day takes in all. */
  readonly durationMs: number;
  /** How many transactions it brings, if the machine keeps up. */
  readonly transactions: number;
  /** Called all the time, with the time of day as `hh:mm`. */
  readonly onProgress: (clock: string) => void;
}

/** Of the opening hours, in minutes after midnight. */
const OPENS = 7 * 60;
const CLOSES = 23 * 60;

/** Pieces are made this often. */
const TICK_MS = 10;

/** A machine that does not keep up does not catch up either: of what it missed, so much at most comes later. */
const BACKLOG_MS_MAX = 500;

/**
 * A day of sales in a minute: quiet in the morning, busy at lunch, busiest after work.
 *
 * It ends when its time is over, however many transactions there were.
 */
export async function busyDay(options: BusyDayOptions): Promise<void> {
  const { traffic, clearing, durationMs } = options;
  const perMs = options.transactions / durationMs;
  const startedAtMs = performance.now();
  let lastMs = 0;
  let due = 0;
  for (let nowMs = 0; nowMs < durationMs; nowMs = performance.now() - startedAtMs) {
    const part = nowMs / durationMs;
    const sinceLastMs = Math.min(nowMs - lastMs, BACKLOG_MS_MAX);
    lastMs = nowMs;
    due += sinceLastMs * perMs * busyness(part);
    options.onProgress(clockAt(part));
    while (due >= 1 && performance.now() - startedAtMs < durationMs) {
      const piece = traffic.next();
      due -= piece.transactions.length;
      await clearing.add(piece);
    }
    await clearing.flush();
    await sleep(TICK_MS);
  }
  await clearing.settle();
}

/** How busy a part of the day (0 to 1) is, 1 being its average. */
function busyness(part: number): number {
  const peak = (at: number, width: number): number => Math.exp(-(((part - at) / width) ** 2));
  return 0.35 + 1.3 * peak(0.34, 0.1) + 2 * peak(0.72, 0.11);
}

function clockAt(part: number): string {
  const minutes = Math.floor(OPENS + part * (CLOSES - OPENS));
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
