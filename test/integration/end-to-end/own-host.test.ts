import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Connection } from '../../../src/client/connection.ts';
import { Issuer } from '../../../src/issuer/issuer.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { ISSUER_HOST } from '../../../src/wire/host-contract.ts';
import { eventually } from '../../support/eventually.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';

const CREDENTIAL = 'secret-of-the-network';
const CARD = cardNumber(622_001, 0);

const directory = mkdtempSync(join(tmpdir(), 'tongfen-own-host-'));
let running: RunningNetwork;
let issuer: Issuer;
let host: Connection;

beforeAll(async () => {
  const settings = { TONGFEN_HOST_TOKENS: `CITY=${CREDENTIAL}` };
  running = await runNetwork('postgres', { cards: 1, gateways: 1, workers: 1, settings });
  issuer = await Issuer.start({
    host: '127.0.0.1',
    port: 0,
    credential: CREDENTIAL,
    tls: undefined,
    allowPlaintext: false,
    books: join(directory, 'issuer.db'),
    members: [{ card: CARD, program: 'ACME', isBlocked: false, posted: 1_000, held: 0 }],
    misbehaviour: {},
  });
  host = new Connection({ address: issuer.address, apiKey: CREDENTIAL });
});
afterAll(async () => {
  host.close();
  await running.stop();
  await issuer.stop();
  rmSync(directory, { recursive: true });
});

/** Runs the example of docs/partners.md; what it says. */
async function runExample(): Promise<string[]> {
  const example = join(packageRoot(), 'examples', 'own-host.mjs');
  const env = { ...process.env, TONGFEN_API_KEY: running.network.keys.OPERATOR };
  // The engine's address is one for grpc-js, of every gateway.
  const address = running.engine.address.replace(/^ipv4:/, '');
  const { stdout } = await promisify(execFile)(process.execPath, [example, address, issuer.address], { env });
  return stdout.trimEnd().split('\n');
}

async function balance(): Promise<unknown> {
  return (await host.call(ISSUER_HOST.Balance, { card: CARD, program: 'ACME' })).balance;
}

test('what the example submits is cleared through the host of its program', async () => {
  expect(await runExample()).toEqual([
    `The accounts of ACME are at ${issuer.address}; the first card of its issuer is ${CARD}.`,
    'EARN of 300: POSTED',
    'REDEEM of 50: POSTED',
    'REDEEM of 1000000: INSUFFICIENT_POINTS',
    'AUTHORIZE of 200: POSTED',
    'CAPTURE of 150: POSTED',
    'The host says that the member may spend 1100.',
  ]);
  expect(await balance()).toEqual({ posted: 1_100, held: 0, available: 1_100 });
});

test('run again while the host is silent, it is stood in for as far as its limits go, and hears of it later', async () => {
  issuer.misbehave({ silent: true });
  const said = await runExample();
  issuer.misbehave({});
  expect(said.slice(1)).toEqual([
    'EARN of 300: ISSUER_UNAVAILABLE',
    'REDEEM of 50: POSTED',
    'REDEEM of 1000000: ISSUER_UNAVAILABLE',
    'AUTHORIZE of 200: ISSUER_UNAVAILABLE',
    'CAPTURE of 150: HOLD_UNKNOWN',
    "The member's balance: the issuer's host does not answer",
  ]);
  await eventually(async () => expect(await balance()).toEqual({ posted: 1_050, held: 0, available: 1_050 }));
});
