import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';

const directory = mkdtempSync(join(tmpdir(), 'tongfen-example-'));
let running: RunningNetwork;

beforeAll(async () => {
  mkdirSync(join(directory, '.tongfen'));
  running = await runNetwork('postgres', { cards: 1, gateways: 1 });
});
afterAll(async () => {
  await running.stop();
  rmSync(directory, { recursive: true });
});

/** Runs the example of docs/partners.md; what it says. */
async function runExample({ cwd = directory, address = '', key = '' } = {}): Promise<string[]> {
  const example = join(packageRoot(), 'examples', 'first-exchange.mjs');
  const env = { ...process.env, TONGFEN_API_KEY: key, TONGFEN_DATA: '' };
  const args = address === '' ? [example] : [example, address];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env });
  return stdout.trimEnd().split('\n');
}

/** Of the engine; what it says itself is one for grpc-js, of every gateway. */
function addressOfNetwork(): string {
  return running.engine.address.replace(/^ipv4:/, '');
}

const SEEN = ['AIR sees: EARN of MILES, POSTED, 1000', 'AIR sees: EXCHANGE of MILES, POSTED, -100'];

/** As a network says that was started here, on whatever port was free. */
function writeEndpoints(grpcAddress: string): void {
  const endpoints = { grpcAddress, operatorKey: running.network.keys.OPERATOR };
  writeFileSync(join(directory, '.tongfen', 'endpoints.json'), JSON.stringify(endpoints));
}

test('without a network the example says so in a line', async () => {
  await expect(runExample()).rejects.toMatchObject({
    stderr: expect.stringMatching(/^no network runs .*\n$/),
  });
  writeEndpoints('127.0.0.1:1');
  await expect(runExample()).rejects.toMatchObject({ stderr: expect.stringMatching(/^.*ECONNREFUSED.*\n$/) });
});

test("a partner's first exchange goes as the example says, and again behind its cursor", async () => {
  writeEndpoints(addressOfNetwork());
  expect(await runExample()).toEqual([
    'AIR issues MILES, BEAN issues BEANS, and the BISTRO of PAYCO takes both.',
    "Version 1 of the rate of MILES holds: 1% is the network's.",
    'earn: POSTED, available 1000',
    'A quote: 100 MILES become 396 BEANS.',
    'exchange: POSTED, available 900',
    'the same exchange again: POSTED (as before), available 900',
    'redeem: POSTED, available 0',
    ...SEEN,
  ]);
  expect((await runExample()).slice(-2)).toEqual(SEEN);
});

test('a network that runs elsewhere is named by its address and a key', async () => {
  const cwd = join(directory, 'elsewhere');
  mkdirSync(cwd);
  const key = running.network.keys.OPERATOR;
  expect((await runExample({ cwd, address: addressOfNetwork(), key })).slice(-2)).toEqual(SEEN);
});
