import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import { Connection } from '../../../src/client/connection.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { Issuer } from '../../../src/issuer/issuer.ts';
import { ISSUER_HOST } from '../../../src/wire/host-contract.ts';
import { eventually } from '../../support/eventually.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';
import { query } from '../store/turns.ts';

// An issuer's host is silent for a while, and decides nothing; each card has its own story. Then it is back.

const CREDENTIAL = 'secret-of-the-network';
const STORIES = ['captured', 'open', 'released', 'expired', 'disputed', 'in order'] as const;
type Story = (typeof STORIES)[number];
/** What members have at their issuer; enough for everything but what is to be disputed. */
const POINTS: Readonly<Record<Story, number>> = {
  captured: 100,
  open: 100,
  released: 100,
  expired: 100,
  disputed: 10,
  'in order': 10,
};

const directory = mkdtempSync(join(tmpdir(), 'tongfen-stand-in-'));
let running: RunningNetwork;
let acquirer: TongfenClient;
let issuer: Issuer;
let host: Connection;
const ids = { captured: uuid7(), open: uuid7(), disputed: uuid7(), late: uuid7() };

beforeAll(async () => {
  const settings = { TONGFEN_HOST_TOKENS: `ISSUER-B=${CREDENTIAL}` };
  const processes = { gateways: 1, workers: 1 };
  running = await runNetwork('postgres', { cards: STORIES.length, ...processes, settings });
  issuer = await Issuer.start({
    ...{ host: '127.0.0.1', port: 0, credential: CREDENTIAL, tls: undefined, allowPlaintext: false },
    books: join(directory, 'issuer.db'),
    members: STORIES.map((story) => {
      return { card: cardOf(story), program: 'FAR', isBlocked: false, posted: POINTS[story], held: 0 };
    }),
    misbehaviour: {},
  });
  host = new Connection({ address: issuer.address, apiKey: CREDENTIAL });
  const { network } = running.network.connect('OPERATOR');
  const program = {
    code: 'FAR',
    name: 'Far',
    issuer: 'ISSUER-B',
    parNumerator: 1,
    parDenominator: 1,
    none: {},
  };
  await network.createProgram({ program: { ...program, host: { address: issuer.address, floorLimit: 50 } } });
  await network.setStandInLimit({ participant: 'ISSUER-B', limitMicro: 1_000_000_000 });
  await network.updateMerchant({ code: 'SHOP', programs: { codes: ['FAR'] } });
  acquirer = running.network.connect('ACQUIRER-A');

  issuer.misbehave({ silent: true });
  await Promise.all([
    play('captured', [
      { id: ids.captured, type: 'AUTHORIZE', amount: 40 },
      { type: 'CAPTURE', amount: 25, originalId: ids.captured },
    ]),
    play('open', [{ id: ids.open, type: 'AUTHORIZE', amount: 40 }]),
    playReleased(),
    play('expired', [{ type: 'AUTHORIZE', amount: 40, holdSeconds: 1 }]),
    play('disputed', [
      { id: ids.disputed, type: 'AUTHORIZE', amount: 20 },
      { id: ids.late, type: 'AUTHORIZE', amount: 30 },
      { type: 'CAPTURE', amount: 20, originalId: ids.disputed },
    ]),
    play('in order', [
      { type: 'EARN', amount: 45 },
      { type: 'REDEEM', amount: 50 },
    ]),
  ]);
  await eventually(async () => expect(await heldHere('expired')).toBe(0));
  issuer.misbehave({});
  await settled();
});

afterAll(async () => {
  host.close();
  await running.stop();
  await issuer.stop();
  rmSync(directory, { recursive: true });
});

function cardOf(story: Story): number {
  return running.network.cards[STORIES.indexOf(story)] ?? 0;
}

/** Submits what has to post, one after the other. */
async function play(story: Story, transactions: readonly Partial<NewTransaction>[]): Promise<void> {
  for (const fields of transactions) {
    const merchant = fields.originalId === undefined ? { merchant: 'SHOP' } : {};
    const transaction = { id: uuid7(), card: cardOf(story), program: 'FAR', ...merchant, ...fields };
    expect(await acquirer.submit(transaction as NewTransaction)).toMatchObject({ outcome: 'POSTED' });
  }
}

async function playReleased(): Promise<void> {
  const id = uuid7();
  await play('released', [
    { id, type: 'AUTHORIZE', amount: 40 },
    { type: 'RELEASE', originalId: id },
  ]);
}

/** Until the host has heard of everything. */
async function settled(): Promise<void> {
  await eventually(async () => {
    expect(await query(running.databaseUrl, "select from host_message where state = 'OPEN'")).toEqual([]);
  });
}

async function heldHere(story: Story): Promise<number> {
  const sql = "select held::int from account where card = $1 and program = 'FAR'";
  const [row] = await query(running.databaseUrl, sql, [cardOf(story)]);
  return row?.['held'] as number;
}

async function balanceThere(story: Story) {
  const { balance } = await host.call(ISSUER_HOST.Balance, { card: cardOf(story), program: 'FAR' });
  return { posted: balance?.posted, held: balance?.held };
}

function exceptions(story: Story) {
  const sql = 'select amount::int, reason from settlement_exception where card = $1 order by amount';
  return query(running.databaseUrl, sql, [cardOf(story)]);
}

test('an authorization that was captured before the host was back is captured there', async () => {
  expect(await balanceThere('captured')).toEqual({ posted: 75, held: 0 });
});

test('one that is open is held there, and then captured there like any other', async () => {
  expect(await balanceThere('open')).toEqual({ posted: 100, held: 40 });
  await play('open', [{ type: 'CAPTURE', amount: 30, originalId: ids.open }]);
  expect(await balanceThere('open')).toEqual({ posted: 70, held: 0 });
  const asked =
    "select message ->> 'operation' as operation from host_message where message -> 'content' ->> 'card' = $1";
  const operations = await query(running.databaseUrl, `${asked} order by recorded_turn`, [
    String(cardOf('open')),
  ]);
  expect(operations.map(({ operation }) => operation)).toEqual(['AUTHORIZE', 'ADVISE', 'CAPTURE']);
});

test.each(['released', 'expired'] as const)(
  'one that was %s meanwhile leaves nothing there',
  async (story) => {
    expect(await balanceThere(story)).toEqual({ posted: 100, held: 0 });
    expect(await exceptions(story)).toEqual([]);
  },
);

test('of one that the issuer disputes the capture is the exception, whenever it comes', async () => {
  const reason = 'INSUFFICIENT_POINTS';
  expect(await exceptions('disputed')).toEqual([{ amount: 20, reason }]);
  // The network keeps its word for the one that is open.
  await play('disputed', [{ type: 'CAPTURE', amount: 30, originalId: ids.late }]);
  await settled();
  expect(await exceptions('disputed')).toEqual([
    { amount: 20, reason },
    { amount: 30, reason },
  ]);
  expect(await balanceThere('disputed')).toEqual({ posted: 10, held: 0 });
});

test('what a member was given is told before what it spent of it', async () => {
  expect(await balanceThere('in order')).toEqual({ posted: 5, held: 0 });
  expect(await exceptions('in order')).toEqual([]);
});

test('no part of the limit is used any more', async () => {
  const { exposures } = await running.network.connect('ISSUER-B').network.listExposures({});
  expect(exposures).toMatchObject([{ participant: 'ISSUER-B', standInMicro: 0 }]);
});
