import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** PEM files of a certificate and its key. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** Makes certificates with openssl, in a folder that goes with it. */
export class Certificates {
  readonly #directory = mkdtempSync(path.join(tmpdir(), 'tongfen-certificates-'));

  authority(name: string): Identity {
    const identity = this.#filesOf(name);
    this.#openssl(['req', '-x509', '-days', '2', '-subj', `/CN=${name}`], identity);
    return identity;
  }

  /** A certificate that an authority has signed, for this machine and for its holder's common name. */
  signed(name: string, authority: Identity): Identity {
    const identity = this.#filesOf(name);
    const request = path.join(this.#directory, `${name}.csr`);
    const extensions = path.join(this.#directory, `${name}.ext`);
    writeFileSync(extensions, 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    this.#openssl(['req', '-subj', `/CN=${name}`], { ...identity, certificate: request });
    const { certificate, key } = authority;
    const signing = ['x509', '-req', '-in', request, '-CA', certificate, '-CAkey', key, '-CAcreateserial'];
    execFileSync(
      'openssl',
      [...signing, '-days', '2', '-extfile', extensions, '-out', identity.certificate],
      {
        stdio: 'ignore',
      },
    );
    return identity;
  }

  close(): void {
    rmSync(this.#directory, { recursive: true });
  }

  #filesOf(name: string): Identity {
    const file = path.join(this.#directory, name);
    return { certificate: `${file}.pem`, key: `${file}.key` };
  }

  #openssl(request: string[], { certificate, key }: Identity): void {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync('openssl', [...request, ...curve, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  }
}

export function pem(file: string): Buffer {
  return readFileSync(file);
}
