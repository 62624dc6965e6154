import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../fault.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { isRunning } from './process-identity.ts';

const waitMsMax = 60_000;

/**
 * Ends a server whose owner was killed, in good order first. Usually its watchdog is already at it.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when it can't be ended: it belongs to another user, or hangs.
 */
export async function endOrphan(name: string, orphan: ProcessIdentity): Promise<void> {
  const signals = name === 'postgres' ? (['SIGINT', 'SIGQUIT'] as const) : (['SIGTERM', 'SIGKILL'] as const);
  for (const signal of signals) {
    if (!send(orphan, signal)) break;
    for (const until = Date.now() + waitMsMax; isRunning(orphan) && Date.now() < until; ) await sleep(25);
  }
  if (!isRunning(orphan)) return;
  const message = `a ${name} of an earlier run (process ${orphan.pid}) can't be stopped; stop it yourself`;
  throw new Fault('CONFIGURATION_INVALID', message);
}

function send(orphan: ProcessIdentity, signal: NodeJS.Signals): boolean {
  try {
    return isRunning(orphan) && process.kill(orphan.pid, signal);
  } catch {
    return false;
  }
}
