import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { ConnectionOptions, TlsOptions } from '../client/connection.ts';
import { isBearer } from '../client/connection.ts';
import { Fault } from '../fault.ts';
import { readEndpoints } from './endpoints.ts';
import { configOf, withSettings } from './settings.ts';

interface TlsFlags {
  readonly tls?: true;
  readonly tlsCa?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

interface ConnectionFlags extends TlsFlags {
  readonly address?: string;
  readonly apiKey?: string;
  readonly plaintext?: true;
}

/** Gives a command the options with which it finds a gateway and is let in. */
export function withConnection(command: Command): Command {
  command
    .option(
      '--address <host:port>',
      'the gateway; by default that of the network that runs on the data directory',
      hostAndPort,
    )
    .addOption(
      new Option(
        '--api-key <secret>',
        'key of the participant; by default that of the operator of the network on the data directory',
      ).env('TONGFEN_API_KEY'),
    )
    .option('--tls', 'connect over TLS, and trust the authorities that Node trusts')
    .option('--tls-ca <file>', 'connect over TLS, and trust these authorities (PEM)')
    .option('--tls-cert <file>', 'client certificate (PEM)')
    .option('--tls-key <file>', 'its private key (PEM)')
    .option('--plaintext', 'connect without TLS to an address that is not loopback');
  return withSettings(command, ['dataDirectory']);
}

/**
 * How to connect, from the options of a command made by `withConnection`.
 *
 * @throws {Fault} `CONFIGURATION_INVALID`
 */
export function connectionOf(command: Command): ConnectionOptions {
  const flags = command.opts<ConnectionFlags>();
  const { dataDirectory } = configOf(command);
  const local = readEndpoints(dataDirectory);
  const address = flags.address ?? local?.grpcAddress;
  if (address === undefined) {
    throw invalid(
      `no network runs on ${dataDirectory}: start one (npm start), or say where it is with --address`,
    );
  }
  // The operator's key is for its own gateway, and goes nowhere else.
  const ownKey = address === local?.grpcAddress ? local.operatorKey : undefined;
  const apiKey = flags.apiKey === '' ? ownKey : (flags.apiKey ?? ownKey);
  const tls = tlsOf(flags);
  if (apiKey === undefined && tls?.cert === undefined) {
    throw invalid('a key is needed: set TONGFEN_API_KEY, or give --api-key or a client certificate');
  }
  return {
    address,
    ...(apiKey === undefined ? {} : { apiKey: bearer(apiKey, 'TONGFEN_API_KEY (--api-key)') }),
    ...(tls === undefined ? {} : { tls }),
    ...(flags.plaintext === true ? { allowPlaintext: true } : {}),
  };
}

/**
 * What `--tls`, `--tls-ca`, `--tls-cert` and `--tls-key` say; undefined for plaintext.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when a file can't be read, or they do not go together
 */
export function tlsOf({ tls, tlsCa, tlsCert, tlsKey }: TlsFlags): TlsOptions | undefined {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw invalid('--tls-cert and --tls-key go together: give both or neither');
  }
  if (tls === undefined && tlsCa === undefined && tlsCert === undefined) return undefined;
  return {
    ...(tlsCa === undefined ? {} : { ca: pem(tlsCa) }),
    ...(tlsCert === undefined ? {} : { cert: pem(tlsCert) }),
    ...(tlsKey === undefined ? {} : { key: pem(tlsKey) }),
  };
}

/**
 * A secret that can be shown as a bearer token. No parser of the option reads it: what commander says of a wrong value quotes it.
 *
 * @throws {Fault} `CONFIGURATION_INVALID`
 */
export function bearer(secret: string, name: string): string {
  if (!isBearer(secret)) throw invalid(`${name} must be printable ASCII without spaces and line ends`);
  return secret;
}

/** Reads an argument that says where to connect to. */
export function hostAndPort(text: string): string {
  if (!/^[^\s]+:\d{1,5}$/.test(text)) throw new InvalidArgumentError('It must be host:port.');
  return text;
}

function pem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Fault('CONFIGURATION_INVALID', `${file} can't be read: ${(cause as Error).message}`, { cause });
  }
}

function invalid(message: string): Fault {
  return new Fault('CONFIGURATION_INVALID', message);
}
