import type { Bench } from './bench.ts';
import { residentPeakMib } from './process-usage.ts';

/**
 * The most memory that the worker ever had resident: 1,000,000 cards (100,000 in a quick run) became active in it, an earn
 * on each, and all loads came after. It is a worker as it is started by default, whose cache is full with 300,000: the
 * others have left it in the end, which is what a cache is for.
 */
export async function benchMemory({ plan, progress, results, engine }: Bench): Promise<void> {
  progress.step('looking how much memory the worker took');
  const [worker] = engine.workers;
  const value = worker && residentPeakMib(worker.pid);
  if (value === undefined) return;
  const note = `${plan.cards.toLocaleString('en-US')} cards were active`;
  results.add({ name: 'worker_memory_mib', value, unit: 'MiB', note });
}
