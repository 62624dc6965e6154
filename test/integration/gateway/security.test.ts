import type { ChannelCredentials } from '@grpc/grpc-js';
import { status as Code, credentials as grpcCredentials } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TlsFiles } from '../../../src/gateway/tls.ts';
import type { Participant__Output } from '../../../src/wire/generated/tongfen/v1/Participant.ts';
import type { Identity } from './certificates.ts';
import { Certificates, pem } from './certificates.ts';
import type { CallerCode, Clients } from './world.ts';
import { called, earnOf, World } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.close());

/** One call of every service. */
async function codes({ clearing, accounts, network }: Clients): Promise<number[]> {
  const outcomes = await Promise.allSettled([
    called(clearing, clearing.submit, { transaction: earnOf() }),
    called(accounts, accounts.getCard, { alias: 'nobody' }),
    called(network, network.getCycle, {}),
  ]);
  return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? Code.OK : outcome.reason.code));
}

describe('an API key', () => {
  test.each([
    ['none', undefined],
    ['a wrong one', 'Bearer tf_of_nobody'],
    ['an empty one', 'Bearer '],
    ['of another scheme', 'Basic dGY6dGY='],
    ['without a scheme', 'tf_ACQUIRER-1_3'],
  ])('is needed by every service: %s', async (_name, authorization) => {
    await world.start();
    const clients = world.clients(undefined, authorization === undefined ? {} : { authorization });
    expect(await codes(clients)).toEqual([Code.UNAUTHENTICATED, Code.UNAUTHENTICATED, Code.UNAUTHENTICATED]);
    expect(world.shards.cleared).toEqual([]);
  });

  test('is needed by streams', async () => {
    await world.start();
    const { clearing } = world.clients(undefined);
    const stream = clearing.submitStream();
    stream.on('error', () => undefined);
    stream.resume();
    stream.write({ batch: 1, transactions: [earnOf()] });
    const watch = clearing.watchTransactions({});
    watch.on('error', () => undefined);
    watch.resume();
    const ends = [stream, watch].map(
      (call) => new Promise<{ code: number }>((resolve) => call.on('status', resolve)),
    );
    expect((await Promise.all(ends)).map(({ code }) => code)).toEqual([
      Code.UNAUTHENTICATED,
      Code.UNAUTHENTICATED,
    ]);
    expect(world.shards.cleared).toEqual([]);
  });

  test('that was revoked is worth nothing', async () => {
    await world.start();
    await world.directory.revokeApiKey('key-3');
    expect(new Set(await codes(world.clients('ACQUIRER-1')))).toEqual(new Set([Code.UNAUTHENTICATED]));
  });

  test('of a suspended participant is PERMISSION_DENIED', async () => {
    await world.start();
    await world.directory.updateParticipant('ACQUIRER-1', { status: 'suspended' });
    expect(new Set(await codes(world.clients('ACQUIRER-1')))).toEqual(new Set([Code.PERMISSION_DENIED]));
  });

  test('is not told to anybody by an error', async () => {
    await world.start();
    const { network } = world.clients(undefined, { authorization: 'Bearer tf_secret_of_mine' });
    const error = await called(network, network.getCycle, {}).catch((reason: unknown) => String(reason));
    expect(error).not.toContain('tf_secret');
  });
});

describe('a transaction', () => {
  test('is submitted in the name of the caller, whatever it says', async () => {
    await world.start();
    const { clearing } = world.clients('ACQUIRER-2');
    await called(clearing, clearing.submit, { transaction: earnOf() });
    // Another's merchant: the ledger answers as if there were none, for which it needs to know who submits.
    expect(world.shards.cleared).toMatchObject([{ participant: 'ACQUIRER-2', merchant: 'SHOP-1' }]);
  });
});

describe('over TLS', () => {
  const certificates = new Certificates();
  let server: Identity;
  let authority: Identity;
  let otherAuthority: Identity;

  beforeAll(() => {
    authority = certificates.authority('authority');
    otherAuthority = certificates.authority('other-authority');
    server = certificates.signed('gateway', authority);
  });
  afterAll(() => certificates.close());

  const tlsFiles = (): TlsFiles => ({ ...server, clientAuthorities: authority.certificate });

  /** A channel that shows a certificate, signed by an authority, or none. */
  function channel(name?: string, signer = authority): ChannelCredentials {
    if (name === undefined) return grpcCredentials.createSsl(pem(authority.certificate));
    const identity = certificates.signed(name, signer);
    return grpcCredentials.createSsl(
      pem(authority.certificate),
      pem(identity.key),
      pem(identity.certificate),
    );
  }

  async function whoAmI(clients: Clients): Promise<string> {
    const codes: CallerCode[] = ['ISSUER-A', 'ACQUIRER-1'];
    const { network } = clients;
    const seen: string[] = [];
    for (const code of codes) {
      const participant: Participant__Output | undefined = await called<object, Participant__Output>(
        network,
        network.getParticipant,
        { code },
      ).catch((error: { code: number }) => {
        if (error.code !== Code.NOT_FOUND) throw error;
        return undefined;
      });
      if (participant !== undefined) seen.push(participant.code);
    }
    return seen.join();
  }

  test('a client certificate says who calls', async () => {
    await world.start({ tls: tlsFiles() });
    const clients = world.clients(undefined, { channel: channel('acquirer-1.example') });
    expect(await whoAmI(clients)).toBe('ACQUIRER-1');
  });

  test('a client without a certificate shows an API key', async () => {
    await world.start({ tls: tlsFiles() });
    expect(await whoAmI(world.clients('ISSUER-A', { channel: channel() }))).toBe('ISSUER-A');
    const nobody = world.clients(undefined, { channel: channel() });
    await expect(whoAmI(nobody)).rejects.toMatchObject({ code: Code.UNAUTHENTICATED });
  });

  test('a key goes before a certificate, also when it is wrong', async () => {
    await world.start({ tls: tlsFiles() });
    const certificate = channel('acquirer-1.example');
    expect(await whoAmI(world.clients('ISSUER-A', { channel: certificate }))).toBe('ISSUER-A');
    const wrong = world.clients(undefined, { channel: certificate, authorization: 'Bearer tf_of_nobody' });
    await expect(whoAmI(wrong)).rejects.toMatchObject({ code: Code.UNAUTHENTICATED });
  });

  test('a certificate of another authority is nobody’s', async () => {
    await world.start({ tls: tlsFiles() });
    const clients = world.clients(undefined, { channel: channel('acquirer-1.example', otherAuthority) });
    await expect(whoAmI(clients)).rejects.toMatchObject({ code: Code.UNAUTHENTICATED });
  });

  test('a certificate that no participant has is nobody’s', async () => {
    await world.start({ tls: tlsFiles() });
    const clients = world.clients(undefined, { channel: channel('stranger.example') });
    await expect(whoAmI(clients)).rejects.toMatchObject({ code: Code.UNAUTHENTICATED });
  });

  test('certificates are nobody’s where no authority is named', async () => {
    await world.start({ tls: { ...server, clientAuthorities: undefined } });
    const clients = world.clients(undefined, { channel: channel('acquirer-1.example') });
    await expect(whoAmI(clients)).rejects.toMatchObject({ code: Code.UNAUTHENTICATED });
  });

  test('a client that does not trust the gateway’s authority does not connect', async () => {
    await world.start({ tls: tlsFiles() });
    const distrustful = grpcCredentials.createSsl(pem(otherAuthority.certificate));
    await expect(whoAmI(world.clients('ISSUER-A', { channel: distrustful }))).rejects.toMatchObject({
      code: Code.UNAVAILABLE,
    });
  });

  test.each<[string, () => TlsFiles, string]>([
    ['a file that is not there', () => ({ ...tlsFiles(), key: '/nowhere/key.pem' }), '/nowhere/key.pem'],
    ['a key of another certificate', () => ({ ...tlsFiles(), key: otherAuthority.key }), 'not a certificate'],
    [
      'an authority that is not there',
      () => ({ ...tlsFiles(), clientAuthorities: '/nowhere/ca' }),
      '/nowhere/ca',
    ],
  ])('it does not start with %s', async (_name, files, words) => {
    await world.start();
    await expect(world.startAnother({ tls: files() })).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining(words),
    });
  });
});

describe('plaintext', () => {
  test.each(['0.0.0.0', '::', '192.0.2.1', 'gateway.example'])('is refused on %s', async (host) => {
    await world.start();
    await expect(world.startAnother({ host })).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining(host),
    });
  });

  test.each(['127.0.0.1', 'localhost', '127.8.9.1'])('is served on %s', async (host) => {
    await world.start();
    const gateway = await world.startAnother({ host });
    expect(gateway.port).toBeGreaterThan(0);
  });

  test('is served elsewhere when it is allowed', async () => {
    await world.start();
    const gateway = await world.startAnother({ host: '0.0.0.0', allowPlaintext: true });
    expect(gateway.port).toBeGreaterThan(0);
  });
});

test('a port that is taken is refused by name', async () => {
  await world.start();
  const { port } = world.gateway;
  await expect(world.startAnother({ port })).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: expect.stringContaining(String(port)),
  });
});
