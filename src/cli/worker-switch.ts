import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Config } from '../config.ts';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import type { GrpcHostsOptions, HostTls } from '../switch/grpc-hosts.ts';
import { GrpcHosts } from '../switch/grpc-hosts.ts';
import type { SwitchLog, SwitchPorts } from '../switch/switch.ts';
import { SWITCH_DEFAULTS, Switch } from '../switch/switch.ts';
import type { Closers } from './closers.ts';

/**
 * The switch of a worker: calls the hosts of issuers that keep their members' accounts themselves. It is not started yet.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when a file that it shows to hosts, or knows them by, can't be read
 */
export function openSwitch(
  config: Config,
  ports: Omit<SwitchPorts, 'hosts' | 'log'>,
  { log, closers }: { log: Logger; closers: Closers },
): Switch {
  const hosts = closers.add(new GrpcHosts(hostsOptions(config)), (opened) => opened.close());
  const options = { ...SWITCH_DEFAULTS, shards: config.shards };
  return closers.add(new Switch({ ...ports, hosts, log: switchLog(log) }, options), (running) =>
    running.stop(),
  );
}

function switchLog(log: Logger): SwitchLog {
  return {
    issuerOpened: (issuer) => log.info(`the host of ${issuer} is called from here`),
    queuesFailed: (error) => log.warn({ err: error }, 'queues of hosts could not be opened; trying again'),
    hostAway: (issuer, operation, why) =>
      log.warn({ issuer, operation, why }, `the host of ${issuer} does not answer`),
    hostBack: (issuer, operation) => log.info({ issuer, operation }, `the host of ${issuer} answers again`),
    wrongAnswer: (issuer, operation, why) =>
      log.warn({ issuer, operation, why }, `the host of ${issuer} answered what is no answer`),
    callFailed: (issuer, error) =>
      log.error({ issuer, err: error }, `a call of the host of ${issuer} ended: a bug`),
  };
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
