import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { migrate } from '../../../src/store/migrate.ts';
import { query } from './turns.ts';

let url: string;
let name: string;

beforeEach(async () => {
  name = `test_migrate_${randomBytes(6).toString('hex')}`;
  await query(inject('databaseUrl'), `create database ${name}`);
  const database = new URL(inject('databaseUrl'));
  database.pathname = name;
  url = database.href;
});

afterEach(async () => {
  await query(inject('databaseUrl'), `drop database ${name} with (force)`);
});

test('a new database begins in cycle 1 with the operator, whoever of several processes comes first', async () => {
  await Promise.all([1, 2, 3].map(() => migrate({ databaseUrl: url, shards: 16, businessDate: 20261121 })));
  expect(await query(url, 'select shards, version from network')).toEqual([{ shards: 16, version: '1' }]);
  expect(await query(url, 'select number, business_date from cycle')).toEqual([
    { number: 1, business_date: 20261121 },
  ]);
  expect(await query(url, 'select code, roles, status from participant')).toEqual([
    { code: 'OPERATOR', roles: ['OPERATOR'], status: 'active' },
  ]);
});

test('the first business date is the day it is in UTC, where none is given', async () => {
  const before = new Date();
  await migrate({ databaseUrl: url, shards: 1 });
  const days = [before, new Date()].map((time) =>
    Number(time.toISOString().slice(0, 10).replaceAll('-', '')),
  );
  const [cycle] = await query(url, 'select business_date from cycle');
  expect(days).toContain(cycle?.['business_date']);
});

test('migrating again changes nothing', async () => {
  await migrate({ databaseUrl: url, shards: 4, businessDate: 20261121 });
  await query(url, 'update cycle set business_date = 20261122');
  await query(url, `update participant set name = 'Ours'`);
  await migrate({ databaseUrl: url, shards: 4, businessDate: 20261130 });
  expect(await query(url, 'select number, business_date from cycle')).toEqual([
    { number: 1, business_date: 20261122 },
  ]);
  expect(await query(url, 'select name from participant')).toEqual([{ name: 'Ours' }]);
});

test('a migration that waits for a long read keeps nobody else waiting', async () => {
  await migrate({ databaseUrl: url, shards: 4 });
  await query(url, 'drop table cycle_movement');
  await query(url, 'alter table cycle drop column is_summed');
  await query(url, 'drop index merchant_acquirer');
  await query(url, `delete from migration where name in ('0008_movements', '0009_merchants')`);
  const reader = new pg.Client({ connectionString: url });
  await reader.connect();
  try {
    await reader.query('begin');
    await reader.query('select from cycle');
    const migrating = migrate({ databaseUrl: url, shards: 4 });
    for (let look = 1; look <= 10; look++) {
      await sleep(250);
      const started = performance.now();
      await query(url, `set statement_timeout = '5s'; select from cycle`);
      expect(performance.now() - started).toBeLessThan(1_500);
    }
    await reader.query('commit');
    await migrating;
  } finally {
    await reader.end();
  }
  expect(await query(url, 'select is_summed from cycle')).toEqual([{ is_summed: false }]);
});

test('a database of another number of shards is refused in one line that names it', async () => {
  await migrate({ databaseUrl: url, shards: 4 });
  await expect(migrate({ databaseUrl: url, shards: 8 })).rejects.toMatchObject({
    code: 'STORE_INCOMPATIBLE',
    retryable: false,
    message: expect.stringMatching(
      new RegExp(`^[^\\n]*${name} was created with 4 shards[^\\n]*instead of 8`),
    ),
  });
});

test('a database of a newer schema is refused in one line that names it', async () => {
  await migrate({ databaseUrl: url, shards: 4 });
  await query(url, `insert into migration (name, run_on) values ('0099_later', now())`);
  await expect(migrate({ databaseUrl: url, shards: 4 })).rejects.toMatchObject({
    code: 'STORE_INCOMPATIBLE',
    retryable: false,
    message: expect.stringMatching(new RegExp(`^[^\\n]*${name} has a newer schema[^\\n]*0099_later`)),
  });
});

test('a URL that does not answer is a fault without its password', async () => {
  const error = await migrate({ databaseUrl: 'postgres://user:secret@127.0.0.1:1/books', shards: 4 }).catch(
    (fault: unknown) => fault,
  );
  expect(error).toMatchObject({
    code: 'STORE_UNAVAILABLE',
    retryable: true,
    message: expect.stringMatching(/127\.0\.0\.1:1\/books.*ECONNREFUSED/),
  });
  expect(String(error)).not.toContain('secret');
});

test('a database that is not there is a fault that does not pass by itself', async () => {
  const missing = new URL(url);
  missing.pathname = 'nowhere';
  await expect(migrate({ databaseUrl: missing.href, shards: 4 })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    retryable: false,
  });
});
