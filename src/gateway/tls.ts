import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { ServerCredentials } from '@grpc/grpc-js';
import { Fault } from '../fault.ts';

/** PEM files. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
  /** Authorities whose client certificates are accepted; undefined: callers show API keys only. */
  readonly clientAuthorities: string | undefined;
}

export interface Binding {
  readonly host: string;
  /** Undefined: plaintext. */
  readonly tls: TlsFiles | undefined;
  /** Plaintext also where others than this machine can listen in, such as behind a proxy that ends TLS. */
  readonly allowPlaintext: boolean;
}

/**
 * The credentials with which the gateway listens.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when plaintext would leave this machine, or a file can't be used
 */
export function serverCredentials({ host, tls, allowPlaintext }: Binding): ServerCredentials {
  if (tls !== undefined) return new TlsCredentials(tls);
  if (allowPlaintext || isLoopback(host)) return ServerCredentials.createInsecure();
  throw new Fault(
    'CONFIGURATION_INVALID',
    `${host} is not loopback: give a certificate and a key, or allow plaintext`,
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * TLS that asks for a client certificate and does without: one that no authority of ours has signed is nobody's, and its
 * holder is asked for an API key like everybody. grpc-js by itself would either not ask or let nobody else in.
 */
class TlsCredentials extends ServerCredentials {
  constructor({ certificate, key, clientAuthorities }: TlsFiles) {
    const context = {
      cert: readPem(certificate),
      key: readPem(key),
      ...(clientAuthorities === undefined ? {} : { ca: readPem(clientAuthorities) }),
    };
    try {
      createSecureContext(context);
    } catch (cause) {
      throw new Fault(
        'CONFIGURATION_INVALID',
        `${certificate} and ${key} are not a certificate and its key`,
        {
          cause,
        },
      );
    }
    super({ requestCert: clientAuthorities !== undefined, rejectUnauthorized: false }, context);
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Fault('CONFIGURATION_INVALID', `${file} can not be read: name a PEM file`, { cause });
  }
}
