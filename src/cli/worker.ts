import { Command } from 'commander';
import { openLog } from '../log.ts';
import { openBackends } from './backends.ts';
import { configOf, withSettings } from './settings.ts';
import { runUntilSignal } from './until-signal.ts';
import { startWorker } from './worker-role.ts';

/** `tongfen worker`: one worker of a network whose Postgres and Redis run elsewhere. */
export function workerCommand(): Command {
  const command = new Command('worker').description('run one worker: its fair share of the shards');
  return withSettings(command, [
    'databaseUrl',
    'redisUrl',
    'shards',
    'httpAddress',
    'cacheCardsMax',
    'timeZone',
    'cutOver',
    'logLevel',
  ]).action(async () => {
    const config = configOf(command);
    const log = openLog({ level: config.logLevel, role: 'worker' });
    const worker = await startWorker(config, await openBackends(config, log), log);
    process.send?.({ httpUrl: worker.httpUrl });
    await runUntilSignal(worker, log);
  });
}
