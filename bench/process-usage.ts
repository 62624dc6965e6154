import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** What Linux counts CPU time in (USER_HZ). */
const TICK_MS = 10;

interface ProcessStat {
  readonly parent: number;
  readonly cpuMs: number;
}

/** CPU time at one moment, in milliseconds. */
export interface CpuReading {
  readonly atMs: number;
  /** Of each process with its children, by name; a child that has a name of its own counts there. */
  readonly ofProcesses: Readonly<Record<string, number>>;
  /** Of whatever ran on this machine. */
  readonly ofMachine: number;
}

/**
 * Reads what CPU time processes and their children have taken so far; undefined where the system does not tell (only
 * Linux does).
 *
 * @param pids by name
 */
export function readCpu(pids: Readonly<Record<string, number | undefined>>): CpuReading | undefined {
  const stats = readStats();
  if (stats === undefined) return undefined;
  const ofProcesses: Record<string, number> = {};
  const named = new Set(Object.values(pids));
  for (const [name, pid] of Object.entries(pids)) {
    if (pid !== undefined) ofProcesses[name] = cpuMsOfFamily(stats, pid, named);
  }
  return { atMs: performance.now(), ofProcesses, ofMachine: machineCpuMs() };
}

/** The most memory a process ever had resident, in MiB; undefined where the system does not tell. */
export function residentPeakMib(pid: number): number | undefined {
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readText(`/proc/${pid}/status`) ?? '')?.[1];
  return peak === undefined ? undefined : Number(peak) / 1_024;
}

function readStats(): Map<number, ProcessStat> | undefined {
  const stats = new Map<number, ProcessStat>();
  if (readText('/proc/self/stat') === undefined) return undefined;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = readText(`/proc/${pid}/stat`);
    if (stat !== undefined) stats.set(pid, parseStat(stat));
  }
  return stats;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: ppid is field 4, times are fields 14 to 17. */
export function parseStat(stat: string): ProcessStat {
  // The name of the process is in parentheses and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { parent: Number(fields[1]), cpuMs: ticks * TICK_MS };
}

/** Children that have ended are in their parent's own times. */
function cpuMsOfFamily(
  stats: ReadonlyMap<number, ProcessStat>,
  pid: number,
  named: ReadonlySet<number | undefined>,
): number {
  let cpuMs = stats.get(pid)?.cpuMs ?? 0;
  for (const [child, { parent }] of stats) {
    if (parent === pid && !named.has(child)) cpuMs += cpuMsOfFamily(stats, child, named);
  }
  return cpuMs;
}

function machineCpuMs(): number {
  let cpuMs = 0;
  for (const { times } of cpus()) cpuMs += times.user + times.nice + times.sys + times.irq;
  return cpuMs;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
