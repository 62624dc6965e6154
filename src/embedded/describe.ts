import { relative } from 'node:path';

interface PrivateServer {
  readonly version: string;
  readonly directory: string;
}

/** One line for people: which Postgres and which queues these are. URLs are cut down to host and port. */
export function describe(services: {
  options: {
    databaseUrl?: string | undefined;
    redisUrl?: string | undefined;
    redis?: 'auto' | 'never' | undefined;
  };
  postgres: PrivateServer | undefined;
  redis: PrivateServer | undefined;
}): string {
  const { options, postgres, redis } = services;
  const store =
    postgres === undefined
      ? `Postgres at ${host(options.databaseUrl)}`
      : `Postgres ${postgres.version} (embedded, ${shorter(postgres.directory)})`;
  if (redis !== undefined) return `${store} and queues on Redis ${redis.version} (private)`;
  if (options.redisUrl !== undefined) return `${store} and queues on Redis at ${host(options.redisUrl)}`;
  const reason = options.redis === 'never' ? '' : ', as there is no redis-server on the PATH';
  return `${store}, which carries the queues too${reason}`;
}

function host(url = ''): string {
  return URL.canParse(url) && new URL(url).host !== '' ? new URL(url).host : 'the address given';
}

function shorter(directory: string): string {
  const path = relative('', directory);
  return path.startsWith('..') ? directory : path;
}
