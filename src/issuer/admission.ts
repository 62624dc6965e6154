import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Metadata } from '@grpc/grpc-js';
import { ServerCredentials } from '@grpc/grpc-js';
import { Fault } from '../fault.ts';

/** PEM files. */
export interface HostTls {
  readonly certificate: string;
  readonly key: string;
  /** Authorities that sign the network's certificate: no connection without one of theirs. */
  readonly clientAuthorities: string;
}

export interface HostBinding {
  readonly host: string;
  /** Undefined: plaintext, on loopback only unless `allowPlaintext`. */
  readonly tls: HostTls | undefined;
  readonly allowPlaintext: boolean;
  readonly misbehaviour: { readonly anyCertificate?: boolean | undefined };
}

/**
 * With what a host listens: TLS with certificates both ways.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when plaintext would leave this machine, or a file can't be used
 */
export function hostCredentials({ host, tls, allowPlaintext, misbehaviour }: HostBinding): ServerCredentials {
  if (tls === undefined) {
    if (allowPlaintext || LOOPBACK.test(host)) return ServerCredentials.createInsecure();
    throw new Fault('CONFIGURATION_INVALID', `${host} is not loopback: give certificates, or --plaintext`);
  }
  try {
    const [authorities, certificate, key] = [tls.clientAuthorities, tls.certificate, tls.key].map((file) =>
      readFileSync(file),
    ) as [Buffer, Buffer, Buffer];
    return ServerCredentials.createSsl(
      authorities,
      [{ cert_chain: certificate, private_key: key }],
      misbehaviour.anyCertificate !== true,
    );
  } catch (cause) {
    throw new Fault('CONFIGURATION_INVALID', `TLS: ${(cause as Error).message}`, { cause });
  }
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** RFC 6750, section 2.1; the scheme is case-insensitive (RFC 9110, section 11.1). */
const BEARER = /^bearer +(\S+)$/i;

/** Tells whether a call shows the credential; comparing takes as long for every wrong one. */
export function bearerCheck(credential: string): (metadata: Metadata) => boolean {
  const expected = digest(credential);
  return (metadata) => {
    const shown = BEARER.exec(String(metadata.get('authorization')[0] ?? ''))?.[1];
    return shown !== undefined && timingSafeEqual(digest(shown), expected);
  };
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
