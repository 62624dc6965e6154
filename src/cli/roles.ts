import { Command } from 'commander';
import { openLog } from '../log.ts';
import { openBackends } from './backends.ts';
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
    const { startGateway } = await import('./gateway-role.ts');
    const config = configOf(command);
    const log = openLog({ level: config.logLevel, role: 'gateway' });
    const gateway = await startGateway(config, await openBackends(config, log), log);
    process.send?.({ grpcAddress: gateway.grpcAddress, httpUrl: gateway.httpUrl });
    await runUntilSignal(gateway, log);
  });
}

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
    const { startSwitch } = await import('./switch-role.ts');
    const config = configOf(command);
    const log = openLog({ level: config.logLevel, role: 'switch' });
    const started = await startSwitch(config, await openBackends(config, log), log);
    process.send?.({ httpUrl: started.httpUrl });
    await runUntilSignal(started, log);
  });
}

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
    const { startWorker } = await import('./worker-role.ts');
    const config = configOf(command);
    const log = openLog({ level: config.logLevel, role: 'worker' });
    const worker = await startWorker(config, await openBackends(config, log), log);
    process.send?.({ httpUrl: worker.httpUrl });
    await runUntilSignal(worker, log);
  });
}
