import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import { Connection } from '../../../src/client/connection.ts';
import { ACCOUNTS } from '../../../src/client/contract.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { Issuer } from '../../../src/issuer/issuer.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import { ISSUER_HOST } from '../../../src/wire/host-contract.ts';
import { eventually } from '../../support/eventually.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';

const CREDENTIAL = 'secret-of-the-network';
const POINTS = 1_000;

const directory = mkdtempSync(join(tmpdir(), 'tongfen-example-host-'));
let running: RunningNetwork;
let acquirer: TongfenClient;
let issuer: Issuer;
let host: Connection;
let card: number;

beforeAll(async () => {
  const settings = { TONGFEN_HOST_TOKENS: `ISSUER-B=${CREDENTIAL}` };
  running = await runNetwork('postgres', { cards: 1, gateways: 1, workers: 1, settings });
  [card = 0] = running.network.cards;
  issuer = await Issuer.start({
    host: '127.0.0.1',
    port: 0,
    credential: CREDENTIAL,
    tls: undefined,
    allowPlaintext: false,
    books: join(directory, 'issuer.db'),
    members: [{ card, program: 'FAR', isBlocked: false, posted: POINTS, held: 0 }],
    misbehaviour: {},
  });
  host = new Connection({ address: issuer.address, apiKey: CREDENTIAL });
  const { network } = running.network.connect('OPERATOR');
  const par = { scale: 0, parNumerator: 1, parDenominator: 1, none: {} };
  const external = { address: issuer.address, floorLimit: 0 };
  await network.createProgram({
    program: { ...par, code: 'FAR', name: 'Far', issuer: 'ISSUER-B', host: external },
  });
  await network.updateMerchant({ code: 'SHOP', programs: { codes: ['FAR'] } });
  acquirer = running.network.connect('ACQUIRER-A');
});
afterAll(async () => {
  host.close();
  await running.stop();
  await issuer.stop();
  rmSync(directory, { recursive: true });
});

function submit(type: NewTransaction['type'], rest: Partial<NewTransaction>) {
  const merchant = rest.originalId === undefined ? { merchant: 'SHOP' } : {};
  return acquirer.submit({ id: uuid7(), type, card, program: 'FAR', ...merchant, ...rest });
}

async function balance(): Promise<unknown> {
  return (await host.call(ISSUER_HOST.Balance, { card, program: 'FAR' })).balance;
}

test('the example of a host keeps the books that the network clears', async () => {
  expect(await submit('EARN', { amount: 300 })).toMatchObject({ outcome: 'POSTED' });
  expect(await submit('REDEEM', { amount: 5_000 })).toMatchObject({ outcome: 'INSUFFICIENT_POINTS' });
  const id = uuid7();
  expect(await submit('AUTHORIZE', { id, amount: 200 })).toMatchObject({ outcome: 'POSTED' });
  expect(await balance()).toEqual({ posted: POINTS + 300, held: 200, available: POINTS + 100 });
  expect(await submit('CAPTURE', { originalId: id, amount: 150 })).toMatchObject({ outcome: 'POSTED' });
  expect(await balance()).toEqual({ posted: POINTS + 150, held: 0, available: POINTS + 150 });
});

test('its balances are shown to whom the accounts of the program are shown', async () => {
  const mine = running.network.connect('ISSUER-B').accounts;
  const said = { ...((await balance()) as object), fromHost: true };
  expect(await mine.getBalance({ card, program: 'FAR' })).toEqual(said);
  expect(await running.network.connect('OPERATOR').accounts.getBalance({ card, program: 'FAR' })).toEqual(
    said,
  );
  const unknown = { refusal: { status: 'NOT_FOUND', message: 'no such account' } };
  for (const other of ['ISSUER-A', 'ACQUIRER-A'] as const) {
    const { accounts } = running.network.connect(other);
    await expect(accounts.getBalance({ card, program: 'FAR' })).rejects.toMatchObject(unknown);
  }
  const stranger = cardNumber(400_002, 77);
  await expect(mine.getBalance({ card: stranger, program: 'FAR' })).rejects.toMatchObject(unknown);
});

test('a slow host is waited for, and one that does not say a balance goes on clearing', async () => {
  const apiKey = running.network.keys['ISSUER-B'];
  const asker = new Connection({ address: running.engine.address, apiKey, allowPlaintext: true });
  // Asks once.
  const ask = () => asker.call(ACCOUNTS.GetBalance, { card, program: 'FAR' });
  issuer.misbehave({ slowMs: 300 });
  expect(await ask()).toMatchObject({ fromHost: true });

  const unavailable = { refusal: { status: 'UNAVAILABLE', retryDelayMs: 1_000 } };
  for (const misbehaviour of [{ silent: true }, { slowMs: 4_000 }]) {
    issuer.misbehave(misbehaviour);
    // More than open a circuit: that of balances, and not that of transactions.
    await Promise.all(Array.from({ length: 6 }, () => expect(ask()).rejects.toMatchObject(unavailable)));
    issuer.misbehave({});
    expect(await submit('EARN', { amount: 1 })).toMatchObject({ outcome: 'POSTED' });
  }
  await eventually(async () => expect(await ask()).toMatchObject({ fromHost: true }));
  asker.close();
});

test.each([{ silent: true }, { late: true }, { wrongAmount: true }, { otherId: true }, { garbage: true }])(
  'a redemption that it does not answer well is undone on both sides: %o',
  async (misbehaviour) => {
    const before = await balance();
    issuer.misbehave(misbehaviour);
    expect(await submit('REDEEM', { amount: 70 })).toMatchObject({ outcome: 'ISSUER_UNAVAILABLE' });
    issuer.misbehave({});
    await eventually(async () => expect(await balance()).toEqual(before));
  },
);
