import type { Logger } from 'pino';
import { assert } from '../assert.ts';
import { inTime } from '../in-time.ts';
import type {
  EnvelopeSender,
  Mailbox,
  Mailboxes,
  QueueInspector,
  ReplyReceiver,
  ReplySender,
} from '../shard/ports.ts';
import type { Backend } from './backend.ts';
import { BullHostQueues } from './host-queues.ts';
import { BullMailbox } from './mailbox.ts';
import { PostgresBackend } from './postgres-backend.ts';
import { RedisBackend } from './redis-backend.ts';
import { BullSender } from './sender.ts';

/** Longest wait for a mailbox's connections. */
const OPEN_MS_MAX = 5_000;

export interface QueuesOptions {
  /**
   * `redis://` or `rediss://`; several hosts separated by commas for a Redis Cluster. Without it the queues are in
   * Postgres.
   */
  readonly redisUrl?: string | undefined;
  readonly databaseUrl: string;
  readonly shards: number;
  readonly logger?: Logger | undefined;
  /** Beginning of the names of queues and channels, for networks that share a backend: up to 30 of `A-Za-z0-9_-`. */
  readonly prefix?: string;
}

/** The queues of all shards, and the way back. */
export interface Queues {
  readonly backend: {
    readonly name: 'redis' | 'postgres';
    /** Name, version and place, for people: 'Redis 7.0.15 at 127.0.0.1:6379'. */
    readonly description: string;
  };
  sender(): EnvelopeSender;
  mailboxes(): Mailboxes;
  /** The queues of messages to issuers' hosts: for shards, that send, and for the switch. */
  hosts(): BullHostQueues;
  replySender(): ReplySender;
  /** Hears the replies to a gateway that has just been given a name. @throws {Fault} `QUEUE_UNAVAILABLE` */
  replyReceiver(): Promise<ReplyReceiver>;
  inspector(): QueueInspector;
  /** Closes the connections of this process. Mailboxes and receivers are closed before, by whoever opened them. */
  close(): Promise<void>;
}

/**
 * Connects to the queues: BullMQ on Redis where there is a `redisUrl`, else on Postgres.
 *
 * @throws {Fault} `QUEUE_UNAVAILABLE` when the backend does not answer, `CONFIGURATION_INVALID` when it can't be used
 */
export async function connectQueues(options: QueuesOptions): Promise<Queues> {
  const { redisUrl, databaseUrl, shards, logger, prefix = 'tongfen' } = options;
  assert(/^[\w-]{1,30}$/.test(prefix), 'the prefix of queues is up to 30 letters, digits, _ and -');
  const backend =
    redisUrl === undefined
      ? await PostgresBackend.connect({ databaseUrl, shards, prefix, logger })
      : await RedisBackend.connect({ redisUrl, shards, prefix, logger });
  return new BullQueues(backend, { prefix, logger });
}

class BullQueues implements Queues {
  readonly backend: Backend;
  readonly #hosts: BullHostQueues;
  readonly #logger: Logger | undefined;
  #closing: Promise<void> | undefined;

  constructor(backend: Backend, { prefix, logger }: { prefix: string; logger: Logger | undefined }) {
    this.backend = backend;
    this.#hosts = new BullHostQueues(backend, prefix);
    this.#logger = logger;
  }

  sender(): EnvelopeSender {
    return new BullSender(this.backend);
  }

  mailboxes(): Mailboxes {
    return { open: (shard) => this.#openMailbox(shard) };
  }

  hosts(): BullHostQueues {
    return this.#hosts;
  }

  replySender(): ReplySender {
    return this.backend.replySender;
  }

  replyReceiver(): Promise<ReplyReceiver> {
    return this.backend.openReplyReceiver();
  }

  inspector(): QueueInspector {
    return this.backend;
  }

  close(): Promise<void> {
    this.#closing ??= this.backend.close();
    return this.#closing;
  }

  async #openMailbox(shard: number): Promise<Mailbox> {
    const { availability } = this.backend;
    const worker = this.backend.openWorker(shard);
    // The call that failed tells; an 'error' that nobody hears would end the process.
    worker.on('error', () => {});
    try {
      await inTime(worker.waitUntilReady(), OPEN_MS_MAX);
    } catch (error) {
      await worker.close(true);
      throw availability.failed(error, 'open a mailbox');
    }
    return new BullMailbox(worker, { availability, logger: this.#logger });
  }
}
