import { Command } from 'commander';
import { GATEWAY_LIMIT_SETTINGS } from './gateway-options.ts';
import { startGateway } from './gateway-role.ts';
import { runRole } from './run-role.ts';
import { withSettings } from './settings.ts';

/** `tongfen gateway`: one gateway of a network whose Postgres and Redis run elsewhere. */
export function gatewayCommand(): Command {
  const command = new Command('gateway').description('run one gateway: the gRPC interface of the network');
  return withSettings(command, [
    'databaseUrl',
    'redisUrl',
    'shards',
    'grpcAddress',
    'httpAddress',
    'tlsCert',
    'tlsKey',
    'tlsClientCa',
    'allowPlaintext',
    ...GATEWAY_LIMIT_SETTINGS,
    'logLevel',
  ]).action(() => runRole(command, startGateway));
}
