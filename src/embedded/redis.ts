import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import type { ServerRecipe } from './supervised-server.ts';

/** The first `redis-server` on the PATH, or undefined when there is none. */
export function findRedisServer(path = process.env['PATH'] ?? ''): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'redis-server'))
    .find(isExecutable);
}

/**
 * A Redis that only carries the queues. It keeps nothing: what was acknowledged is in Postgres, and what was not is
 * sent again, so a snapshot would cost time and promise nothing.
 */
export function redisRecipe(options: { file: string; directory: string }): ServerRecipe {
  const { file, directory } = options;
  const password = randomBytes(24).toString('base64url');
  const url = (port: number): string => `redis://:${password}@127.0.0.1:${port}/0`;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return {
    name: 'redis',
    file,
    workingDirectory: directory,
    logPath: join(directory, 'redis.log'),
    runAs: undefined,
    stopSignal: 'SIGTERM',
    unavailable: 'QUEUE_UNAVAILABLE',
    url,
    commandLine: () => ['-'],
    input: (port) => configuration({ port, password }),
    ready: (port) => ready(url(port)),
  };
}

function configuration(options: { port: number; password: string }): string {
  return [
    'bind 127.0.0.1',
    `port ${options.port}`,
    `requirepass ${options.password}`,
    'daemonize no',
    'save ""',
    'appendonly no',
    // An evicted key would be a lost job; a full Redis has to say so instead.
    'maxmemory-policy noeviction',
    '',
  ].join('\n');
}

async function ready(url: string): Promise<string> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Without a listener ioredis prints what `connect` rejects with anyway.
  redis.on('error', () => {});
  try {
    await redis.connect();
    return /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? '';
  } finally {
    redis.disconnect();
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
