import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { connectQueues } from '../../../src/queue/connect-queues.ts';
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
