import { Client, status as Code, credentials, Metadata } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { ROUTER_DEFAULTS } from '../../../src/gateway/router.ts';
import type { SubmitBatchResponse__Output } from '../../../src/wire/generated/tongfen/v1/SubmitBatchResponse.ts';
import type { SubmitResponse__Output } from '../../../src/wire/generated/tongfen/v1/SubmitResponse.ts';
import type { Transaction } from '../../../src/wire/generated/tongfen/v1/Transaction.ts';
import { GATEWAY_LIMITS_DEFAULTS } from '../../support/gateway-limits.ts';
import { called, detailsOf, earnOf, eventually, SHARDS, unpacked, World } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.close());

function submit(
  transaction: Transaction | null,
  caller: 'ACQUIRER-1' | 'ISSUER-A' = 'ACQUIRER-1',
): Promise<SubmitResponse__Output> {
  const { clearing } = world.clients(caller);
  return called(clearing, clearing.submit, { transaction });
}

function submitBatch(batch: number, transactions: Transaction[]): Promise<SubmitBatchResponse__Output> {
  const { clearing } = world.clients('ACQUIRER-1');
  return called(clearing, clearing.submitBatch, { batch, transactions });
}

describe('Submit', () => {
  test('answers with the result, every number exact', async () => {
    await world.start();
    const { result } = await submit(earnOf({ amount: 250 }));
    expect(result).toEqual({
      outcome: 'POSTED',
      ledgerTime: { seconds: 1_767_571_200, nanos: 123_000_000 },
      shard: 1,
      sequence: 77,
      amount: 250,
      balance: Number.MAX_SAFE_INTEGER,
      available: -5,
      duplicate: false,
      amountOut: 0,
      error: null,
    });
    expect(world.shards.cleared).toMatchObject([{ amount: 250, participant: 'ACQUIRER-1', type: 'EARN' }]);
  });

  test.each([
    ['HOLD_UNKNOWN', 'ACQUIRER-1', 0],
    ['HOLD_UNKNOWN', 'ISSUER-A', -5],
    ['PROGRAM_UNKNOWN', 'ISSUER-A', 0],
    ['INSUFFICIENT_POINTS', 'ACQUIRER-1', -5],
  ] as const)('tells what is on the account beside %s to %s: %i', async (outcome, caller, available) => {
    await world.start();
    world.shards.outcome = outcome;
    const { result } = await submit(earnOf(), caller);
    const balance = available === 0 ? 0 : Number.MAX_SAFE_INTEGER;
    expect(result).toMatchObject({ outcome, shard: 1, sequence: 77, amount: 100, balance, available });
  });

  test('fails with the field of a transaction that is not well-formed', async () => {
    await world.start();
    const error = await submit(earnOf({ amount: 0 })).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: Code.INVALID_ARGUMENT });
    expect(detailsOf(error)).toEqual({
      BadRequest: { fieldViolations: [{ field: 'transaction.amount', description: 'must be 1 to 10^12' }] },
    });
  });

  test('needs a transaction', async () => {
    await world.start();
    await expect(submit(null)).rejects.toMatchObject({
      code: Code.INVALID_ARGUMENT,
      details: 'transaction: is needed',
    });
  });

  test('links to nothing', async () => {
    await world.start();
    await expect(submit(earnOf({ linked: true }))).rejects.toMatchObject({ code: Code.INVALID_ARGUMENT });
  });

  test('tells before the deadline that the outcome is unknown', async () => {
    await world.start();
    world.shards.hold();
    const { clearing } = world.clients('ACQUIRER-1');
    const deadline = Date.now() + 2_500;
    const error = await new Promise((resolve) => {
      clearing.submit({ transaction: earnOf() }, { deadline }, resolve);
    });
    expect(error).toMatchObject({
      code: Code.DEADLINE_EXCEEDED,
      details: expect.stringContaining('same id'),
    });
  });

  test('is UNAVAILABLE with a retry delay while the queue is away', async () => {
    await world.start();
    world.shards.failure = new Fault('QUEUE_UNAVAILABLE', 'connect ECONNREFUSED 10.1.2.3:6379');
    const { clearing } = world.clients('ACQUIRER-1');
    const error = await new Promise((resolve) => {
      clearing.submit({ transaction: earnOf() }, { deadline: Date.now() + 2_500 }, resolve);
    });
    expect(error).toMatchObject({ code: Code.UNAVAILABLE, details: expect.not.stringContaining('10.1.2.3') });
    expect(detailsOf(error)).toHaveProperty('RetryInfo');
  });
});

describe('SubmitBatch', () => {
  test('answers in the order of the request, and bad items alone are refused', async () => {
    await world.start();
    const answer = await submitBatch(42, [
      earnOf({ amount: 1 }),
      earnOf({ amount: -1 }),
      earnOf({ amount: 3 }),
      earnOf({ type: 'ADJUST', merchant: '', adjustment: 'CREDIT', reason: 'goodwill' }),
      earnOf({ amount: 5 }),
    ]);
    expect(answer.batch).toBe(42);
    expect(answer.results.map(({ amount, error }) => [amount, error?.code ?? 0])).toEqual([
      [1, 0],
      [0, Code.INVALID_ARGUMENT],
      [3, 0],
      [0, Code.PERMISSION_DENIED],
      [5, 0],
    ]);
    expect(unpacked(answer.results[1]?.error ?? { details: [] })).toEqual({
      BadRequest: { fieldViolations: [{ field: 'transactions[1].amount', description: expect.anything() }] },
    });
    expect(world.shards.cleared.map(({ amount }) => amount)).toEqual([1, 3, 5]);
  });

  test('refuses a batch that is too long, and names the limit', async () => {
    await world.start({ limits: { ...GATEWAY_LIMITS_DEFAULTS, batchItemsMax: 2 } });
    const error = await submitBatch(1, [earnOf(), earnOf(), earnOf()]).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: Code.RESOURCE_EXHAUSTED });
    expect(detailsOf(error)).toEqual({
      QuotaFailure: {
        violations: [{ subject: 'batch-items', description: 'at most 2 transactions in a batch' }],
      },
    });
    expect(world.observations.limits).toEqual(['batch-items']);
    expect(world.shards.cleared).toEqual([]);
  });

  test('refuses a message that is too long, and names the limit', async () => {
    await world.start({ limits: { ...GATEWAY_LIMITS_DEFAULTS, messageBytesMax: 1_000 } });
    const many = Array.from({ length: 15 }, () => earnOf());
    const error = await submitBatch(1, many).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: Code.RESOURCE_EXHAUSTED });
    expect(detailsOf(error)).toMatchObject({ QuotaFailure: { violations: [{ subject: 'message-size' }] } });
  });

  test('does not read a message that is far too long', async () => {
    await world.start({ limits: { ...GATEWAY_LIMITS_DEFAULTS, messageBytesMax: 1_000 } });
    const many = Array.from({ length: 100 }, () => earnOf());
    await expect(submitBatch(1, many)).rejects.toMatchObject({
      code: Code.RESOURCE_EXHAUSTED,
      details: expect.stringContaining('4000'),
    });
    expect(world.shards.cleared).toEqual([]);
  });

  test('keeps a participant to its rate, and says when to come again', async () => {
    await world.start();
    await world.directory.updateParticipant('ACQUIRER-1', { rateLimit: 1, rateBurst: 2 });
    await submitBatch(1, [earnOf(), earnOf()]);
    const error = await submitBatch(2, [earnOf(), earnOf()]).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: Code.RESOURCE_EXHAUSTED });
    expect(detailsOf(error)).toMatchObject({
      QuotaFailure: { violations: [{ subject: 'participant-rate' }] },
      RetryInfo: { retryDelay: expect.anything() },
    });
  });

  test('takes nothing more for a shard that has enough to do', async () => {
    await world.start({ router: { ...ROUTER_DEFAULTS, shards: SHARDS, laneItemsMax: 1 } });
    world.shards.hold();
    const first = submitBatch(1, [earnOf()]);
    await eventually(() => world.shards.heldCount).toBe(1);
    const error = await submitBatch(2, [earnOf()]).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: Code.RESOURCE_EXHAUSTED });
    expect(detailsOf(error)).toMatchObject({
      QuotaFailure: { violations: [{ subject: 'shard-queue' }] },
      RetryInfo: { retryDelay: { nanos: 250_000_000 } },
    });
    world.shards.release();
    expect((await first).results).toHaveLength(1);
  });

  test('may be empty', async () => {
    await world.start();
    expect(await submitBatch(3, [])).toEqual({ batch: 3, results: [], error: null });
  });
});

describe('bytes that are no message', () => {
  test.each([
    ['random', Buffer.from('c0ffee00deadbeef', 'hex')],
    ['cut short', Buffer.from([0x12, 0x7f, 0x0a])],
    ['an endless number', Buffer.alloc(12, 0xff)],
  ])('%s: the call is refused, and the gateway goes on', async (_name, bytes) => {
    await world.start();
    const client = world.register(
      new Client(`localhost:${world.gateway.port}`, credentials.createInsecure()),
    );
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${world.keys.get('ACQUIRER-1')}`);
    const methods = ['Clearing/SubmitBatch', 'Accounts/GetCard', 'NetworkAdministration/GetProgram'];
    for (const method of methods) {
      const error = await new Promise((resolve) => {
        const asIs = (message: Buffer): Buffer => message;
        client.makeUnaryRequest(`/tongfen.v1.${method}`, asIs, asIs, bytes, metadata, resolve);
      });
      expect(error, method).toMatchObject({ code: Code.INVALID_ARGUMENT });
    }
    expect((await submit(earnOf())).result).toMatchObject({ outcome: 'POSTED' });
  });
});
