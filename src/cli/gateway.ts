import { Command } from 'commander';
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
    'batchItemsMax',
    'messageBytesMax',
    'streamInFlightMax',
    'participantInFlightMax',
    'participantRate',
    'shardDepthMax',
    'logLevel',
  ]).action(() => runRole(command, startGateway));
}
