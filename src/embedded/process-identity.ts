import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that was given the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in whatever form the system says it; compared, never parsed. */
  readonly startedAt: string;
}

/** The identity of the process that has this pid now, or undefined when none runs. A zombie does not run. */
export function identify(pid: number): ProcessIdentity | undefined {
  const found = process.platform === 'linux' ? readProc(pid) : askPs(pid);
  return found === undefined || /^[ZX]/.test(found.state) ? undefined : { pid, startedAt: found.startedAt };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startedAt === identity.startedAt;
}

/** See proc_pid_stat(5): the name stands in brackets and may hold anything; state and start time follow it. */
function readProc(pid: number): { state: string; startedAt: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function askPs(pid: number): { state: string; startedAt: string } | undefined {
  try {
    const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, stdio: 'pipe' } as const;
    const line = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], options).trim();
    const [state = '', ...startedAt] = line.split(/\s+/);
    return line === '' ? undefined : { state, startedAt: startedAt.join(' ') };
  } catch {
    return undefined;
  }
}
