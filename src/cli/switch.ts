import { Command } from 'commander';
import { openLog } from '../log.ts';
import { openBackends } from './backends.ts';
import { configOf, withSettings } from './settings.ts';
import { startSwitch } from './switch-role.ts';
import { runUntilSignal } from './until-signal.ts';

/** `tongfen switch`: one switch of a network whose Postgres and Redis run elsewhere. */
export function switchCommand(): Command {
  const command = new Command('switch').description("run one switch: it calls issuers' own hosts");
  return withSettings(command, [
    'databaseUrl',
    'redisUrl',
    'shards',
    'httpAddress',
    'hostTlsCa',
    'hostTlsCertificate',
    'hostTlsKey',
    'hostTokens',
    'allowPlaintext',
    'logLevel',
  ]).action(async () => {
    const config = configOf(command);
    const log = openLog({ level: config.logLevel, role: 'switch' });
    const started = await startSwitch(config, await openBackends(config, log), log);
    process.send?.({ httpUrl: started.httpUrl });
    await runUntilSignal(started, log);
  });
}
