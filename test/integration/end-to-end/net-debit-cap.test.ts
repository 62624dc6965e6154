import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import { isResult } from '../../../src/client/response-decoder.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { shardOf } from '../../../src/ledger/card.ts';
import { eventually } from '../../support/eventually.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';
import { query } from '../store/turns.ts';

const POINT_MICRO = 1_000_000;
const CAP = 1_000;

let running: RunningNetwork;
let operator: TongfenClient;

beforeAll(async () => {
  running = await runNetwork('postgres', { cards: 60 });
  operator = running.network.connect('OPERATOR');
});

afterAll(() => running.stop());

function exchange(card: number, amount: number, into = 'BETA'): NewTransaction {
  const program = into === 'BETA' ? 'ALPHA' : 'BETA';
  const request = { toProgram: into, amountOutMin: 1 };
  return { id: uuid7(), type: 'EXCHANGE', card, program, amount, exchange: request };
}

async function outcomesOf(transactions: readonly NewTransaction[]): Promise<string[]> {
  const answers = await operator.submitBatch(transactions);
  return answers.map((answer) => (isResult(answer) ? answer.outcome : answer.status));
}

async function owedPoints(): Promise<number> {
  const { exposures } = await operator.network.listExposures({});
  return Number(exposures.find(({ participant }) => participant === 'ISSUER-A')?.owedMicro) / POINT_MICRO;
}

test('a cap is reached from all shards at once and passed from none', async () => {
  const { cards } = running.network;
  expect(new Set(cards.map((card) => shardOf(card, running.shards))).size).toBe(running.shards);
  const earns = cards.map((card): NewTransaction => {
    return { id: uuid7(), type: 'EARN', card, program: 'ALPHA', amount: 10_000 };
  });
  await operator.submitBatch(earns);

  // What was owed before counts as well.
  expect(await outcomesOf([exchange(cards[0]!, 100)])).toEqual(['POSTED']);
  const set = await operator.network.setNetDebitCap({ participant: 'ISSUER-A', capMicro: CAP * POINT_MICRO });
  expect(set).toMatchObject({ participant: 'ISSUER-A', owedMicro: 100 * POINT_MICRO, isNearCap: false });
  // It is exact once every shard takes part.
  await eventually(async () => {
    const taking = await query(running.databaseUrl, 'select from headroom_share');
    expect(taking).toHaveLength(running.shards);
  });
  expect(await outcomesOf([exchange(cards[0]!, 901)])).toEqual(['NET_DEBIT_CAP']);

  const submitted = Array.from({ length: 40 }, () => cards.map((card) => exchange(card, 7))).flat();
  const batches = Array.from({ length: 8 }, (_, index) => submitted.slice(index * 300, (index + 1) * 300));
  const outcomes = (await Promise.all(batches.map(outcomesOf))).flat();
  const posted = outcomes.filter((outcome) => outcome === 'POSTED').length;
  expect(new Set(outcomes)).toEqual(new Set(['POSTED', 'NET_DEBIT_CAP']));
  expect(await owedPoints()).toBe(100 + posted * 7);
  expect(await owedPoints()).toBeLessThanOrEqual(CAP);

  // What lies idle in shards comes back, so that the cap is used to the last point, from whatever shard asks for it.
  await eventually(async () => {
    await outcomesOf(cards.map((card) => exchange(card, 1)));
    expect(await owedPoints()).toBe(CAP);
  });
  expect(new Set(await outcomesOf(cards.map((card) => exchange(card, 1))))).toEqual(
    new Set(['NET_DEBIT_CAP']),
  );
  const { exposures } = await running.network.connect('ISSUER-A').network.listExposures({});
  expect(exposures).toMatchObject([
    { participant: 'ISSUER-A', capMicro: CAP * POINT_MICRO, isNearCap: true },
  ]);

  // Whoever watches is told.
  const watching = new AbortController();
  for await (const { exposures: told } of running.network
    .connect('ISSUER-A')
    .watch({ fromNow: true, signal: watching.signal })) {
    if (told.length === 0) continue;
    expect(told).toMatchObject([{ participant: 'ISSUER-A', isNearCap: true }]);
    watching.abort();
  }

  // Points that come to it give headroom back, and raising the cap gives more.
  const [card] = cards as [number];
  expect(await outcomesOf([exchange(card, 20, 'ALPHA'), exchange(card, 20)])).toEqual(['POSTED', 'POSTED']);
  await operator.network.setNetDebitCap({ participant: 'ISSUER-A', capMicro: (CAP + 30) * POINT_MICRO });
  await eventually(async () => {
    await outcomesOf(cards.map((each) => exchange(each, 1)));
    expect(await owedPoints()).toBe(CAP + 30);
  });
});

test('a cap that is none is refused, and so is one for who is no issuer', async () => {
  const { network } = operator;
  await expect(network.setNetDebitCap({ participant: 'ISSUER-B', capMicro: -1 })).rejects.toMatchObject({
    refusal: { status: 'INVALID_ARGUMENT', violations: [{ field: 'cap_micro' }] },
  });
  await expect(network.setNetDebitCap({ participant: 'ACQUIRER-A', capMicro: 1 })).rejects.toThrow(
    'NOT_FOUND',
  );
  const issuer = running.network.connect('ISSUER-A');
  await expect(issuer.network.setNetDebitCap({ participant: 'ISSUER-A', capMicro: 1 })).rejects.toThrow(
    'PERMISSION_DENIED',
  );
});
