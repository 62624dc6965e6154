import { afterEach, expect, test } from 'vitest';
import { connectTongfen } from '../../../src/client/client.ts';
import { Clearing } from '../../../src/demo/clearing.ts';
import { Figures } from '../../../src/demo/figures.ts';
import { Random } from '../../../src/demo/random.ts';
import { Traffic } from '../../../src/demo/traffic.ts';
import type { TransactionResult } from '../../../src/wire/generated/tongfen/v1/TransactionResult.ts';
import { posted, startFakeGateway } from '../client/fake-gateway.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Clears one transaction, and again; the second answer differs from the first as told. */
async function clearTwice(difference: TransactionResult): Promise<Figures> {
  let calls = 0;
  const gateway = await startFakeGateway({
    batch: ({ batch, transactions }) => {
      calls += 1;
      const extra = calls === 1 ? {} : { duplicate: true, ...difference };
      return { batch, results: transactions.map((transaction) => posted(transaction, extra)) };
    },
  });
  cleanups.push(gateway.stop);
  const client = connectTongfen({ address: gateway.address });
  cleanups.push(() => client.close());
  const submitter = client.openSubmitter();
  const figures = new Figures();
  const traffic = new Traffic(new Map([['BANK', [1]]]), [1], new Random(1));
  const clearing = new Clearing(new Map([['BANK', { code: 'BANK', client, submitter }]]), traffic, figures);
  const transaction = { id: 'a', type: 'EARN' as const, card: 1, program: 'ACME', amount: 5 };
  await clearing.add({ player: 'BANK', transactions: [transaction], expected: undefined });
  await clearing.settle();
  for (const piece of [...traffic.acknowledged()]) await clearing.add(piece);
  await clearing.settle();
  await submitter.close();
  return figures;
}

test('what is answered as before matches', async () => {
  const figures = await clearTwice({});
  expect(figures).toMatchObject({ done: 2, posted: 1, repeated: 1, mismatches: 0 });
});

test.each([
  [{ duplicate: false }],
  [{ outcome: 'CARD_BLOCKED' as const }],
  [{ sequence: 8 }],
  [{ shard: 2 }],
  [{ amount: 6 }],
  [{ balance: 1 }],
  [{ available: 1 }],
  [{ ledgerTime: { seconds: 1, nanos: 0 } }],
])('an answer with %o is another one', async (difference) => {
  expect(await clearTwice(difference)).toMatchObject({ repeated: 1, mismatches: 1 });
});
