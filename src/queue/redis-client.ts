import { Cluster, Redis } from 'ioredis';

/** One connection to a Redis, or the connections to a Redis Cluster that take its place. */
export type RedisClient = Redis | Cluster;

/** Longest pause between two attempts to reconnect. */
const RECONNECT_MS_MAX = 1_000;

/** Redirections of one command in a cluster, each after 100 ms where a node is down: about a second in all. */
const REDIRECTIONS_MAX = 10;

/**
 * Unless it is patient, a command fails when its connection breaks, and while there is none: it is neither kept for later, which would build
 * up without bound, nor sent twice behind the back of whoever sent it.
 *
 * @param silenceMsMax a connection that owes an answer for longer is taken for dead
 */
function clientOptions(silenceMsMax: number, isPatient: boolean) {
  return {
    maxRetriesPerRequest: isPatient ? null : 0,
    connectTimeout: 2_000,
    socketTimeout: silenceMsMax,
    keepAlive: 5_000,
    reconnectOnError: isFromReplica,
  };
}

/**
 * A Redis that was made a replica keeps its connections and refuses whatever they write, for good: the name leads to its
 * successor by now, or will. Within a script, Redis 6 says so in the middle of the message.
 */
function isFromReplica({ message }: Error): boolean {
  return message.includes('READONLY ');
}

/**
 * Makes a client that does not connect yet.
 *
 * @param options `isPatient`: commands wait until it is connected, as BullMQ's running workers need
 * @param redisUrl `redis://` or `rediss://`; several hosts, separated by commas, are nodes of a Redis Cluster
 */
export function makeRedisClient(
  redisUrl: string,
  options: { silenceMsMax: number; isPatient?: boolean },
): RedisClient {
  const { silenceMsMax, isPatient = false } = options;
  const common = clientOptions(silenceMsMax, isPatient);
  const own = { lazyConnect: true, enableOfflineQueue: isPatient };
  const [first, ...others] = nodeUrls(redisUrl);
  if (first === undefined || others.length === 0) {
    return hearingErrors(new Redis(redisUrl, { ...common, ...own, retryStrategy: reconnectDelayMs }));
  }
  return hearingErrors(
    new Cluster([first, ...others].map(addressOf), {
      ...own,
      clusterRetryStrategy: reconnectDelayMs,
      slotsRefreshTimeout: 2_000,
      maxRedirections: REDIRECTIONS_MAX,
      redisOptions: {
        ...common,
        ...(first.username === '' ? {} : { username: decodeURIComponent(first.username) }),
        ...(first.password === '' ? {} : { password: decodeURIComponent(first.password) }),
        ...(first.protocol === 'rediss:' ? { tls: {} } : {}),
      },
    }),
  );
}

/** Where a Redis is, for messages: host and port of each node, never the user or the password. */
export function redisLabel(redisUrl: string): string {
  return nodeUrls(redisUrl)
    .map((url) => url.host)
    .join(',');
}

/** Ends a client for good, after what it was told to send is sent, and what is left of its duplicates. */
export async function closeRedisClient(client: RedisClient): Promise<void> {
  try {
    await client.quit();
  } catch {
    // There is nobody to send it to.
  }
  endWithDuplicates(client);
}

/** Ends a client for good, and its duplicates, whatever they are about to send. */
export function endWithDuplicates(client: RedisClient): void {
  endForGood(client);
  for (const duplicate of duplicates.get(client) ?? []) endForGood(duplicate);
}

/**
 * Ends a client that BullMQ may be about to connect again: it renews a connection on which it has waited too long, and
 * does not stop when that connection is closed meanwhile.
 */
export function endForGood(client: {
  on(event: 'connecting', listener: () => void): unknown;
  disconnect(): void;
}): void {
  client.on('connecting', () => client.disconnect());
  client.disconnect();
}

function nodeUrls(redisUrl: string): URL[] {
  const [first = '', ...others] = redisUrl.split(',');
  const url = new URL(first);
  return [url, ...others.map((each) => new URL(each.includes('://') ? each : `${url.protocol}//${each}`))];
}

function addressOf(url: URL): { host: string; port: number } {
  return { host: url.hostname, port: url.port === '' ? 6379 : Number(url.port) };
}

function reconnectDelayMs(attempts: number): number {
  return Math.min(attempts * 50, RECONNECT_MS_MAX);
}

/** Of each client, those that are connected or on the way. */
const duplicates = new WeakMap<RedisClient, Set<RedisClient>>();

/**
 * Whoever uses a client hears of errors from the call that failed; an 'error' that nobody hears would be printed or end the
 * process. BullMQ makes itself duplicates for blocking calls, and may connect one after it closed it: it would keep a
 * process from ending that was told to.
 */
function hearingErrors<Client extends RedisClient>(client: Client): Client {
  client.on('error', () => {});
  const open = new Set<RedisClient>();
  duplicates.set(client, open);
  const makeDuplicate = client.duplicate.bind(client) as (...options: unknown[]) => RedisClient;
  const duplicate = (...options: unknown[]): RedisClient => {
    const made = hearingErrors(makeDuplicate(...options));
    made.on('connecting', () => open.add(made));
    made.on('end', () => open.delete(made));
    return made;
  };
  return Object.assign(client, { duplicate });
}
