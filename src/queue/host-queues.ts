import type { Job } from 'bullmq';
import { assert } from '../assert.ts';
import type { HostMessage } from '../ledger/host-message.ts';
import { NO_DEADLINE } from '../ledger/host-message.ts';
import type { HostMessageSender } from '../shard/ports.ts';
import type { HostQueue, HostQueueKind, HostQueueOptions, HostQueues } from '../switch/ports.ts';
import type { Backend, ShardQueue } from './backend.ts';
import { inTime } from './in-time.ts';
import { openMessage } from './tuple.ts';

/** Rises with every change of the format. */
const VERSION = 1;
const KIND = 'host-message';

/** A follow-up is tried again after this, then after twice as long, and so on: for days, if need be. */
const AGAIN_AFTER_MS = 500;
const AGAIN_AFTER_MS_MAX = 120_000;

/** Longest wait for a queue's connections. */
const OPEN_MS_MAX = 5_000;

/** What an integer of Postgres holds: at the longest pause, thousands of years. */
const ATTEMPTS_MAX = 2 ** 31 - 1;

/** An ask is called for once. A follow-up never fails for good. */
const JOB_OPTIONS = {
  asks: { attempts: 1 },
  'follow-ups': { attempts: ATTEMPTS_MAX, backoff: { type: 'custom' } },
} as const;

/**
 * Messages to the hosts of issuers: two BullMQ queues per issuer, so that one whose host hangs keeps nobody else waiting,
 * and its reversals not behind its calls. A job has the id of its message: a message that the queue has is not added a
 * second time, and one that it lost is, for the shard sends it until it has ended.
 */
export class BullHostQueues implements HostMessageSender, HostQueues {
  readonly #backend: Backend;
  readonly #prefix: string;
  readonly #queues = new Map<string, ShardQueue>();

  constructor(backend: Backend, prefix: string) {
    this.#backend = backend;
    this.#prefix = prefix;
  }

  /** @throws {Fault} `QUEUE_UNAVAILABLE` */
  async send(message: HostMessage): Promise<void> {
    const kind: HostQueueKind = message.answerByMs === NO_DEADLINE ? 'follow-ups' : 'asks';
    const name = this.#nameOf(message.issuer, kind);
    let queue = this.#queues.get(name);
    if (queue === undefined) {
      queue = this.#backend.openQueue(name);
      this.#queues.set(name, queue);
    }
    try {
      await queue.add(message.operation, this.#backend.jobData([VERSION, KIND, message]), {
        ...JOB_OPTIONS[kind],
        jobId: message.id,
        removeOnComplete: true,
        removeOnFail: true,
      });
    } catch (error) {
      throw this.#backend.availability.failed(error, 'take a message to a host');
    }
    this.#backend.availability.answered();
  }

  async open(issuer: string, kind: HostQueueKind, options: HostQueueOptions): Promise<HostQueue> {
    const { availability } = this.#backend;
    const handle = (job: Job): Promise<void> => options.handle(decode(job.data));
    const worker = this.#backend.runWorker(this.#nameOf(issuer, kind), handle, {
      concurrency: options.concurrency,
      settings: { backoffStrategy: againAfterMs },
    });
    // It goes on by itself; a backend that is away is told by whoever sends.
    worker.on('error', () => {});
    try {
      await inTime(worker.waitUntilReady(), OPEN_MS_MAX);
    } catch (error) {
      await worker.close(true);
      throw availability.failed(error, 'open the queue of a host');
    }
    return { close: () => worker.close() };
  }

  #nameOf(issuer: string, kind: HostQueueKind): string {
    return `${this.#prefix}-host-${issuer}-${kind}`;
  }
}

/** @param attempts how often it was tried, from 1 */
export function againAfterMs(attempts: number): number {
  return Math.min(AGAIN_AFTER_MS * 2 ** (attempts - 1), AGAIN_AFTER_MS_MAX);
}

function decode(data: unknown): HostMessage {
  const { kind, fields } = openMessage(typeof data === 'string' ? JSON.parse(data) : data, VERSION);
  assert(kind === KIND, 'the queue of a host has messages to it');
  return fields[0] as HostMessage;
}
