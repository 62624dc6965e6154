import type { Config } from '../config.ts';
import { CutOver } from '../cycle/cut-over.ts';
import { Quotes } from '../exchange/quotes.ts';
import { FILES_MAX } from '../gateway/limits.ts';
import { startGateway as startGrpc } from '../gateway/server.ts';
import type { Logger } from '../log.ts';
import { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import { serveHttp } from '../metrics/http.ts';
import { SteadyClock } from '../steady-clock.ts';
import { PostgresBooks } from '../store/books.ts';
import { PostgresCredentials } from '../store/credentials.ts';
import { openPool } from '../store/pool.ts';
import { QuoteSecret } from '../store/quote-secret.ts';
import { PostgresReconciliations } from '../store/reconciliation.ts';
import { PostgresSettlement } from '../store/settlement.ts';
import type { Backends } from './backends.ts';
import { Closers } from './closers.ts';
import { openFoundation, openSettlementPool } from './foundation.ts';
import { gatewayOptions } from './gateway-options.ts';
import type { Service } from './until-signal.ts';

/** How long calls in flight may take to be answered when the gateway is told to stop. */
const DRAIN_MS = 10_000;

export interface GatewayService extends Service {
  /** Where it listens, as `host:port`. */
  readonly grpcAddress: string;
  readonly httpUrl: string;
}

/**
 * A gateway: the gRPC interface of the network, on as many of them as there are.
 *
 * @throws {Fault} when a server it stands on does not answer, or it can't listen; then nothing is left open
 */
export async function startGateway(config: Config, backends: Backends, log: Logger): Promise<GatewayService> {
  const closers = new Closers();
  try {
    const { directory, network, queues, checks } = await openFoundation(config, backends, { log, closers });
    const credentials = new PostgresCredentials(network);
    const secret = new QuoteSecret(network);
    await network.start();
    const { clock } = network;
    // Of their own, so that long reads of some don't keep the keys and cards of others waiting.
    const reading = closers.add(
      openPool({ databaseUrl: backends.databaseUrl, connectionsMax: 8 }),
      (opened) => opened.end(),
    );
    const settling = closers.add(openSettlementPool(backends.databaseUrl), (opened) => opened.end());
    const settlement = new PostgresSettlement(settling);
    // However many files are coming in, there are two for reads and decisions.
    const reconciling = closers.add(openSettlementPool(backends.databaseUrl, FILES_MAX + 2), (opened) =>
      opened.end(),
    );
    const replies = closers.add(await queues.replyReceiver(), (receiver) => receiver.close());
    const sender = queues.sender();
    const options = await gatewayOptions(config);
    const metrics = new GatewayMetrics({
      log,
      inspector: queues.inspector(),
      settlement,
      shards: config.shards,
    });
    const gateway = closers.add(
      await startGrpc(options, {
        sender,
        inquiries: queues.hosts(),
        replies,
        clock: new SteadyClock(),
        networkClock: clock,
        credentials,
        directory,
        network,
        books: await PostgresBooks.open(reading),
        quotes: new Quotes({ network, secret: () => secret.current(), clock }),
        cutOver: new CutOver({ directory, sender, clock, settlement }),
        settlement,
        reconciliations: new PostgresReconciliations(reconciling),
        observer: metrics,
      }),
      (server) => server.close(),
    );
    metrics.gaugeRouter(gateway.router);
    const http = closers.add(
      await serveHttp({
        address: config.httpAddress,
        registry: metrics.registry,
        checks,
        network,
      }),
      (server) => server.close(),
    );
    const grpcAddress = hostAndPort(options.host, gateway.port);
    log.info(`gateway at ${grpcAddress} on ${queues.backend.description}, metrics at ${http.url}/metrics`);
    return {
      grpcAddress,
      httpUrl: http.url,
      stop: async () => {
        await gateway.drain(DRAIN_MS);
        await closers.close();
      },
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

function hostAndPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
