import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import { openLog } from '../log.ts';
import type { Backends } from './backends.ts';
import { openBackends } from './backends.ts';
import { configOf } from './settings.ts';
import type { Service } from './until-signal.ts';
import { runUntilSignal } from './until-signal.ts';

interface Started extends Service {
  readonly httpUrl: string;
  /** Of a gateway. */
  readonly grpcAddress?: string;
}

/** Runs one role of a network whose Postgres and Redis run elsewhere, and tells its parent, if any, where it is reached. */
export async function runRole(
  command: Command,
  start: (config: Config, backends: Backends, log: Logger) => Promise<Started>,
): Promise<void> {
  const config = configOf(command);
  const log = openLog({ level: config.logLevel, role: command.name() });
  process.once('disconnect', endAtOnce);
  const started = await start(config, await openBackends(config, log), log);
  const { grpcAddress, httpUrl } = started;
  // A parent that is gone by now is heard of below.
  process.send?.({ grpcAddress, httpUrl }, undefined, undefined, () => {});
  const running = runUntilSignal(started, log);
  process.off('disconnect', endAtOnce);
  await running;
}

/** The parent is gone before this process serves: nobody would stop it, and it has nothing to finish. */
function endAtOnce(): void {
  process.exit(1);
}
