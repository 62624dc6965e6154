import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { errorMessage } from '../errors.ts';
import { Fault } from '../fault.ts';
import type { NetworkFollower } from './network-gauges.ts';
import { gaugeNetwork } from './network-gauges.ts';
import type { ReadinessChecks } from './readiness.ts';
import { failedChecks, gaugeReadiness } from './readiness.ts';

export interface HttpOptions {
  /** `host:port`; port 0 lets the system choose. */
  readonly address: string;
  readonly registry: Registry;
  readonly checks: ReadinessChecks;
  readonly network: NetworkFollower;
}

export interface HttpServer {
  /** Without a path, such as `http://127.0.0.1:9464`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves `/metrics` (Prometheus), `/livez` (the process answers) and `/readyz` (what it stands on answers; 503 and the
 * names of what does not, else).
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when it can't listen there
 */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  gaugeReadiness(options.registry, options.checks);
  gaugeNetwork(options.registry, options.network);
  const server = createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      response.writeHead(500).end(`${error instanceof Error ? error.message : 'failed'}\n`);
    });
  });
  const colon = options.address.lastIndexOf(':');
  const host = options.address.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  server.listen(Number(options.address.slice(colon + 1)), host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Fault(
      'CONFIGURATION_INVALID',
      `HTTP can't be served at ${options.address}: ${errorMessage(cause)}`,
      { cause },
    );
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  // A probe may ask for more than there is: `/readyz?verbose`.
  switch (request.url?.replace(/\?.*/, '')) {
    case '/metrics': {
      const metrics = await options.registry.metrics();
      response.writeHead(200, { 'content-type': options.registry.contentType }).end(metrics);
      return;
    }
    case '/livez':
      response.writeHead(200).end('ok\n');
      return;
    case '/readyz': {
      const failed = await failedChecks(options.checks);
      const isReady = Object.keys(failed).length === 0;
      response
        .writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' })
        .end(`${JSON.stringify({ ready: isReady, failed })}\n`);
      return;
    }
    default:
      response.writeHead(404).end('see /metrics, /livez and /readyz\n');
  }
}
