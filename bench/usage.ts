import { median } from './figures.ts';
import type { CpuReading } from './process-usage.ts';

/** Where the CPU time of a load went. */
export interface Usage {
  /** Microseconds for each transaction, by process. */
  readonly microsPerTransaction: Readonly<Record<string, number>>;
  /** Cores that were busy, by process; `others` is what had nothing to do with the bench. */
  readonly cores: Readonly<Record<string, number>>;
}

export function usageBetween(before: CpuReading, after: CpuReading, transactions: number): Usage {
  const wallMs = after.atMs - before.atMs;
  const microsPerTransaction: Record<string, number> = {};
  const cores: Record<string, number> = {};
  let ownMs = 0;
  for (const [name, cpuMs] of Object.entries(after.ofProcesses)) {
    const usedMs = cpuMs - (before.ofProcesses[name] ?? 0);
    ownMs += usedMs;
    microsPerTransaction[name] = (usedMs * 1_000) / transactions;
    cores[name] = usedMs / wallMs;
  }
  cores['others'] = Math.max(0, after.ofMachine - before.ofMachine - ownMs) / wallMs;
  return { microsPerTransaction, cores };
}

/** Of several rounds of the same load. */
export function medianUsage(usages: readonly (Usage | undefined)[]): Usage | undefined {
  const known = usages.filter((usage) => usage !== undefined);
  const [first] = known;
  if (first === undefined) return undefined;
  const medians = (pick: (usage: Usage) => Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(
      Object.keys(pick(first)).map((name) => [name, median(known.map((usage) => pick(usage)[name] ?? 0))]),
    );
  return {
    microsPerTransaction: medians((usage) => usage.microsPerTransaction),
    cores: medians((usage) => usage.cores),
  };
}
