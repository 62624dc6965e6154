import { Command } from 'commander';
import { openLog } from '../log.ts';
import { openBackends } from './backends.ts';
import { startGateway } from './gateway-role.ts';
import { configOf, withSettings } from './settings.ts';
import { runUntilSignal } from './until-signal.ts';

/** `tongfen gateway`: one gateway of a network whose Postgres and Redis run elsewhere. */
export function gatewayCommand(): Command {
  const command = new Command('gateway').description('run one gateway: the gRPC interface of the network');
  return withSettings(command, [
    'databaseUrl',
    'redisUrl',
    'shards',
    'grpcAddress',
    'httpAddress',
    'tlsCertificate',
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
  ]).action(async () => {
    const config = configOf(command);
    const log = openLog({ level: config.logLevel, role: 'gateway' });
    const gateway = await startGateway(config, await openBackends(config, log), log);
    process.send?.({ grpcAddress: gateway.grpcAddress, httpUrl: gateway.httpUrl });
    await runUntilSignal(gateway, log);
  });
}
