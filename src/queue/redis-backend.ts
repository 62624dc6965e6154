import type { Processor } from 'bullmq';
import { Queue, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { Fault } from '../fault.ts';
import type { ReplyReceiver, ReplySender } from '../shard/ports.ts';
import { Availability } from './availability.ts';
import type { Backend, RunOptions, ShardQueue } from './backend.ts';
import { QUEUE_META, queueName, WORKER_OPTIONS } from './backend.ts';
import type { QueueWorker } from './mailbox.ts';
import { WAIT_SECONDS } from './mailbox.ts';
import type { RedisClient } from './redis-client.ts';
import {
  closeRedisClient,
  endForGood,
  endWithDuplicates,
  makeRedisClient,
  redisLabel,
} from './redis-client.ts';
import { RedisReplyReceiver, RedisReplySender } from './redis-replies.ts';
import type { Tuple } from './tuple.ts';

/** Longest silence of a connection that owes an answer, before whoever asked is told. */
const SILENCE_MS_MAX = 1_000;

/** The same for a connection on which workers wait: a wait is silent. */
const WORKER_SILENCE_MS_MAX = WAIT_SECONDS * 1_000 + 500;

/** How long Redis remembers that it was written to. */
const PING_KEPT_MS = 1_000;

export interface RedisBackendOptions {
  readonly redisUrl: string;
  readonly shards: number;
  readonly prefix: string;
  readonly logger: Logger | undefined;
}

/**
 * BullMQ on Redis or on a Redis Cluster, where the keys of a shard have a hash tag of their own. One connection sends,
 * publishes and asks for figures; one, made when it is needed, takes and completes for all mailboxes; each mailbox has
 * one to wait on.
 */
export class RedisBackend implements Backend {
  readonly name = 'redis';
  readonly description: string;
  readonly availability: Availability;
  readonly queues: readonly ShardQueue[];
  readonly replySender: ReplySender;
  readonly #options: RedisBackendOptions;
  readonly #client: RedisClient;
  #workerClient: RedisClient | undefined;

  /** @throws {Fault} `QUEUE_UNAVAILABLE`, `CONFIGURATION_INVALID` */
  static async connect(options: RedisBackendOptions): Promise<RedisBackend> {
    const place = `Redis at ${redisLabel(options.redisUrl)}`;
    const client = makeRedisClient(options.redisUrl, { silenceMsMax: SILENCE_MS_MAX });
    // `connect` itself only says that the connection is closed.
    let reason: unknown;
    client.once('error', (error) => {
      reason = error;
    });
    try {
      await client.connect();
      const info = parseInfo(await client.info());
      if (info.get('cluster_enabled') === '1' && !client.isCluster) {
        throw new Fault('CONFIGURATION_INVALID', `${place} is part of a cluster: name several of its nodes`);
      }
      const policy = info.get('maxmemory_policy') ?? 'noeviction';
      if (policy !== 'noeviction') {
        options.logger?.warn(
          `${place} loses envelopes when it is full: its maxmemory-policy is ${policy}, not noeviction`,
        );
      }
      return new RedisBackend(client, options, info.get('redis_version') ?? '');
    } catch (error) {
      client.disconnect();
      if (error instanceof Fault) throw error;
      throw new Availability(place, undefined).failed(reason ?? error, 'answer');
    }
  }

  private constructor(client: RedisClient, options: RedisBackendOptions, version: string) {
    const kind = client.isCluster ? 'Redis Cluster' : 'Redis';
    this.description = `${kind} ${version} at ${redisLabel(options.redisUrl)}`;
    this.availability = new Availability(this.description, options.logger);
    this.#options = options;
    this.#client = client;
    this.replySender = new RedisReplySender(client, {
      prefix: options.prefix,
      availability: this.availability,
    });

    this.queues = Array.from({ length: options.shards }, (_, shard) => {
      const queue = new Queue<unknown, unknown, string>(queueName(options.prefix, shard), {
        connection: client,
        prefix: this.#keyPrefix(shard),
        skipMetasUpdate: true,
        skipVersionCheck: true,
      });
      // The call that failed tells; BullMQ would print it.
      return queue.on('error', () => {});
    });
    this.#writeMeta();
    // A Redis that was restarted is empty.
    client.on('ready', () => this.#writeMeta());
  }

  /** As it is: BullMQ makes JSON of it, once. */
  jobData(message: Tuple): unknown {
    return message;
  }

  openWorker(shard: number): QueueWorker {
    this.#workerClient ??= makeRedisClient(this.#options.redisUrl, { silenceMsMax: WORKER_SILENCE_MS_MAX });
    const worker = new Worker<unknown>(queueName(this.#options.prefix, shard), null, {
      ...WORKER_OPTIONS,
      connection: this.#workerClient,
      prefix: this.#keyPrefix(shard),
      skipVersionCheck: true,
    });
    return worker.once('closed', () => endBlockingClient(worker));
  }

  openQueue(name: string): ShardQueue {
    const queue = new Queue<unknown, unknown, string>(name, {
      connection: this.#client,
      prefix: `{${name}}`,
      skipMetasUpdate: true,
      skipVersionCheck: true,
    });
    return queue.on('error', () => {});
  }

  runWorker(name: string, handle: Processor, options: RunOptions): QueueWorker {
    const client = makeRedisClient(this.#options.redisUrl, {
      silenceMsMax: WORKER_SILENCE_MS_MAX,
      isPatient: true,
    });
    const worker = new Worker(name, handle, {
      ...options,
      connection: client,
      prefix: `{${name}}`,
      drainDelay: WAIT_SECONDS,
      skipVersionCheck: true,
    });
    return worker.once('closed', () => {
      endWithDuplicates(client);
      endBlockingClient(worker);
    });
  }

  async openReplyReceiver(): Promise<ReplyReceiver> {
    const { redisUrl, prefix, logger } = this.#options;
    const client = makeRedisClient(redisUrl, { silenceMsMax: SILENCE_MS_MAX });
    const receiver = new RedisReplyReceiver(client, {
      ...{ prefix, logger },
      publisher: this.#client,
      availability: this.availability,
    });
    await receiver.open();
    return receiver;
  }

  waiting(shard: number): Promise<number> {
    return this.#client.llen(this.#keyOf(shard, 'wait'));
  }

  async depth(shard: number): Promise<{ readonly waiting: number; readonly oldestAgeMs: number }> {
    try {
      const [waiting, oldest] = await Promise.all([
        this.waiting(shard),
        this.#client.lindex(this.#keyOf(shard, 'wait'), -1),
      ]);
      const sentAtMs =
        oldest === null ? null : await this.#client.hget(this.#keyOf(shard, oldest), 'timestamp');
      return { waiting, oldestAgeMs: sentAtMs === null ? 0 : Math.max(0, Date.now() - Number(sentAtMs)) };
    } catch (error) {
      throw this.availability.failed(error, 'say what waits');
    }
  }

  /** Writes: one that is full, can't save or is a replica answers, and takes nothing. */
  async ping(): Promise<void> {
    try {
      await this.#client.set(`{${this.#options.prefix}}:ping`, '', 'PX', PING_KEPT_MS);
      this.availability.answered();
    } catch (error) {
      throw this.availability.failed(error, 'take a write');
    }
  }

  async close(): Promise<void> {
    await closeRedisClient(this.#client);
    if (this.#workerClient !== undefined) await closeRedisClient(this.#workerClient);
  }

  /** A hash tag: all keys of a shard are in one slot of a cluster. */
  #keyPrefix(shard: number): string {
    return `{${this.#options.prefix}:${shard}}`;
  }

  #keyOf(shard: number, key: string): string {
    return `${this.#keyPrefix(shard)}:${queueName(this.#options.prefix, shard)}:${key}`;
  }

  #writeMeta(): void {
    for (const queue of this.queues) {
      queue
        .getBackend()
        .setQueueMeta(QUEUE_META)
        .catch((error: unknown) => this.availability.failed(error, 'take the settings of a queue'));
    }
  }
}

/** One that was never connected has nothing to end. */
function endBlockingClient(worker: Pick<Worker, 'getBackend'>): void {
  void worker.getBackend().blockingClient?.then(endForGood, () => {});
}

function parseInfo(info: string): ReadonlyMap<string, string> {
  return new Map(info.split(/\r?\n/).map((line) => line.split(':', 2) as [string, string]));
}
