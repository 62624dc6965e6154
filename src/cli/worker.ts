import { Command } from 'commander';
import { runRole } from './run-role.ts';
import { withSettings } from './settings.ts';
import { startWorker } from './worker-role.ts';

/** `tongfen worker`: one worker of a network whose Postgres and Redis run elsewhere. */
export function workerCommand(): Command {
  const command = new Command('worker').description(
    "run one worker: its fair share of the shards, and calls of issuers' own hosts",
  );
  return withSettings(command, [
    'databaseUrl',
    'redisUrl',
    'shards',
    'httpAddress',
    'cacheCardsMax',
    'timeZone',
    'cutOver',
    'hostTlsCa',
    'hostTlsCert',
    'hostTlsKey',
    'hostTlsDirectories',
    'hostTokens',
    'allowPlaintext',
    'logLevel',
  ]).action(() => runRole(command, startWorker));
}
