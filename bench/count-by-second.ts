import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.ts';

/** How often the answers of a load are counted. */
const COUNT_EVERY_MS = 1_000;

/** Transactions a second, for each second until there are enough of them. */
export async function countBySecond(
  { load }: Bench,
  isEnough: (counts: readonly number[]) => boolean | Promise<boolean>,
): Promise<number[]> {
  const counts: number[] = [];
  let last = await load.read();
  while (!(await isEnough(counts))) {
    await sleep(COUNT_EVERY_MS);
    const next = await load.read();
    counts.push((next.answered - last.answered) / ((next.atMs - last.atMs) / 1_000));
    last = next;
  }
  return counts;
}

/** So many seconds are enough. */
export function seconds(count: number): (counts: readonly number[]) => boolean {
  return ({ length }) => length >= count;
}
