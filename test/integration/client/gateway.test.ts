import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import { connectTongfen } from '../../../src/client/client.ts';
import type { ConnectionOptions } from '../../../src/client/connection.ts';
import { isResult } from '../../../src/client/response-decoder.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import { GATEWAY_LIMITS_DEFAULTS } from '../../support/gateway-limits.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { Certificates, pem } from '../gateway/certificates.ts';
import type { CallerCode } from '../gateway/world.ts';
import { World } from '../gateway/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.close());

function connect(caller: CallerCode, options: Partial<ConnectionOptions> = {}): TongfenClient {
  const apiKey = world.keys.get(caller) ?? '';
  return world.register(connectTongfen({ address: `127.0.0.1:${world.gateway.port}`, apiKey, ...options }));
}

function earn(sequence: number, fields: Partial<NewTransaction> = {}): NewTransaction {
  const card = cardNumber(400_001, sequence);
  return { id: uuid7(), type: 'EARN', card, program: 'ACME', amount: 100, merchant: 'SHOP-1', ...fields };
}

/** Many earns of a few cards. */
function earns(count: number, cards = 50): NewTransaction[] {
  return Array.from({ length: count }, (_, index) => earn(index % cards, { amount: index + 1 }));
}

/** What the shards cleared of a card, each id once, in the order it came first. */
function clearedOf(card: number): string[] {
  return [...new Set(world.shards.cleared.filter((one) => one.card === card).map(({ id }) => id))];
}

function expectEachCardInOrder(submitted: readonly NewTransaction[]): void {
  for (const card of new Set(submitted.map((one) => one.card))) {
    expect(clearedOf(card)).toEqual(submitted.filter((one) => one.card === card).map(({ id }) => id));
  }
}

describe('a client', () => {
  test('submits alone, in a batch and in a stream, and hears what the shards say', async () => {
    await world.start();
    const client = connect('ACQUIRER-1');
    const submitter = client.openSubmitter();
    const [one, two, three] = [earn(1), earn(2), earn(3)];
    const answers = [
      await client.submit(one),
      ...(await client.submitBatch([two])),
      ...(await submitter.submit([three])),
    ];
    for (const answer of answers) {
      expect(answer).toEqual({
        outcome: 'POSTED',
        shard: 1,
        seq: 77,
        ledgerTimeMs: expect.any(Number) as number,
        amount: 100,
        balance: Number.MAX_SAFE_INTEGER,
        available: -5,
        duplicate: false,
      });
    }
    expect(world.shards.cleared.map(({ id }) => id)).toEqual([one.id, two.id, three.id]);
    await submitter.close();
  });

  test('hears answers that are longer than gRPC libraries take by themselves', async () => {
    await world.start();
    const participants = 35_000;
    for (let index = 0; index < participants; index += 1) {
      await world.directory.createParticipant({
        ...{ code: `LONG-NAME-${index}`, name: 'n'.repeat(100), roles: ['ACQUIRER'], cardPrefix: undefined },
        ...{ certificateName: undefined, rateLimit: undefined, rateBurst: undefined, status: 'active' },
      });
    }
    const listed = await connect('OPERATOR').network.listParticipants({});
    expect(listed.participants.length).toBeGreaterThan(participants);
  });

  test('is told by field what is wrong with an item, and its neighbours proceed', async () => {
    await world.start();
    const submitter = connect('ACQUIRER-1').openSubmitter();
    const answers = await submitter.submit([earn(1), earn(1, { amount: 0 }), earn(1)]);
    expect(answers).toMatchObject([
      { outcome: 'POSTED' },
      { status: 'INVALID_ARGUMENT', violations: [{ field: expect.stringMatching(/\.amount$/) as string }] },
      { outcome: 'POSTED' },
    ]);
    await submitter.close();
  });

  test('comes back after the delay that a limit asks for, until all is cleared', async () => {
    await world.start({ limits: { ...GATEWAY_LIMITS_DEFAULTS, rateLimit: 2_000, rateBurst: 100 } });
    const submitter = connect('ACQUIRER-1').openSubmitter({ batchItemsMax: 200 });
    const submitted = earns(3_000);
    const answers = await submitter.submit(submitted);
    expect(answers.filter(isResult)).toHaveLength(3_000);
    expect(world.observations.limits).toContain('participant-rate');
    expectEachCardInOrder(submitted);
    await submitter.close();
  });

  test.each([
    ['transactions in a batch', { batchItemsMax: 70 }],
    ['bytes in a message', { messageBytesMax: 50_000 }],
    ['bytes in a message than a fourth of what it sends', { messageBytesMax: 10_000 }],
  ])('sends shorter batches where the gateway takes fewer %s', async (_, limits) => {
    await world.start({ limits: { ...GATEWAY_LIMITS_DEFAULTS, ...limits } });
    const submitter = connect('ACQUIRER-1').openSubmitter();
    const submitted = earns(900, 90);
    const answers = await submitter.submit(submitted);
    expect(answers.filter(isResult)).toHaveLength(900);
    expectEachCardInOrder(submitted);
    await submitter.close();
  });

  test('goes on with another gateway when its own shuts down', async () => {
    await world.start();
    const { port } = world.gateway;
    const submitter = connect('ACQUIRER-1').openSubmitter();
    const submitted = earns(4_000);
    const answers: Promise<readonly object[]>[] = [];
    for (let start = 0; start < submitted.length; start += 100) {
      answers.push(submitter.submit(submitted.slice(start, start + 100)));
      if (start === 2_000) {
        await world.gateway.drain(5_000);
        await world.gateway.close();
        await world.startAnother({ port });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await Promise.all(answers)).flat()).toHaveLength(4_000);
    expectEachCardInOrder(submitted);
    await submitter.close();
  });

  test('submits again what a broken connection leaves without an answer', async () => {
    await world.start();
    const proxy = await TcpProxy.to(`tcp://127.0.0.1:${world.gateway.port}`);
    try {
      const submitter = connect('ACQUIRER-1', { address: new URL(proxy.url).host }).openSubmitter();
      const submitted = earns(2_000);
      world.shards.hold();
      const answered = submitter.submit(submitted);
      await expect.poll(() => world.shards.heldCount).toBeGreaterThan(0);
      proxy.cut();
      world.shards.release();
      expect((await answered).filter(isResult)).toHaveLength(2_000);
      expectEachCardInOrder(submitted);
      await submitter.close();
    } finally {
      await proxy.close();
    }
  });

  test('notices a connection on which nothing comes any more', async () => {
    await world.start();
    const proxy = await TcpProxy.to(`tcp://127.0.0.1:${world.gateway.port}`);
    try {
      const submitter = connect('ACQUIRER-1', { address: new URL(proxy.url).host }).openSubmitter();
      await submitter.submit([earn(1)]);
      proxy.freeze();
      expect(await submitter.submit([earn(2)])).toMatchObject([{ outcome: 'POSTED' }]);
      await submitter.close();
    } finally {
      await proxy.close();
    }
  });

  test('is told when its key is worth nothing', async () => {
    await world.start();
    const client = connect('ACQUIRER-1', { apiKey: 'tf_of_nobody' });
    const refused = { refusal: { status: 'UNAUTHENTICATED' } };
    await expect(client.submit(earn(1))).rejects.toMatchObject(refused);
    await expect(client.openSubmitter().submit([earn(1)])).rejects.toMatchObject(refused);
    await expect(client.network.getCycle({})).rejects.toMatchObject(refused);
  });

  test('administers the network as the operator, and may not as another', async () => {
    await world.start();
    const participant = { code: 'BANK', name: 'Bank', roles: ['ISSUER' as const], cardPrefix: 500_000 };
    const operator = connect('OPERATOR');
    expect(await operator.network.createParticipant({ participant })).toMatchObject(participant);
    const { participants } = await operator.network.listParticipants({});
    expect(participants.map(({ code }) => code)).toContain('BANK');
    await expect(connect('ISSUER-A').network.createParticipant({ participant })).rejects.toMatchObject({
      refusal: { status: 'PERMISSION_DENIED' },
    });
  });

  test('is known by its certificate, and talks to no gateway of another authority', async () => {
    const certificates = new Certificates();
    try {
      const authority = certificates.authority('network');
      const server = certificates.signed('gateway', authority);
      const own = certificates.signed('acquirer-1.example', authority);
      const tls = {
        certificate: server.certificate,
        key: server.key,
        clientAuthorities: authority.certificate,
      };
      await world.start({ tls });
      const identity = { cert: pem(own.certificate), key: pem(own.key) };
      const address = `localhost:${world.gateway.port}`;
      const client = world.register(
        connectTongfen({ address, tls: { ca: pem(authority.certificate), ...identity } }),
      );
      expect(await client.submit(earn(1))).toMatchObject({ outcome: 'POSTED' });
      expect(world.shards.cleared).toMatchObject([{ participant: 'ACQUIRER-1' }]);
      const other = certificates.authority('another network');
      const astray = world.register(
        connectTongfen({ address, tls: { ca: pem(other.certificate), ...identity }, deadlineMs: 1_000 }),
      );
      await expect(astray.submit(earn(1))).rejects.toMatchObject({ refusal: { status: 'UNAVAILABLE' } });
    } finally {
      certificates.close();
    }
  });
});
