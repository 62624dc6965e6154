import type { ServiceError } from '@grpc/grpc-js';
import { Client, status as Code, credentials, Metadata } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MESSAGES } from '../../../src/gateway/messages.ts';
import type { SubmitBatchResponse__Output } from '../../../src/wire/generated/tongfen/v1/SubmitBatchResponse.ts';
import type { Transaction } from '../../../src/wire/generated/tongfen/v1/Transaction.ts';
import { GATEWAY_LIMITS_DEFAULTS } from '../../support/gateway-limits.ts';
import type { CallerCode } from './world.ts';
import { earnOf, eventually, resting, unpacked, World } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.close());

/** A stream of which every answer and its end are kept. */
class TestStream {
  readonly answers: SubmitBatchResponse__Output[] = [];
  readonly ended: Promise<{ readonly code: number; readonly details: string }>;
  readonly #call;

  constructor(caller: CallerCode) {
    this.#call = world.clients(caller).clearing.submitStream();
    this.#call.on('data', (answer: SubmitBatchResponse__Output) => this.answers.push(answer));
    this.#call.on('error', () => undefined);
    this.ended = new Promise((resolve) => this.#call.on('status', resolve));
  }

  send(batch: number, transactions: Transaction[]): void {
    this.#call.write({ batch, transactions });
  }

  async answered(count: number): Promise<SubmitBatchResponse__Output[]> {
    await eventually(() => this.answers.length).toBe(count);
    return this.answers;
  }

  end(): void {
    this.#call.end();
  }

  cancel(): void {
    this.#call.cancel();
  }
}

function codeOf(answer: SubmitBatchResponse__Output | undefined): number {
  return answer?.error?.code ?? Code.OK;
}

function subjectOf(answer: SubmitBatchResponse__Output | undefined): unknown {
  return unpacked(answer?.error ?? { details: [] })['QuotaFailure'];
}

describe('a stream', () => {
  test('answers every batch by its number and ends when all are answered', async () => {
    await world.start();
    const stream = new TestStream('ACQUIRER-1');
    world.shards.hold();
    for (const batch of [5, 6, 7]) stream.send(batch, [earnOf({ amount: batch }), earnOf()]);
    stream.end();
    await eventually(() => world.shards.heldCount).toBe(1);
    world.shards.release();
    expect(await stream.ended).toMatchObject({ code: Code.OK });
    const answers = stream.answers.toSorted((a, b) => a.batch - b.batch);
    expect(answers.map(({ batch, results }) => [batch, results[0]?.amount, results.length])).toEqual([
      [5, 5, 2],
      [6, 6, 2],
      [7, 7, 2],
    ]);
  });

  test('gives back a batch number beyond 2^53 as it came', async () => {
    await world.start();
    const client = world.register(
      new Client(`localhost:${world.gateway.port}`, credentials.createInsecure()),
    );
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${world.keys.get('ACQUIRER-1')}`);
    const asIs = (message: Buffer): Buffer => message;
    const type = MESSAGES.SubmitBatchRequest;
    const request = type.encode(type.fromObject({ batch: '-9223372036854775807' })).finish() as Buffer;
    const response = await new Promise<Buffer | undefined>((resolve) => {
      const path = '/tongfen.v1.Clearing/SubmitBatch';
      client.makeUnaryRequest(path, asIs, asIs, request, metadata, (_error, answer) => resolve(answer));
    });
    const answer = MESSAGES.SubmitBatchResponse.decode(response ?? Buffer.alloc(0));
    expect(MESSAGES.SubmitBatchResponse.toObject(answer, { longs: String })).toEqual({
      batch: '-9223372036854775807',
    });
  });

  test('clears what it sends in that order', async () => {
    await world.start();
    const stream = new TestStream('ACQUIRER-1');
    for (let batch = 0; batch < 50; batch += 1) {
      stream.send(batch, [earnOf({ amount: batch * 2 + 1 }), earnOf({ amount: batch * 2 + 2 })]);
    }
    await stream.answered(50);
    const order = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(world.shards.cleared.map(({ amount }) => amount)).toEqual(order);
  });

  test('is left by its caller without harm', async () => {
    await world.start();
    const stream = new TestStream('ACQUIRER-1');
    world.shards.hold();
    stream.send(1, [earnOf()]);
    await eventually(() => world.shards.heldCount).toBe(1);
    stream.cancel();
    expect(await stream.ended).toMatchObject({ code: Code.CANCELLED });
    await eventually(() => world.observations.handled).toContain('SubmitStream CANCELLED');
    world.shards.release();
    await eventually(() => world.observations.batches).toBe(1);
    const next = new TestStream('ACQUIRER-1');
    next.send(2, [earnOf()]);
    expect(codeOf((await next.answered(1))[0])).toBe(Code.OK);
    expect(world.observations.failures).toEqual([]);
  });

  test('ends when the caller sends what is no message', async () => {
    await world.start();
    const client = world.register(
      new Client(`localhost:${world.gateway.port}`, credentials.createInsecure()),
    );
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${world.keys.get('ACQUIRER-1')}`);
    const asIs = (message: Buffer): Buffer => message;
    const call = client.makeBidiStreamRequest('/tongfen.v1.Clearing/SubmitStream', asIs, asIs, metadata);
    const failed = new Promise<ServiceError>((resolve) => call.on('error', resolve));
    call.resume();
    call.write(Buffer.alloc(12, 0xff));
    expect(await failed).toMatchObject({ code: Code.INVALID_ARGUMENT });
  });
});

describe('a batch that passes a limit is refused and the stream lives on:', () => {
  const full = Array.from({ length: 3 }, () => earnOf());

  test('items of a batch', async () => {
    await world.start({ limits: { ...GATEWAY_LIMITS_DEFAULTS, batchItemsMax: 2 } });
    const stream = new TestStream('ACQUIRER-1');
    stream.send(1, full);
    stream.send(2, full.slice(0, 2));
    const answers = await stream.answered(2);
    const refused = answers.find(({ batch }) => batch === 1);
    expect(refused).toMatchObject({ results: [], error: { code: Code.RESOURCE_EXHAUSTED } });
    expect(subjectOf(refused)).toMatchObject({ violations: [{ subject: 'batch-items' }] });
    expect(answers.find(({ batch }) => batch === 2)?.results).toHaveLength(2);
  });

  test('size of a message', async () => {
    await world.start({ limits: { ...GATEWAY_LIMITS_DEFAULTS, messageBytesMax: 1_000 } });
    const stream = new TestStream('ACQUIRER-1');
    stream.send(
      7,
      Array.from({ length: 15 }, () => earnOf()),
    );
    stream.send(8, full);
    const answers = await stream.answered(2);
    const refused = answers.find(({ batch }) => batch === 7);
    expect(codeOf(refused)).toBe(Code.RESOURCE_EXHAUSTED);
    expect(subjectOf(refused)).toMatchObject({ violations: [{ subject: 'message-size' }] });
    expect(answers.find(({ batch }) => batch === 8)?.results).toHaveLength(3);
  });

  test('items in flight of a stream', async () => {
    await world.start({ limits: { ...GATEWAY_LIMITS_DEFAULTS, streamItemsInFlightMax: full.length } });
    const stream = new TestStream('ACQUIRER-1');
    world.shards.hold();
    stream.send(1, full);
    stream.send(2, full);
    const [refused] = await stream.answered(1);
    expect([refused?.batch, codeOf(refused)]).toEqual([2, Code.RESOURCE_EXHAUSTED]);
    expect(subjectOf(refused)).toMatchObject({ violations: [{ subject: 'stream-items-in-flight' }] });
    expect(unpacked(refused?.error ?? { details: [] })).toHaveProperty('RetryInfo');
    world.shards.release();
    await stream.answered(2);
    stream.send(3, full);
    expect((await stream.answered(3)).map(codeOf)).toEqual([Code.RESOURCE_EXHAUSTED, Code.OK, Code.OK]);
  });

  test('items in flight of a participant, over all its streams', async () => {
    await world.start({ limits: { ...GATEWAY_LIMITS_DEFAULTS, participantItemsInFlightMax: 4 } });
    const [one, two, other] = [
      new TestStream('ACQUIRER-1'),
      new TestStream('ACQUIRER-1'),
      new TestStream('ACQUIRER-2'),
    ];
    world.shards.hold();
    one.send(1, full);
    await eventually(() => world.shards.heldCount).toBe(1);
    two.send(2, full);
    const [refused] = await two.answered(1);
    expect(subjectOf(refused)).toMatchObject({ violations: [{ subject: 'participant-items-in-flight' }] });
    other.send(3, full);
    world.shards.release();
    expect(codeOf((await other.answered(1))[0])).toBe(Code.OK);
    await one.answered(1);
    two.send(4, full);
    expect((await two.answered(2)).map(codeOf)).toEqual([Code.RESOURCE_EXHAUSTED, Code.OK]);
  });

  test('rate of a participant', async () => {
    await world.start({ limits: { ...GATEWAY_LIMITS_DEFAULTS, rateLimit: 50, rateBurst: 3 } });
    const stream = new TestStream('ACQUIRER-1');
    stream.send(1, full);
    stream.send(2, full);
    const refused = (await stream.answered(2)).find((answer) => answer.error !== null);
    expect(subjectOf(refused)).toMatchObject({ violations: [{ subject: 'participant-rate' }] });
    await eventually(async () => {
      stream.send(3, full);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return stream.answers.some(({ batch, error }) => batch === 3 && error === null);
    }).toBe(true);
  });
});

describe('a caller that does not read its answers', () => {
  test('is not read either, and gets every answer when it does', async () => {
    // So that its key is not asked for again, which would make the stream pause as well.
    world.frozenAtMs = Date.now();
    await world.start({
      limits: {
        ...GATEWAY_LIMITS_DEFAULTS,
        streamItemsInFlightMax: 1_000_000,
        participantItemsInFlightMax: 1_000_000,
        rateLimit: 10_000_000,
        rateBurst: 10_000_000,
      },
    });
    const call = world.clients('ACQUIRER-1').clearing.submitStream();
    const answered = new Set<number>();
    call.on('error', () => undefined);
    call.on('data', (answer: SubmitBatchResponse__Output) => {
      if (answer.error === null) answered.add(answer.batch);
      if (answered.size === 1) call.pause();
    });
    const transactions = Array.from({ length: 300 }, () => earnOf());
    const batches = 200;
    // Far more than the buffers of two ends and of the connection between them take in.
    const sent = (async () => {
      for (let batch = 0; batch < batches; batch += 1) {
        if (!call.write({ batch, transactions })) {
          await new Promise((resolve) => call.once('drain', resolve));
        }
      }
      call.end();
    })();

    // It comes to rest: nothing more is taken while nothing is read.
    expect(await resting(() => world.observations.batches)).toBeLessThan(batches / 2);

    call.resume();
    await sent;
    await new Promise((resolve) => call.on('status', resolve));
    expect(answered.size).toBe(batches);
  });
});

describe('a participant that may no longer submit', () => {
  test.each([
    ['its key is revoked', Code.UNAUTHENTICATED, () => world.directory.revokeApiKey('key-3')],
    [
      'it is suspended',
      Code.PERMISSION_DENIED,
      () => world.directory.updateParticipant('ACQUIRER-1', { status: 'suspended' }),
    ],
  ])('loses its stream soon: %s', async (_name, code, takeAway) => {
    await world.start();
    const stream = new TestStream('ACQUIRER-1');
    stream.send(1, [earnOf()]);
    await stream.answered(1);
    await takeAway();
    let isOver = false;
    const ended = stream.ended.finally(() => {
      isOver = true;
    });
    for (let batch = 2; !isOver; batch += 1) {
      stream.send(batch, [earnOf()]);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await ended).toMatchObject({ code });
  });

  test('loses its stream also when the clock of the network was set back meanwhile', async () => {
    world.frozenAtMs = Date.now();
    await world.start();
    const stream = new TestStream('ACQUIRER-1');
    stream.send(1, [earnOf()]);
    await stream.answered(1);
    world.frozenAtMs -= 3_600_000;
    await world.directory.revokeApiKey('key-3');
    stream.send(2, [earnOf()]);
    expect(await stream.ended).toMatchObject({ code: Code.UNAUTHENTICATED });
    expect(world.shards.cleared).toHaveLength(1);
  });

  test('has nothing cleared that it sends after a silence', async () => {
    await world.start();
    const stream = new TestStream('ACQUIRER-1');
    stream.send(1, [earnOf()]);
    await stream.answered(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await world.directory.revokeApiKey('key-3');
    stream.send(2, [earnOf()]);
    expect(await stream.ended).toMatchObject({ code: Code.UNAUTHENTICATED });
    expect(world.shards.cleared).toHaveLength(1);
  });
});
