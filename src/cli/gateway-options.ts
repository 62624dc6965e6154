import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config, SettingName } from '../config.ts';
import { ROUTER_DEFAULTS } from '../gateway/router.ts';
import type { GatewayOptions } from '../gateway/server.ts';

/** Where a gateway listens when nobody says: the port that gRPC examples use, as long as it is free. */
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 50_051;

/** Deadline of a unary call that comes without one, and of each batch of a stream. */
const DEADLINE_DEFAULT_MS = 10_000;
const PIECE_WAIT_MAX_MS = 30_000;

/** Of the settings, those of how much a gateway takes. */
export const GATEWAY_LIMIT_SETTINGS = [
  'batchItemsMax',
  'messageBytesMax',
  'streamInFlightMax',
  'participantInFlightMax',
  'participantRate',
  'shardDepthMax',
] as const satisfies readonly SettingName[];

/** What a gateway is started with, from the configuration. */
export async function gatewayOptions(config: Config): Promise<GatewayOptions> {
  const { host, port } = await bindingOf(config);
  const { tlsCert, tlsKey } = config;
  return {
    host,
    port,
    tls:
      tlsCert === undefined || tlsKey === undefined
        ? undefined
        : { certificate: tlsCert, key: tlsKey, clientAuthorities: config.tlsClientCa },
    allowPlaintext: config.allowPlaintext,
    deadlineDefaultMs: DEADLINE_DEFAULT_MS,
    pieceWaitMaxMs: PIECE_WAIT_MAX_MS,
    limits: {
      batchItemsMax: config.batchItemsMax,
      messageBytesMax: config.messageBytesMax,
      streamItemsInFlightMax: config.streamInFlightMax,
      participantItemsInFlightMax: config.participantInFlightMax,
      rateLimit: config.participantRate,
      rateBurst: config.participantRate,
    },
    router: {
      ...ROUTER_DEFAULTS,
      shards: config.shards,
      laneItemsMax: config.shardDepthMax,
    },
  };
}

async function bindingOf(config: Config): Promise<{ host: string; port: number }> {
  if (config.grpcAddress === undefined) {
    const isFree = await canListen(DEFAULT_HOST, DEFAULT_PORT);
    return { host: DEFAULT_HOST, port: isFree ? DEFAULT_PORT : 0 };
  }
  const colon = config.grpcAddress.lastIndexOf(':');
  const host = config.grpcAddress.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  return { host, port: Number(config.grpcAddress.slice(colon + 1)) };
}

async function canListen(host: string, port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}
