import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';

/** A database of one test, cloned from a migrated template in a tenth of a second. */
export interface TestDatabase {
  readonly url: string;
  /**
   * Drops it. A session that still uses it is a leak of the test: it is ended, and this rejects with what it did last.
   * After a fault that leaves sessions behind on purpose, say `leaks: 'expected'`.
   */
  drop(options?: { leaks: 'expected' }): Promise<void>;
}

/** Makes a database with the schema in place and nothing else in it. */
export async function createTestDatabase(options: { shards?: number } = {}): Promise<TestDatabase> {
  const { shards = 4 } = options;
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withMaintenance(async (client) => {
    const template = await findOrMakeTemplate(client, shards);
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    url: urlOf(name),
    drop: (how) => withMaintenance((client) => dropDatabase(client, name, how !== undefined)),
  };
}

/** One template for each number of shards, made by whichever test file comes first. */
async function findOrMakeTemplate(client: Client, shards: number): Promise<string> {
  const template = `template_${shards}_shards`;
  await client.query('select pg_advisory_lock(hashtext($1))', [template]);
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount !== 0) return template;
    const draft = `${template}_draft`;
    await client.query(`drop database if exists ${draft}`);
    await client.query(`create database ${draft}`);
    await migrate({ databaseUrl: urlOf(draft), shards });
    await client.query(`alter database ${draft} rename to ${template}`);
    return template;
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [template]);
  }
}

async function dropDatabase(client: Client, name: string, leaksExpected: boolean): Promise<void> {
  const leaks = leaksExpected ? [] : await leakedSessions(client, name);
  await client.query(`drop database ${name} with (force)`);
  if (leaks.length > 0) throw new Error(`sessions leaked, and did last: ${leaks.join('; ')}`);
}

/** A session ends a moment after its socket does, so it is given some time. */
async function leakedSessions(client: Client, name: string): Promise<string[]> {
  const sql = `select coalesce(nullif(query, ''), 'nothing') as query from pg_stat_activity
               where datname = $1 and backend_type = 'client backend'`;
  const patienceUntil = Date.now() + 2_000;
  for (;;) {
    const { rows } = await client.query<{ query: string }>(sql, [name]);
    if (rows.length === 0 || Date.now() > patienceUntil) return rows.map((row) => row.query);
    await client.query('select pg_sleep(0.02)');
  }
}

async function withMaintenance<Result>(use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(inject('databaseUrl'));
  url.pathname = database;
  return url.href;
}
