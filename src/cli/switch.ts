import { Command } from 'commander';
import { runRole } from './run-role.ts';
import { withSettings } from './settings.ts';
import { startSwitch } from './switch-role.ts';

/** `tongfen switch`: one switch of a network whose Postgres and Redis run elsewhere. */
export function switchCommand(): Command {
  const command = new Command('switch').description("run one switch: it calls issuers' own hosts");
  return withSettings(command, [
    'databaseUrl',
    'redisUrl',
    'shards',
    'httpAddress',
    'hostTlsCa',
    'hostTlsCert',
    'hostTlsKey',
    'hostTlsDirectories',
    'hostTokens',
    'allowPlaintext',
    'logLevel',
  ]).action(() => runRole(command, startSwitch));
}
