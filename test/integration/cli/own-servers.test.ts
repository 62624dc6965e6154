import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import type { Endpoints } from '../../../src/cli/endpoints.ts';
import { removePostgresHome } from '../../../src/embedded/postgres-home.ts';
import { setUpNetwork } from '../../support/network.ts';
import type { Ended } from '../../support/tongfen.ts';
import { endOf, newWorkingDirectory, spawnTongfen } from '../../support/tongfen.ts';

const USUAL_PORT = 50_051;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** As in a checkout where nothing was run yet. */
function newCheckout(): string {
  const cwd = newWorkingDirectory();
  cleanups.push(() => {
    removePostgresHome(join(cwd, '.tongfen'));
    rmSync(cwd, { recursive: true });
  });
  return cwd;
}

/** Sees to it that somebody listens on a port: if not this process, whoever does already. */
async function occupy(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.once('error', () => resolve()).listen(port, '127.0.0.1', resolve);
  });
  cleanups.push(() => server.close());
}

/** Runs `tongfen serve` with nothing but its defaults, until its gateway listens. */
async function serve(cwd: string): Promise<{ network: ChildProcess; address: string }> {
  const network = spawnTongfen(['serve', '--json'], {
    cwd,
    settings: { TONGFEN_CUT_OVER: 'manual', TONGFEN_LOG_LEVEL: 'error' },
  });
  const exited = once(network, 'exit');
  cleanups.push(() => {
    network.kill('SIGKILL');
    return exited;
  });
  network.stderr?.pipe(process.stderr);
  const [line] = (await once(createInterface({ input: network.stdout! }), 'line')) as [string];
  return { network, address: (JSON.parse(line) as { grpcAddress: string }).grpcAddress };
}

async function stop(network: ChildProcess): Promise<void> {
  network.kill('SIGTERM');
  expect(await once(network, 'exit')).toEqual([0, null]);
}

function endpointsIn(cwd: string): Endpoints {
  return JSON.parse(readFileSync(join(cwd, '.tongfen', 'endpoints.json'), 'utf8')) as Endpoints;
}

test('a network with nothing but its defaults is found by every command, and has its data at the next start', async () => {
  const cwd = newCheckout();
  const tongfen = (...words: string[]): Promise<Ended> => endOf(spawnTongfen(words, { cwd }));
  const data = join(cwd, '.tongfen');
  await occupy(USUAL_PORT);

  const first = await serve(cwd);
  expect(first.address).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(first.address).not.toBe(`127.0.0.1:${USUAL_PORT}`);
  const { databaseUrl, grpcAddress, operatorKey, pid } = endpointsIn(cwd);
  expect({ grpcAddress, pid }).toEqual({ grpcAddress: first.address, pid: first.network.pid });
  const key = readFileSync(join(data, 'operator.key'), 'utf8');
  expect(key).toBe(`${operatorKey}\n`);
  for (const file of ['operator.key', 'endpoints.json']) {
    expect(statSync(join(data, file)).mode & 0o777).toBe(0o600);
  }

  const { cards, close } = await setUpNetwork({ databaseUrl, address: first.address, cards: 2 });
  close();
  const rows = cards.map((card) => `EARN,${card},ALPHA,250,SHOP\n`);
  writeFileSync(join(cwd, 'day.csv'), `type,card,program,amount,merchant\n${rows.join('')}`);
  const submit = async (): Promise<unknown> => {
    const { out, code } = await tongfen('submit', 'day.csv', '--json');
    return { ...(JSON.parse(out) as object), code };
  };
  expect(await submit()).toMatchObject({ posted: 2, code: 0 });
  await stop(first.network);
  expect(['endpoints.json', 'running.json'].filter((file) => existsSync(join(data, file)))).toEqual([]);

  const second = await serve(cwd);
  expect(endpointsIn(cwd)).toMatchObject({ grpcAddress: second.address, operatorKey });
  expect(await submit()).toMatchObject({ posted: 2, duplicates: 2, code: 0 });
  const running = await tongfen('audit');
  expect(running).toMatchObject({ error: '', code: 0 });
  expect(running.out).toMatch(/│ ALPHA +│ +500 │/);
  await stop(second.network);

  // Of a network that does not run any more, too.
  expect(await tongfen('audit')).toEqual(running);
});
