import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/embedded/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Postgres of this run. The database it names is only for making others: see `createTestDatabase`. */
    databaseUrl: string;
    /** A Redis of this run, or the one that `REDIS_URL` names (others may use it: take a key prefix). May be absent. */
    redisUrl: string | undefined;
  }
}

/** Starts the services of the integration and fault tests, once for the run, and says what will be tested. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'tongfen-test-'));
  // Postgres of a run as root is another user, and would have to live elsewhere if it could not enter.
  chmodSync(dataDirectory, 0o755);
  const services = await startEmbedded({
    dataDirectory,
    redisUrl: process.env['REDIS_URL'],
    ephemeral: true,
    durable: false,
    logger: pino({ level: 'warn' }),
  });
  const { databaseUrl, redisUrl } = services;
  provide('databaseUrl', databaseUrl);
  provide('redisUrl', redisUrl);
  const redis =
    redisUrl === undefined
      ? '; no tests of BullMQ on Redis, as there is no redis-server on the PATH and no REDIS_URL'
      : ` and on BullMQ/Redis ${await redisVersion(redisUrl)}`;
  const postgres = `Postgres ${await postgresVersion(databaseUrl)} embedded`;
  console.log(`integration tests run on: ${postgres}; queues on BullMQ/Postgres${redis}`);
  return () => services.stop();
}

async function postgresVersion(databaseUrl: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  return rows[0]?.server_version ?? '';
}

async function redisVersion(redisUrl: string): Promise<string> {
  const redis = new Redis(redisUrl);
  const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? '';
  redis.disconnect();
  return version;
}
