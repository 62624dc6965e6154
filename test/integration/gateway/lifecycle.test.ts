import { createRequire } from 'node:module';
import type { Client } from '@grpc/grpc-js';
import { status as Code, credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { service as healthService, protoPath } from 'grpc-health-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { called, earnOf, eventually, resting, World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(() => world.close());

type Service = Record<string, (request: object, answer?: unknown) => unknown>;

function clientOf(path: string, name: string): Client & Service {
  let node: unknown = loadPackageDefinition(loadSync(path, { enums: String, defaults: true, oneofs: true }));
  for (const part of name.split('.')) node = (node as Record<string, unknown>)[part];
  const Constructor = node as new (...args: unknown[]) => Client & Service;
  return world.register(new Constructor(`localhost:${world.gateway.port}`, credentials.createInsecure()));
}

function health(): Client & Service {
  return clientOf(protoPath, 'grpc.health.v1.Health');
}

type Method = Parameters<typeof called>[1];

describe('health', () => {
  test('says without a key what serves', async () => {
    const client = health();
    for (const service of [
      '',
      'tongfen.v1.Clearing',
      'tongfen.v1.Accounts',
      'tongfen.v1.NetworkAdministration',
    ]) {
      expect(await called(client, client['check'] as Method, { service })).toEqual({ status: 'SERVING' });
    }
    await expect(called(client, client['check'] as Method, { service: 'nothing' })).rejects.toMatchObject({
      code: Code.NOT_FOUND,
    });
    world.gateway.setServing(false);
    expect(await called(client, client['check'] as Method, {})).toEqual({ status: 'NOT_SERVING' });
    expect(Object.keys(healthService)).toContain('Check');
  });
});

describe('reflection', () => {
  function openReflection(): ReturnType<Client['makeBidiStreamRequest']> {
    const directory = createRequire(import.meta.url).resolve('@grpc/reflection/package.json');
    const file = directory.replace('package.json', 'build/proto/grpc/reflection/v1/reflection.proto');
    const client = clientOf(file, 'grpc.reflection.v1.ServerReflection');
    return (client['serverReflectionInfo'] as () => ReturnType<Client['makeBidiStreamRequest']>).call(client);
  }

  test('lists the services without a key, and shows their messages and details', async () => {
    const stream = openReflection();
    const answers: Record<string, { service?: { name: string }[]; fileDescriptorProto?: Buffer[] }>[] = [];
    stream.on('data', (answer) => answers.push(answer));
    stream.write({ listServices: '' });
    stream.write({ fileContainingSymbol: 'tongfen.v1.SubmitBatchRequest' });
    stream.write({ fileContainingSymbol: 'google.rpc.QuotaFailure' });
    stream.write({ fileContainingSymbol: 'grpc.health.v1.Health' });
    stream.end();
    await new Promise((resolve) => stream.on('status', resolve));
    const services = answers[0]?.['listServicesResponse']?.service?.map(({ name }) => name);
    expect(services).toEqual(
      expect.arrayContaining([
        'tongfen.v1.Clearing',
        'tongfen.v1.Accounts',
        'tongfen.v1.NetworkAdministration',
        'grpc.health.v1.Health',
      ]),
    );
    for (const answer of answers.slice(1)) {
      expect(answer['fileDescriptorResponse']?.fileDescriptorProto?.length).toBeGreaterThan(0);
    }
    expect(answers).toHaveLength(4);
  });

  test('a client that does not read its answers is not read either, and gets every answer when it does', async () => {
    let asked = 0;
    world.observations.messageReceived = () => {
      asked += 1;
    };
    const stream = openReflection();
    const questions = 10_000;
    let answered = 0;
    stream.on('data', () => {
      answered += 1;
      if (answered === 1) stream.pause();
    });
    const sent = (async () => {
      for (let question = 0; question < questions; question += 1) {
        if (!stream.write({ fileContainingSymbol: 'tongfen.v1.Transaction' })) {
          await new Promise((resolve) => stream.once('drain', resolve));
        }
      }
      stream.end();
    })();
    expect(await resting(() => asked)).toBeLessThan(1_000);

    stream.resume();
    await sent;
    await new Promise((resolve) => stream.on('status', resolve));
    expect(answered).toBe(questions);
  });
});

describe('draining', () => {
  test('answers what is in flight, ends every stream and takes nothing more', async () => {
    const { clearing } = world.clients('ACQUIRER-1');
    const watching = health()['watch'] as (request: object) => ReturnType<Client['makeServerStreamRequest']>;
    const healthStream = watching.call(health(), { service: '' });
    const statuses: unknown[] = [];
    healthStream.on('data', ({ status }) => statuses.push(status));
    healthStream.on('error', () => undefined);
    const submitting = clearing.submitStream();
    const answers: unknown[] = [];
    submitting.on('data', (answer) => answers.push(answer));
    submitting.on('error', () => undefined);
    const watch = clearing.watchTransactions({});
    watch.on('error', () => undefined);
    watch.resume();
    const ends = [healthStream, submitting, watch].map(
      (call) => new Promise<{ code: number }>((resolve) => call.on('status', resolve)),
    );

    world.shards.hold();
    const unary = called(clearing, clearing.submit, { transaction: earnOf() });
    submitting.write({ batch: 1, transactions: [earnOf(), earnOf()] });
    await eventually(() =>
      world.gateway.router.depths().reduce((sum, { waiting, out }) => sum + waiting + out, 0),
    ).toBe(3);
    await eventually(() => statuses).toEqual(['SERVING']);
    await eventually(() => world.books.looks).toBeGreaterThan(0);

    let isDrained = false;
    const drained = world.gateway.drain(20_000).then(() => {
      isDrained = true;
    });
    await eventually(() => statuses).toEqual(['SERVING', 'NOT_SERVING']);
    expect(isDrained).toBe(false);
    world.shards.release();
    expect(await unary).toMatchObject({ result: { outcome: 'POSTED' } });
    expect((await Promise.all(ends)).map(({ code }) => code)).toEqual([
      Code.UNAVAILABLE,
      Code.UNAVAILABLE,
      Code.UNAVAILABLE,
    ]);
    expect(answers).toMatchObject([{ batch: 1, results: [{}, {}] }]);
    await drained;
  });

  test('does not wait longer than it may', async () => {
    const { clearing } = world.clients('ACQUIRER-1');
    world.shards.hold();
    const unary = called(clearing, clearing.submit, { transaction: earnOf() });
    const failed = expect(unary).rejects.toMatchObject({ code: Code.UNAVAILABLE });
    await eventually(() => world.shards.heldCount).toBe(1);
    await world.gateway.drain(50);
    await world.gateway.close();
    await failed;
  });
});

describe('the observer', () => {
  test('is told of every call, with its method and its end', async () => {
    const { clearing, accounts } = world.clients('ACQUIRER-1');
    await called(clearing, clearing.submit, { transaction: earnOf() });
    await called(clearing, clearing.submit, { transaction: earnOf({ amount: 0 }) }).catch(() => undefined);
    await called(accounts, accounts.getCard, { alias: 'nobody' }).catch(() => undefined);
    world.shards.hold();
    await new Promise((resolve) => {
      clearing.submit({ transaction: earnOf() }, { deadline: Date.now() + 20 }, resolve);
    });
    await eventually(() => world.observations.handled.length).toBe(4);
    expect(world.observations.handled).toEqual([
      'Submit OK',
      'Submit INVALID_ARGUMENT',
      'GetCard NOT_FOUND',
      expect.stringMatching(/^Submit (DEADLINE_EXCEEDED|CANCELLED)$/),
    ]);
    expect(world.observations.started[0]).toEqual({
      type: 'unary',
      service: 'tongfen.v1.Clearing',
      method: 'Submit',
    });
  });

  test('is told of bugs, and the caller is not', async () => {
    world.directory.cycle = () => Promise.reject(new TypeError('secret of 4000010000000055'));
    const { network } = world.clients('OPERATOR');
    await expect(called(network, network.getCycle, {})).rejects.toMatchObject({
      code: Code.INTERNAL,
      details: 'internal error',
    });
    expect(world.observations.failures).toMatchObject([{ name: 'TypeError' }]);
  });
});
