import { readdirSync, readFileSync } from 'node:fs';

/** What Linux counts CPU time in (USER_HZ). */
const TICK_MS = 10;

/**
 * CPU time that all processes of a Postgres on this machine have taken so far, in milliseconds; undefined where the
 * system does not tell.
 *
 * @param backendPid one of its sessions, as `pg_backend_pid()` gives it
 */
export function postgresCpuMs(backendPid: number): number | undefined {
  const postmaster = statOf(backendPid)?.parent;
  if (postmaster === undefined) return undefined;
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = statOf(pid);
    if (stat !== undefined && (pid === postmaster || stat.parent === postmaster)) ticks += stat.ticks;
  }
  return ticks * TICK_MS;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: ppid is field 4, times are fields 14 to 17. */
function statOf(pid: number): { parent: number; ticks: number } | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name of the process is in parentheses and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
  return {
    parent: Number(fields[1]),
    ticks: (user ?? 0) + (system ?? 0) + (childUser ?? 0) + (childSystem ?? 0),
  };
}
