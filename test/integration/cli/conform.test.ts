import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cardNumber } from '../../../src/ledger/card.ts';
import { packageRoot } from '../../../src/package-root.ts';

const PROGRAM = join(packageRoot(), 'dist', 'src', 'main.js');
const CARD = cardNumber(622_001, 1);

let directory: string;
let stopIssuer: () => Promise<void>;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tongfen-issuer-'));
  writeFileSync(join(directory, 'members.csv'), `card,program,points\n${CARD},ACME,1000\n`);
});
afterEach(async () => {
  await stopIssuer();
  rmSync(directory, { recursive: true });
});

it('passes tongfen issuer, in a table or as JSON, and exits with 0', async () => {
  const address = await startIssuer();
  const table = await conform(address);
  expect(table).toMatchObject({ code: 0 });
  expect(table.out).toMatch(/capture-once +│ passes +│ declines a second capture/);
  expect(table.out).toContain(`${address} conforms: 34 pass, 0 fail, 1 not checked`);
  const json = await conform(address, '--json', '--only', 'capture-once');
  expect(JSON.parse(json.out)).toMatchObject({
    address,
    conforms: true,
    checks: [{ name: 'answers' }, { name: 'capture-once', verdict: 'passes', reason: '' }],
  });
});

it('exits with 1 and says why when a check fails', async () => {
  const address = await startIssuer('--wrong-amount');
  const { code, out } = await conform(address, '--only', 'echo');
  expect(code).toBe(1);
  expect(out).toMatch(/echo +│ fails +│ Authorize: amount is 11 instead of 10/);
  expect(out).toContain('does not conform');
});

/** Starts `tongfen issuer`; where it listens. */
async function startIssuer(...flags: string[]): Promise<string> {
  const files = ['--members', join(directory, 'members.csv'), '--books', join(directory, 'issuer.db')];
  const child = run(['issuer', ...files, '--listen', '127.0.0.1:0', '--json', ...flags]);
  const exited = once(child, 'exit');
  stopIssuer = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return (JSON.parse(line.toString()) as { address: string }).address;
}

async function conform(address: string, ...flags: string[]): Promise<{ code: number | null; out: string }> {
  const child = run(['conform', address, '--card', String(CARD), '--program', 'ACME', ...flags]);
  const out = text(child.stdout);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out: await out };
}

function run(argv: string[]) {
  const env = { ...process.env, TONGFEN_ISSUER_CREDENTIAL: 'secret' };
  return spawn(process.execPath, [PROGRAM, ...argv], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}
