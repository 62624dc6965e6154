import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Config } from '../config.ts';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import { serveHttp } from '../metrics/http.ts';
import { SwitchMetrics } from '../metrics/switch-metrics.ts';
import type { GrpcHostsOptions, HostTls } from '../switch/grpc-hosts.ts';
import { GrpcHosts } from '../switch/grpc-hosts.ts';
import { SWITCH_DEFAULTS, Switch } from '../switch/switch.ts';
import type { Backends } from './backends.ts';
import { Closers } from './closers.ts';
import { openFoundation } from './foundation.ts';
import type { Service } from './until-signal.ts';

export interface SwitchService extends Service {
  readonly httpUrl: string;
}

/**
 * A switch: calls the hosts of issuers that keep their members' accounts themselves.
 *
 * @throws {Fault} when a server it stands on does not answer, or a file can't be read; then nothing is left open
 */
export async function startSwitch(config: Config, backends: Backends, log: Logger): Promise<SwitchService> {
  const closers = new Closers();
  try {
    const { network, queues, checks } = await openFoundation(config, backends, { log, closers });
    await network.start();
    const { clock } = network;
    const metrics = new SwitchMetrics();
    const hosts = closers.add(new GrpcHosts(hostsOptions(config)), (opened) => opened.close());
    const running = new Switch(
      {
        queues: queues.hosts(),
        hosts,
        sender: queues.sender(),
        replies: queues.replySender(),
        network,
        clock,
        observer: metrics,
        log: {
          issuerOpened: (issuer) => log.info(`the host of ${issuer} is called from here`),
          queuesFailed: (error) =>
            log.warn({ err: error }, 'queues of hosts could not be opened; trying again'),
          hostAway: (issuer, operation, why) =>
            log.warn({ issuer, operation, why }, `the host of ${issuer} does not answer`),
          hostBack: (issuer, operation) =>
            log.info({ issuer, operation }, `the host of ${issuer} answers again`),
          wrongAnswer: (issuer, operation, why) =>
            log.warn({ issuer, operation, why }, `the host of ${issuer} answered what is no answer`),
        },
      },
      { ...SWITCH_DEFAULTS, shards: config.shards },
    );
    running.start();
    closers.add(running, (started) => started.stop());
    const http = closers.add(
      await serveHttp({ address: config.httpAddress, registry: metrics.registry, checks, network }),
      (server) => server.close(),
    );
    log.info(`switch on ${queues.backend.description}, metrics at ${http.url}/metrics`);
    return { httpUrl: http.url, stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

function hostsOptions(config: Config): GrpcHostsOptions {
  const { hostTlsCa: ca, hostTlsCert: cert, hostTlsKey: key, hostTlsDirectories = new Map() } = config;
  return {
    tls: ca === undefined || cert === undefined || key === undefined ? undefined : tlsOf(ca, cert, key),
    tlsByIssuer: new Map(
      Array.from(hostTlsDirectories, ([issuer, directory]) => [
        issuer,
        tlsOf(join(directory, 'ca.pem'), join(directory, 'cert.pem'), join(directory, 'key.pem')),
      ]),
    ),
    allowPlaintext: config.allowPlaintext,
    tokens: config.hostTokens ?? new Map(),
  };
}

/** @throws {Fault} `CONFIGURATION_INVALID`, for later every host would just not answer */
function tlsOf(ca: string, cert: string, key: string): HostTls {
  const tls = { ca: pem(ca), cert: pem(cert), key: pem(key) };
  try {
    createSecureContext(tls);
  } catch (cause) {
    throw new Fault('CONFIGURATION_INVALID', `${cert} and ${key} are not a certificate and its key`, {
      cause,
    });
  }
  return tls;
}

function pem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Fault('CONFIGURATION_INVALID', `${file} can not be read: name a PEM file`, { cause });
  }
}
