import type { IQueueBackend, PgPool, PostgresQueueBackend, Processor, WorkerOptions } from 'bullmq';
import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import type { Logger } from 'pino';
import { databaseLabel } from '../database-label.ts';
import type { ReplyReceiver } from '../shard/ports.ts';
import { Availability } from './availability.ts';
import type { Backend, RunOptions, ShardQueue } from './backend.ts';
import { QUEUE_META, queueName, WORKER_OPTIONS } from './backend.ts';
import type { QueueWorker } from './mailbox.ts';
import { WAIT_SECONDS } from './mailbox.ts';
import { PostgresReplyReceiver } from './postgres-reply-receiver.ts';
import { PostgresReplySender } from './postgres-reply-sender.ts';
import { QuietClient } from './quiet-client.ts';
import type { Tuple } from './tuple.ts';

/** Where BullMQ keeps its tables. */
const SCHEMA = 'bullmq';

/**
 * Connections that send. Each shard has its own among them, so that envelopes arrive in the order in which they were
 * sent.
 */
const LANES = 4;

/** Commits are not waited for until they are on the disk. */
const ASYNCHRONOUS = '-c synchronous_commit=off';

/** Longest wait for an answer, before whoever asked is told. */
const SILENCE_MS_MAX = 1_000;

/** The same for a mailbox, which has nobody to tell. */
const WORKER_SILENCE_MS_MAX = 5_000;

export interface PostgresBackendOptions {
  readonly databaseUrl: string;
  readonly shards: number;
  readonly prefix: string;
  readonly logger: Logger | undefined;
}

/**
 * BullMQ on Postgres. A few connections send; two, made when they are needed, reply and ask for figures; each mailbox
 * has one to wait on and one to take and complete.
 *
 * No connection waits for its commits to reach the disk (`synchronous_commit = off`): what a crash of Postgres takes
 * from the queue is sent again, as with Redis, and what was acknowledged to a caller is not the queue's to keep.
 */
export class PostgresBackend implements Backend {
  readonly name = 'postgres';
  readonly description: string;
  readonly availability: Availability;
  readonly queues: readonly ShardQueue[];
  readonly replySender: PostgresReplySender;
  readonly #options: PostgresBackendOptions;
  readonly #lanes: readonly PostgresQueueBackend[];
  readonly #pool: pg.Pool;

  /** @throws {Fault} `QUEUE_UNAVAILABLE` */
  static async connect(options: PostgresBackendOptions): Promise<PostgresBackend> {
    const lanes = Array.from({ length: Math.min(LANES, options.shards) }, () =>
      makeLane(options.databaseUrl),
    );
    const pool = new pg.Pool({ ...connectionConfig(options.databaseUrl, SILENCE_MS_MAX), max: 2 });
    pool.on('error', ignore);
    try {
      const version = await migrate(options.databaseUrl);
      await Promise.all(lanes.map((lane) => lane.waitUntilReady()));
      const backend = new PostgresBackend({ lanes, pool, version }, options);
      await Promise.all(backend.queues.map((queue) => queue.getBackend().setQueueMeta(QUEUE_META)));
      return backend;
    } catch (error) {
      await Promise.all([pool.end(), ...lanes.map((lane) => lane.close())]);
      const place = `Postgres at ${databaseLabel(options.databaseUrl)}`;
      throw new Availability(place, undefined).failed(error, 'make the queues');
    }
  }

  private constructor(
    connections: { lanes: readonly PostgresQueueBackend[]; pool: pg.Pool; version: string },
    options: PostgresBackendOptions,
  ) {
    this.description = `Postgres ${connections.version} at ${databaseLabel(options.databaseUrl)}`;
    this.availability = new Availability(this.description, options.logger);
    this.#options = options;
    this.#lanes = connections.lanes;
    this.#pool = connections.pool;
    this.replySender = new PostgresReplySender(this.#pool, {
      prefix: options.prefix,
      availability: this.availability,
    });
    this.queues = Array.from({ length: options.shards }, (_, shard) => {
      const lane = this.#lanes[shard % this.#lanes.length] as PostgresQueueBackend;
      return new Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>(
        queueName(options.prefix, shard),
        { connection: {}, skipMetasUpdate: true },
        (name) => lane.forQueue(name),
      );
    });
  }

  /**
   * One string: `jsonb` takes every element of an array apart. An envelope of 2,000 transactions costs Postgres 10 ms
   * then instead of 15, from adding it to taking it (`bench/envelope-codec.ts`).
   */
  jobData(message: Tuple): unknown {
    return JSON.stringify(message);
  }

  openQueue(name: string): ShardQueue {
    const lane = this.#lanes[0] as PostgresQueueBackend;
    return new Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>(
      name,
      { connection: {}, skipMetasUpdate: true },
      (each) => lane.forQueue(each),
    );
  }

  runWorker(name: string, handle: Processor, options: RunOptions): QueueWorker {
    return this.#openWorker(name, handle, { ...options, drainDelay: WAIT_SECONDS });
  }

  openWorker(shard: number): QueueWorker {
    return this.#openWorker(queueName(this.#options.prefix, shard), null, WORKER_OPTIONS);
  }

  #openWorker(name: string, handle: Processor | null, options: Partial<WorkerOptions>): QueueWorker {
    // A pool of ours, because BullMQ would make the client that LISTENs itself, and leave its errors unheard.
    const pool = new pg.Pool({
      ...connectionConfig(this.#options.databaseUrl, WORKER_SILENCE_MS_MAX),
      options: `${ASYNCHRONOUS} -c search_path=${SCHEMA}`,
      max: 2,
    });
    const worker = new Worker<unknown, unknown, string, IQueueBackend>(
      name,
      handle,
      { ...options, connection: {} },
      // BullMQ has a type of its own for what `@types/pg` describes more narrowly.
      (queue, settings, kind) =>
        createPostgresBackend(queue, { ...settings, connection: pool as unknown as PgPool }, kind),
    );
    return worker.once('closed', () => void pool.end());
  }

  async openReplyReceiver(): Promise<ReplyReceiver> {
    const { databaseUrl, prefix, logger } = this.#options;
    const config = connectionConfig(databaseUrl, SILENCE_MS_MAX);
    const receiver = new PostgresReplyReceiver(config, { prefix, logger, availability: this.availability });
    await receiver.open();
    return receiver;
  }

  async waiting(shard: number, countMax: number): Promise<number> {
    const { rows } = await this.#pool.query<{ waiting: string }>({
      name: 'tongfen-waiting',
      text: `select count(*) as waiting from (
               select from ${SCHEMA}.job where queue = $1 and state = 'waiting' limit $2) as first`,
      values: [queueName(this.#options.prefix, shard), countMax],
    });
    return Number(rows[0]?.waiting);
  }

  async depth(shard: number): Promise<{ readonly waiting: number; readonly oldestAgeMs: number }> {
    try {
      const { rows } = await this.#pool.query<{ waiting: string; oldest: string | null }>({
        name: 'tongfen-depth',
        text: `select count(*) as waiting, min(added_at_ms) as oldest from ${SCHEMA}.job
               where queue = $1 and state = 'waiting'`,
        values: [queueName(this.#options.prefix, shard)],
      });
      const { waiting = '0', oldest = null } = rows[0] ?? {};
      return {
        waiting: Number(waiting),
        oldestAgeMs: oldest === null ? 0 : Math.max(0, Date.now() - Number(oldest)),
      };
    } catch (error) {
      throw this.availability.failed(error, 'say what waits');
    }
  }

  async ping(): Promise<void> {
    try {
      await this.#pool.query('');
      this.availability.answered();
    } catch (error) {
      throw this.availability.failed(error, 'answer');
    }
  }

  async close(): Promise<void> {
    await this.replySender.flush();
    await Promise.all([this.#pool.end(), ...this.#lanes.map((lane) => lane.close())]);
  }
}

/**
 * The data of jobs is stored as it is: Postgres would compress whatever is longer than 2 kB, which takes 6 ms for an
 * envelope of 2,000 transactions that lives for some 20.
 */
const STORE_UNCOMPRESSED = `
  do $$ begin
    if exists (select from pg_attribute where attrelid = '${SCHEMA}.job'::regclass and attname = 'data'
               and attstorage <> 'e') then
      alter table ${SCHEMA}.job alter column data set storage external;
    end if;
  end $$`;

/** Makes BullMQ's tables where they are missing, while no other process does. Returns the version of Postgres. */
async function migrate(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', ignore);
  try {
    await client.connect();
    await runMigrations(client, SCHEMA);
    await client.query(STORE_UNCOMPRESSED);
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version.split(' ')[0] ?? '';
  } finally {
    await client.end();
  }
}

/** A single connection of BullMQ, for the queues of several shards. */
function makeLane(databaseUrl: string): PostgresQueueBackend {
  const connection = { ...connectionConfig(databaseUrl, SILENCE_MS_MAX), schema: SCHEMA, max: 1 };
  const lane = createPostgresBackend('lane', { connection });
  // The call that failed tells; an 'error' that nobody hears would end the process.
  lane.on('error', ignore);
  return lane;
}

/** @param silenceMsMax longest wait for a connection, and for an answer on it */
function connectionConfig(databaseUrl: string, silenceMsMax: number) {
  return {
    Client: QuietClient,
    connectionString: databaseUrl,
    application_name: 'tongfen-queue',
    options: ASYNCHRONOUS,
    connectionTimeoutMillis: silenceMsMax,
    query_timeout: silenceMsMax,
    idleTimeoutMillis: 0,
    keepAlive: true,
  };
}

function ignore(): void {}
