import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { inject } from 'vitest';

/** Where the queues live. */
export type BackendName = 'redis' | 'postgres';

/** The backends that can be tested here. */
export const BACKENDS: readonly BackendName[] =
  inject('redisUrl') === undefined ? ['postgres'] : ['postgres', 'redis'];

/** Redis where there is one: for what does not depend on where the queues live. */
export const USUAL_BACKEND = BACKENDS.at(-1) as BackendName;

/** A database of the Redis of this run, for whoever can't share one: processes, whose queues have no prefix. */
export interface TestRedis {
  readonly url: string;
  /** Empties it and gives it back. */
  release(): Promise<void>;
}

/** Databases that a Redis has unless it is told otherwise; 0 is left to those that take a key prefix. */
const DATABASES = Array.from({ length: 15 }, (_, index) => index + 1);

/** Says that a database is taken; forgotten by itself when whoever took it was killed. */
const CLAIM_KEY = 'taken-by-a-test';
const CLAIM_SECONDS = 1_800;

/** Takes an unused database, or undefined when the queues are to live in Postgres. */
export async function takeRedis(backend: BackendName): Promise<TestRedis | undefined> {
  const base = backend === 'redis' ? inject('redisUrl') : undefined;
  if (base === undefined) return undefined;
  for (const database of DATABASES) {
    const url = new URL(base);
    url.pathname = String(database);
    const redis = new Redis(url.href);
    const isEmpty = (await redis.dbsize()) === 0;
    const name = randomBytes(8).toString('hex');
    if (isEmpty && (await redis.set(CLAIM_KEY, name, 'EX', CLAIM_SECONDS, 'NX')) === 'OK') {
      return {
        url: url.href,
        release: async () => {
          await redis.flushdb();
          redis.disconnect();
        },
      };
    }
    redis.disconnect();
  }
  throw new Error('every database of the Redis is in use');
}
