import { Command } from 'commander';
import { openLog } from '../log.ts';
import { GATEWAY_LIMIT_SETTINGS } from './gateway-options.ts';
import { startNetwork } from './network.ts';
import { configOf, withSettings } from './settings.ts';
import { runUntilSignal } from './until-signal.ts';

/** `tongfen serve`: the whole network on one machine, until it is told to stop. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .description('run a whole network on this machine: a gateway, workers, and the servers they need')
    .option('--json', 'print where it can be reached as one line of JSON');
  return withSettings(command, [
    'databaseUrl',
    'redisUrl',
    'dataDirectory',
    'shards',
    'workers',
    'grpcAddress',
    'httpAddress',
    'tlsCert',
    'tlsKey',
    'tlsClientCa',
    'allowPlaintext',
    'hostTlsCa',
    'hostTlsCert',
    'hostTlsKey',
    'hostTlsDirectories',
    'hostTokens',
    ...GATEWAY_LIMIT_SETTINGS,
    'cacheCardsMax',
    'timeZone',
    'cutOver',
    'logLevel',
  ]).action(async (options: { json?: true }) => {
    const config = configOf(command);
    const log = openLog({ level: config.logLevel, role: 'serve' });
    const network = await startNetwork(config, log);
    // Whoever has read that it runs may tell it to stop.
    const running = runUntilSignal(network, log);
    const { endpoints } = network;
    if (options.json === true) {
      const { grpcAddress, httpUrls, pid } = endpoints;
      process.stdout.write(`${JSON.stringify({ grpcAddress, httpUrls, pid })}\n`);
    } else {
      process.stdout.write(
        [
          `Tongfen serves gRPC at ${endpoints.grpcAddress}, on ${network.description}`,
          ...endpoints.httpUrls.map(
            (url, index) => `  metrics of ${index === 0 ? 'the gateway' : `worker ${index}`}: ${url}/metrics`,
          ),
          endpoints.operatorKey === undefined
            ? '  make a key of the operator with: tongfen keys create OPERATOR'
            : `  key of the operator: in ${config.dataDirectory}/operator.key`,
          '  Ctrl-C stops it; what was committed is there again at the next start',
          '',
        ].join('\n'),
      );
    }
    await running;
  });
}
