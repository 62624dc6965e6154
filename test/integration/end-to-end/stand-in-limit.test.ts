import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import { isResult } from '../../../src/client/response-decoder.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { shardOf } from '../../../src/ledger/card.ts';
import { eventually } from '../../support/eventually.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { expectBooksRight, runNetwork } from '../../support/running-network.ts';
import { TestHost } from '../../support/test-host.ts';

const POINT_MICRO = 1_000_000;
const LIMIT = 300;
const FLOOR_LIMIT = 250;
/** Points of NEAR are one standard point each, of FAR two. */
const PAR = { NEAR: 1, FAR: 2 } as const;

let running: RunningNetwork;
let operator: TongfenClient;
let host: TestHost;

beforeAll(async () => {
  running = await runNetwork('postgres', { cards: 24 });
  const { network } = running;
  operator = network.connect('OPERATOR');
  host = new TestHost(network.cards.map((card) => [card, 100_000]));
  await host.start();
  for (const [code, parNumerator] of Object.entries(PAR)) {
    await operator.network.createProgram({
      program: {
        ...{ code, name: code, issuer: 'ISSUER-B', parNumerator, parDenominator: 1, none: {} },
        host: { address: host.address, floorLimit: FLOOR_LIMIT },
      },
    });
  }
  host.manners = { isAway: true };
});

afterAll(() => running.stop().finally(() => host.stop()));

function redeem(card: number, amount: number, program: keyof typeof PAR = 'NEAR'): NewTransaction {
  return { id: uuid7(), type: 'REDEEM', card, program, amount };
}

async function outcomesOf(transactions: readonly NewTransaction[]): Promise<string[]> {
  const answers = await operator.submitBatch(transactions);
  return answers.map((answer) => (isResult(answer) ? answer.outcome : answer.status));
}

/** Standard points that the network has stood in for. */
async function stoodInFor(): Promise<number> {
  const { exposures } = await running.network.connect('ISSUER-B').network.listExposures({});
  return Number(exposures[0]?.standInMicro) / POINT_MICRO;
}

/** Until it has posted from some shard. */
async function untilPosted(amount: number): Promise<void> {
  await eventually(async () => {
    const outcomes = await outcomesOf([redeem(running.network.cards[0]!, amount)]);
    expect(outcomes).toEqual(['POSTED']);
  });
}

test('an issuer without a limit is not stood in for', async () => {
  expect(await outcomesOf([redeem(running.network.cards[0]!, 1)])).toEqual(['ISSUER_UNAVAILABLE']);
});

test('all of an issuer’s limit is used from all shards and by all its programs, and none of it twice', async () => {
  const { cards } = running.network;
  expect(new Set(cards.map((card) => shardOf(card, running.shards))).size).toBe(running.shards);
  const set = await operator.network.setStandInLimit({
    participant: 'ISSUER-B',
    limitMicro: LIMIT * POINT_MICRO,
  });
  expect(set).toMatchObject({ standInMicro: 0, standInLimitMicro: LIMIT * POINT_MICRO });
  // Far more than an equal part of each shard.
  await untilPosted(FLOOR_LIMIT - 100);
  expect(await stoodInFor()).toBe(FLOOR_LIMIT - 100);

  const submitted = cards.flatMap((card) => [redeem(card, 3, 'FAR'), redeem(card, 5)]);
  const outcomes = await outcomesOf(submitted);
  expect(new Set(outcomes)).toEqual(new Set(['POSTED', 'ISSUER_UNAVAILABLE']));
  const posted = submitted.filter((_, index) => outcomes[index] === 'POSTED');
  const used = posted.reduce(
    (sum, { amount = 0, program }) => sum + amount * PAR[program as keyof typeof PAR],
    FLOOR_LIMIT - 100,
  );
  expect(await stoodInFor()).toBe(used);
  expect(used).toBeLessThanOrEqual(LIMIT);

  // What lies idle in shards comes back, so that the limit is used to the last point, from whatever shard asks for it.
  await eventually(async () => {
    await outcomesOf(cards.map((card) => redeem(card, 1)));
    expect(await stoodInFor()).toBe(LIMIT);
  });
  expect(new Set(await outcomesOf(cards.map((card) => redeem(card, 1))))).toEqual(
    new Set(['ISSUER_UNAVAILABLE']),
  );
  await expectBooksRight(running.databaseUrl);
});

test('what the issuer has heard of is stood in for no more', async () => {
  host.manners = {};
  await eventually(async () => expect(await stoodInFor()).toBe(0));
  host.manners = { isAway: true };
  await untilPosted(FLOOR_LIMIT);
  await expectBooksRight(running.databaseUrl);
  host.manners = {};
  await eventually(async () => expect(await stoodInFor()).toBe(0));
});

test('a limit that is none is refused, and so is one for who is no issuer or by who is no operator', async () => {
  const { network } = operator;
  await expect(network.setStandInLimit({ participant: 'ISSUER-B', limitMicro: -1 })).rejects.toMatchObject({
    refusal: { status: 'INVALID_ARGUMENT', violations: [{ field: 'limit_micro' }] },
  });
  await expect(network.setStandInLimit({ participant: 'ACQUIRER-A', limitMicro: 1 })).rejects.toThrow(
    'NOT_FOUND',
  );
  const issuer = running.network.connect('ISSUER-B');
  await expect(issuer.network.setStandInLimit({ participant: 'ISSUER-B', limitMicro: 1 })).rejects.toThrow(
    'PERMISSION_DENIED',
  );
});
