import type { IQueueBackend, Processor, Queue, WorkerOptions } from 'bullmq';
import type { QueueInspector, ReplyReceiver, ReplySender } from '../shard/ports.ts';
import type { Availability } from './availability.ts';
import type { QueueWorker } from './mailbox.ts';
import type { Tuple } from './tuple.ts';

/** The producing end of one shard's queue. */
export type ShardQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>;

/** What differs between BullMQ on Redis and on Postgres, and beside BullMQ: replies and figures. */
export interface Backend extends QueueInspector {
  readonly name: 'redis' | 'postgres';
  /** Name, version and place, for people: 'Redis 7.0.15 at 127.0.0.1:6379'. */
  readonly description: string;
  readonly availability: Availability;
  /** One per shard. Adding to one fails within about a second when the backend is away. */
  readonly queues: readonly ShardQueue[];
  /** Envelopes that wait in a shard's queue, counted up to `countMax`. Rejects when the backend is away. */
  waiting(shard: number, countMax: number): Promise<number>;
  /** A message in the form in which a job carries it at the least cost. */
  jobData(message: Tuple): unknown;
  /** A queue beside those of the shards; closed with the backend. */
  openQueue(name: string): ShardQueue;
  /** A worker that runs: it calls `handle` with each job. Whoever asked closes it. */
  runWorker(name: string, handle: Processor, options: RunOptions): QueueWorker;
  /** Made at once and ready later (`waitUntilReady`). Whoever asked closes it. */
  openWorker(shard: number): QueueWorker;
  readonly replySender: ReplySender;
  openReplyReceiver(): Promise<ReplyReceiver>;
  /** Closes all connections but those of workers and receivers. */
  close(): Promise<void>;
}

export type RunOptions = Pick<WorkerOptions, 'concurrency' | 'settings'>;

/** What a process does of BullMQ's events: nothing. The length is approximate, and 1 as short as BullMQ allows. */
export const QUEUE_META = { 'opts.maxLenEvents': 1 };

/**
 * Jobs are removed when they are completed; what could not be decoded is kept for people to look at. BullMQ's timers
 * (stalled jobs, lock renewal) run only in a worker that runs.
 */
export const WORKER_OPTIONS = {
  autorun: false,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 100 },
} as const;

/** The name of a shard's queue. */
export function queueName(prefix: string, shard: number): string {
  return `${prefix}-${shard}`;
}

/** The channel on which a gateway is answered. */
export function replyChannel(prefix: string, gateway: string): string {
  return `${prefix}:replies:${gateway}`;
}
