import { Writable } from 'node:stream';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { connectQueues } from '../../../src/queue/connect-queues.ts';
import { closeRedisClient, makeRedisClient } from '../../../src/queue/redis-client.ts';
import { eventually } from '../../support/eventually.ts';
import { OwnRedis, REDIS_SERVER } from './own-redis.ts';

test('a backend that does not answer is named, without its password', async () => {
  const options = { shards: 1, databaseUrl: 'postgres://user:secret@127.0.0.1:1/tongfen' };
  const onPostgres = connectQueues(options);
  await expect(onPostgres).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  await expect(onPostgres).rejects.toThrow(
    /^Postgres at 127\.0\.0\.1:1\/tongfen did not make the queues: .*ECONNREFUSED/,
  );
  const onRedis = connectQueues({ ...options, redisUrl: 'redis://user:secret@127.0.0.1:1' });
  await expect(onRedis).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  await expect(onRedis).rejects.toThrow(/^Redis at 127\.0\.0\.1:1 did not answer: .*ECONNREFUSED/);
});

test.skipIf(REDIS_SERVER === undefined)('a Redis that evicts is warned of', async () => {
  const redis = await OwnRedis.start(['--maxmemory-policy', 'allkeys-lru']);
  let log = '';
  const stream = new Writable({
    write: (line, _encoding, done) => {
      log += String(line);
      done();
    },
  });
  const options = { redisUrl: redis.url, databaseUrl: '', shards: 1, logger: pino(stream) };
  const queues = await connectQueues(options);
  await queues.close();
  await redis.remove();
  expect(log).toContain('its maxmemory-policy is allkeys-lru, not noeviction');
});

test.skipIf(REDIS_SERVER === undefined)(
  'a client of Redis that is closed leaves no duplicate behind',
  async () => {
    const redis = await OwnRedis.start();
    const client = makeRedisClient(redis.url, { silenceMsMax: 5_000 }) as Redis;
    await client.connect();
    const [ready, connecting] = [client.duplicate(), client.duplicate()];
    await ready.connect();
    connecting.connect().catch(() => {});
    await closeRedisClient(client);
    await eventually(async () => expect([ready.status, connecting.status]).toEqual(['end', 'end']));
    await redis.remove();
  },
);
