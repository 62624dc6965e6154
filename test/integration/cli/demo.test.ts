import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Endpoints } from '../../../src/cli/endpoints.ts';
import { readEndpoints } from '../../../src/cli/endpoints.ts';
import { removePostgresHome } from '../../../src/embedded/postgres-home.ts';
import { eventually } from '../../support/eventually.ts';
import { endOf, newWorkingDirectory, spawnTongfen } from '../../support/tongfen.ts';
import { query } from '../store/turns.ts';

let cwd: string;
let children: ChildProcess[];
beforeEach(() => {
  cwd = newWorkingDirectory();
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  removePostgresHome(join(cwd, '.tongfen', 'demo'));
  rmSync(cwd, { recursive: true });
});

/** Starts `tongfen demo`, as short as it gets. */
function demo(): ChildProcess {
  const child = spawnTongfen(['demo', '--seconds', '1', '--shards', '2', '--workers', '1'], { cwd });
  children.push(child);
  return child;
}

/** What each column of the table of points adds up to. */
function sumsIn(out: string): number[] {
  const sums: number[] = [];
  for (const [, sign = '', cells = ''] of out.matchAll(/^│ ([ −+=]) \w[\w ]+│(.+)│$/gm)) {
    for (const [column, cell] of cells.split('│').entries()) {
      const points = Number(cell.replaceAll(/[,.]/g, ''));
      sums[column] = (sums[column] ?? 0) + (/[−=]/.test(sign) ? -points : points);
    }
  }
  return sums;
}

/** Of the demo that runs. */
function endpoints(): Promise<Endpoints> {
  return eventually(async () => {
    const running = readEndpoints(join(cwd, '.tongfen', 'demo'));
    expect(running).toBeDefined();
    return running!;
  }, 60_000);
}

test('the demo plays to its end, and does not notice another that would begin beside it', async () => {
  const first = demo();
  const ended = endOf(first);
  await endpoints();
  const inUse = new RegExp(`^tongfen: .*demo is in use by process ${first.pid}; .*\n$`);
  expect(await endOf(demo())).toEqual({ out: '', error: expect.stringMatching(inUse) as string, code: 1 });

  const { out, code } = await ended;
  expect(out).toMatch(/^✓ Audit: all \d+ checks hold$/m);
  expect(out).not.toContain('✗');
  expect(out).toMatch(/│ +SKYLINE │ +JADE-MILES │ +HARBOUR │ +LOTUS │/);
  expect(out).toMatch(/│ \+ exchanged +│ +-?[1-9]/);
  expect(sumsIn(out)).toEqual([0, 0, 0, 0]);
  expect(out).toContain('What each has to settle');
  expect(out).toContain('Sum of the net obligations: 0.000000');
  expect(out).toMatch(/^The two busy days: [\d,]+ transactions in \d+\.\d s: [\d,]+\/s$/m);
  expect(code).toBe(0);
});

test('a demo that is refused by its network ends in a line', async () => {
  const child = demo();
  const ended = endOf(child);
  const { databaseUrl } = await endpoints();
  await query(databaseUrl, 'update api_key set revoked_at = now()');
  const { error, code } = await ended;
  expect(error.trimEnd().split('\n').at(-1)).toMatch(/^tongfen: .+ \(UNAUTHENTICATED\)$/);
  expect(error).not.toMatch(/^ +at /m);
  expect(code).toBe(1);
});
