import { promisify } from 'node:util';
import type { ServiceDefinition, sendUnaryData } from '@grpc/grpc-js';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import type { GrpcHostsOptions, HostTls } from '../../../src/switch/grpc-hosts.ts';
import { GrpcHosts } from '../../../src/switch/grpc-hosts.ts';
import { ISSUER_HOST } from '../../../src/wire/host-contract.ts';
import { TestHost } from '../../support/test-host.ts';
import { Certificates, pem } from '../gateway/certificates.ts';

const CARD = 4_000_010_000_000_008;

const MESSAGE: HostMessage = {
  id: '00000000-0000-8000-8000-000000000001',
  operation: 'AUTHORIZE',
  issuer: 'BANK',
  transaction: '00000000-0000-8000-8000-000000000001',
  content: {
    id: '00000000-0000-7000-8000-000000000001',
    card: CARD,
    origin: 'BANK',
    type: 'REDEEM',
    program: 'FAR',
    amount: 10,
    reference: '',
    originalId: '',
    peer: 0,
    holdSeconds: 0,
    debit: false,
    reason: '',
    linked: false,
    exchange: undefined,
  },
  merchant: '',
  direction: 'DEBIT',
  inTransit: 10,
  original: undefined,
  ledgerTimeMs: 1_000,
  answerByMs: 6_000,
  standInMicro: 0,
  gateway: '',
};

const PLAIN: GrpcHostsOptions = {
  tls: undefined,
  tlsByIssuer: new Map(),
  allowPlaintext: false,
  tokens: new Map(),
};

it('what a host says of its failure is told without card numbers, in one short line', async () => {
  const server = new Server();
  const details = `no member ${CARD}/id${CARD}\n${'x'.repeat(1_000)}`;
  const refuse = (_call: unknown, answer: sendUnaryData<object>) =>
    answer({ code: status.INTERNAL, details });
  const methods: ServiceDefinition = ISSUER_HOST;
  server.addService(methods, Object.fromEntries(Object.keys(methods).map((name) => [name, refuse])));
  const port = await promisify<string, ServerCredentials, number>(server.bindAsync.bind(server))(
    '127.0.0.1:0',
    ServerCredentials.createInsecure(),
  );
  const hosts = new GrpcHosts(PLAIN);
  const reply = await hosts.call(`127.0.0.1:${port}`, MESSAGE, 2_000);
  hosts.close();
  server.forceShutdown();
  const told = 'no member 400001******0008/id400001******0008 ';
  expect(reply).toEqual({ kind: 'none', why: told.padEnd(200, 'x') });
});

describe('calls of a host over TLS both ways', () => {
  const certificates = new Certificates();
  const ours = certificates.authority('ours');
  const network = certificates.signed('network', ours);
  const server = certificates.signed('host', ours);
  const stranger = certificates.authority('stranger');
  let host: TestHost;
  let hosts: GrpcHosts;

  beforeAll(async () => {
    const pair = { cert_chain: pem(server.certificate), private_key: pem(server.key) };
    host = new TestHost([[CARD, 100]], ServerCredentials.createSsl(pem(ours.certificate), [pair], true));
    await host.start();
  });

  afterEach(() => hosts.close());

  afterAll(() => {
    host.stop();
    certificates.close();
  });

  interface Files {
    readonly authority: string;
    readonly certificate: string;
    readonly key: string;
  }

  function tlsOf({ authority, certificate, key }: Files): HostTls {
    return { ca: pem(authority), cert: pem(certificate), key: pem(key) };
  }

  function call(files: Files) {
    hosts = new GrpcHosts({ ...PLAIN, tls: tlsOf(files) });
    return hosts.call(host.address, MESSAGE, 2_000);
  }

  it('are answered', async () => {
    expect(await call({ authority: ours.certificate, ...network })).toEqual({ kind: 'approved' });
  });

  it('are not made to a host that no authority of ours has signed', async () => {
    expect(await call({ authority: stranger.certificate, ...network })).toMatchObject({ kind: 'none' });
  });

  it('are not served to a stranger', async () => {
    const { certificate, key } = stranger;
    expect(await call({ authority: ours.certificate, certificate, key })).toMatchObject({ kind: 'none' });
  });

  it('are made with the certificate and the authorities of that issuer alone, where it has its own', async () => {
    const own = tlsOf({ authority: ours.certificate, ...network });
    const others = tlsOf({ authority: stranger.certificate, ...stranger });
    hosts = new GrpcHosts({ ...PLAIN, tls: others, tlsByIssuer: new Map([['BANK', own]]) });
    expect(await hosts.call(host.address, MESSAGE, 2_000)).toEqual({ kind: 'approved' });
    // The same address, and another issuer's: what one of them trusts is nothing to the other.
    const ofAnother = { ...MESSAGE, issuer: 'OTHER' };
    expect(await hosts.call(host.address, ofAnother, 2_000)).toMatchObject({ kind: 'none' });
    hosts.close();
    hosts = new GrpcHosts({ ...PLAIN, tls: own, tlsByIssuer: new Map([['BANK', others]]) });
    expect(await hosts.call(host.address, MESSAGE, 2_000)).toMatchObject({ kind: 'none' });
    expect(await hosts.call(host.address, ofAnother, 2_000)).toEqual({ kind: 'approved' });
  });

  it('are not made in plaintext to another machine', async () => {
    hosts = new GrpcHosts(PLAIN);
    expect(await hosts.call('192.0.2.1:1', MESSAGE, 1)).toMatchObject({
      kind: 'none',
      why: expect.stringContaining('takes certificates') as string,
    });
  });
});
