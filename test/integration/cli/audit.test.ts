import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { query } from '../store/turns.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ shards: 2 });
});
afterAll(() => database.drop());

/** Runs `tongfen audit`: what it prints, and its exit code. */
async function audit(...options: string[]): Promise<{ out: string; error: string; code: number }> {
  const program = join(packageRoot(), 'dist', 'src', 'main.js');
  const child = spawn(process.execPath, [program, 'audit', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { out, error, code };
}

test('says that the books hold, for people and for programs', async () => {
  const report = await audit('--database-url', database.url);
  expect(report).toMatchObject({ error: '', code: 0 });
  expect(report.out).toMatch(/The audit holds\.\n$/);
  const { out, code } = await audit('--database-url', database.url, '--json');
  expect(JSON.parse(out)).toMatchObject({ holds: true, checks: expect.any(Array) as unknown });
  expect(code).toBe(0);
});

test('exits with 1 when they do not, and shows the rows that offend without whole cards', async () => {
  await query(
    database.url,
    `insert into account (shard, card, program, posted, held, overdrawn, lots)
      values (0, 4000000000000002, 'ACME', 5, 0, 0, '{}')`,
  );
  const { out, code } = await audit('--database-url', database.url);
  expect(code).toBe(1);
  expect(out).toMatch(/✗ accounts-equal-journal: 1 offending rows\n {2}\{.*"program":"ACME"/);
  expect(out).toMatch(/The audit FAILS: .*accounts-equal-journal/);
  expect(out).not.toContain('4000000000000002');
  expect((await audit('--database-url', database.url, '--show-cards')).out).toContain('4000000000000002');
});

test('exits with 2 when nobody knows, so that it is not taken for books that do not hold', async () => {
  const away = await audit('--database-url', 'postgres://127.0.0.1:1/books');
  expect(away).toMatchObject({ out: '', code: 2 });
  expect(away.error).toMatch(/^tongfen: .*127\.0\.0\.1:1\n$/);
  expect((await audit('--data-directory', '/nowhere')).code).toBe(2);
});

test('says of a database of an older schema what to do', async () => {
  await query(
    database.url,
    `delete from migration where name = (select name from migration order by id desc limit 1)`,
  );
  const { error, code } = await audit('--database-url', database.url);
  expect(error).toMatch(/^tongfen: .*has an older schema .*start the network with this version once.*\n$/);
  expect(code).toBe(2);
});
