import type { Job, JobsOptions } from 'bullmq';
import { assert } from '../assert.ts';
import { inTime } from '../in-time.ts';
import type { HostMessage } from '../ledger/host-message.ts';
import type { BalanceInquiry, InquirySender } from '../shard/inquiry.ts';
import type { HostQueue, HostQueueOptions, HostQueues } from '../switch/ports.ts';
import type { Backend, ShardQueue } from './backend.ts';
import type { QueueWorker } from './mailbox.ts';
import type { Tuple } from './tuple.ts';
import { openMessage } from './tuple.ts';

/** Rises as that of replies does. */
const VERSION = 1;
const MESSAGE = 'host-message';
const INQUIRY = 'inquiry';

/** A follow-up is tried again after this, then after twice as long, and so on: for days, if need be. */
const AGAIN_AFTER_MS = 500;
const AGAIN_AFTER_MS_MAX = 120_000;

/** Longest wait for a queue's connections. */
const OPEN_MS_MAX = 5_000;

/** Longest wait for what is under way, which is more than a call to a host may take; and for the end of its connections. */
const FINISH_MS_MAX = 4_000;
const CLOSE_MS_MAX = 1_000;

/** What an integer of Postgres holds: at the longest pause, thousands of years. */
const ATTEMPTS_MAX = 2 ** 31 - 1;

/** An inquiry is called for once. A follow-up never fails for good. */
const JOB_OPTIONS = {
  'follow-ups': { attempts: ATTEMPTS_MAX, backoff: { type: 'custom' } },
  inquiries: { attempts: 1 },
} as const;
type Kind = keyof typeof JOB_OPTIONS;

/**
 * What the hosts of issuers are told, and balance inquiries: two BullMQ queues per issuer, so that one whose host hangs keeps
 * nobody else waiting. What is told has the id of its message: one that the queue has is not added a second time, and one that it
 * lost is, for the shard sends it until it has ended.
 */
export class BullHostQueues implements InquirySender, HostQueues {
  readonly #backend: Backend;
  readonly #prefix: string;
  readonly #queues = new Map<string, ShardQueue>();

  constructor(backend: Backend, prefix: string) {
    this.#backend = backend;
    this.#prefix = prefix;
  }

  send(message: HostMessage): Promise<void> {
    return this.#add(this.#nameOf(message.issuer, 'follow-ups'), [VERSION, MESSAGE, message], {
      ...JOB_OPTIONS['follow-ups'],
      jobId: message.id,
    });
  }

  /** @throws {Fault} `QUEUE_UNAVAILABLE` */
  inquire(inquiry: BalanceInquiry): Promise<void> {
    const name = this.#nameOf(inquiry.issuer, 'inquiries');
    return this.#add(name, [VERSION, INQUIRY, inquiry], JOB_OPTIONS.inquiries);
  }

  openFollowUps(issuer: string, options: HostQueueOptions<HostMessage>): Promise<HostQueue> {
    return this.#run(this.#nameOf(issuer, 'follow-ups'), options.concurrency, (job) =>
      options.handle(decode(job.data, MESSAGE) as HostMessage),
    );
  }

  openInquiries(issuer: string, options: HostQueueOptions<BalanceInquiry>): Promise<HostQueue> {
    return this.#run(this.#nameOf(issuer, 'inquiries'), options.concurrency, (job) =>
      options.handle(decode(job.data, INQUIRY) as BalanceInquiry),
    );
  }

  async #run(name: string, concurrency: number, handle: (job: Job) => Promise<void>): Promise<HostQueue> {
    const worker = this.#backend.runWorker(name, handle, {
      concurrency,
      settings: { backoffStrategy: againAfterMs },
    });
    // It goes on by itself; a backend that is away is told by whoever sends.
    worker.on('error', () => {});
    try {
      await inTime(worker.waitUntilReady(), OPEN_MS_MAX);
    } catch (error) {
      await worker.close(true);
      throw this.#backend.availability.failed(error, 'open the queue of a host');
    }
    return { close: () => close(worker) };
  }

  async #add(name: string, data: Tuple, options: JobsOptions): Promise<void> {
    let queue = this.#queues.get(name);
    if (queue === undefined) {
      queue = this.#backend.openQueue(name);
      this.#queues.set(name, queue);
    }
    try {
      await queue.add('call', this.#backend.jobData(data), {
        ...options,
        removeOnComplete: true,
        removeOnFail: true,
      });
    } catch (error) {
      throw this.#backend.availability.failed(error, 'take a message to a host');
    }
    this.#backend.availability.answered();
  }

  #nameOf(issuer: string, kind: Kind): string {
    return `${this.#prefix}-host-${issuer}-${kind}`;
  }
}

/**
 * Finishes what is under way, unless the backend is away: a command of a worker that runs waits until it is back. `pause`
 * waits for it, and can be given up; `close` that has begun to wait can't.
 */
async function close(worker: QueueWorker): Promise<void> {
  await inTime(worker.pause(), FINISH_MS_MAX).catch(() => {});
  await inTime(worker.close(true), CLOSE_MS_MAX).catch(() => {});
}

/** @param attempts how often it was tried, from 1 */
function againAfterMs(attempts: number): number {
  return Math.min(AGAIN_AFTER_MS * 2 ** (attempts - 1), AGAIN_AFTER_MS_MAX);
}

function decode(data: unknown, expected: typeof MESSAGE | typeof INQUIRY): unknown {
  const { kind, fields } = openMessage(typeof data === 'string' ? JSON.parse(data) : data, VERSION);
  assert(kind === expected, 'a queue of a host has what is asked or told through it');
  return fields[0];
}
