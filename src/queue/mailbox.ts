import { setTimeout as sleep } from 'node:timers/promises';
import type { IQueueBackend, JobJson, Worker } from 'bullmq';
import { ErrorCode, Job } from 'bullmq';
import type { Logger } from 'pino';
import { errorMessage } from '../errors.ts';
import { inTime } from '../in-time.ts';
import type { Envelope } from '../shard/envelope.ts';
import type { Delivery, Mailbox } from '../shard/ports.ts';
import type { Availability } from './availability.ts';
import { Backlog } from './backlog.ts';
import { decodeEnvelope } from './envelope-codec.ts';

/** A BullMQ worker of either backend, used by hand: it has no processor and never runs. */
export type QueueWorker = Worker<unknown, unknown, string, IQueueBackend>;

/**
 * BullMQ's token for "no lock". A shard is owned by an advisory lock of Postgres; a lock of a job would add nothing, and
 * would keep the next owner from completing what the owner before had taken.
 */
const NO_LOCK = '0';

/** What a job returns. BullMQ writes it to a stream, so it is short. */
const DONE = 0;

/** How long one blocking wait lasts at the most; afterwards the queue is looked at without having been called. */
export const WAIT_SECONDS = 2;

/** Pause between two attempts to reach a backend that is away. */
const RETRY_MS = 100;

/** After so many waits in a row that failed at once, it is worth a line in the log: a second has passed. */
const FAILED_WAITS_SAID = 10;

/** Longest wait for the end of its connections. */
const CLOSE_MS_MAX = 2_000;

/**
 * The consuming end of a shard's queue. A job is taken by hand (`getNextJob`), several at a time, and completed by hand
 * after the commit; completing also takes the next one, in the same round trip.
 *
 * - **Emptied.** The queue was seen empty. A blocking wait (`BZPOPMIN`, `LISTEN`) is under way or will be; it outlives
 *   the drain that began it and never holds a job, so that ending a drain needs nothing of the backend.
 * - **Called.** The wait ended. One job is taken, as it will be the only one; completing it tells whether it was.
 * - **Busy.** Something was there while the last turn was made. All that there is is taken.
 * - **In doubt.** A call failed, so that a job may have been taken without our hearing of it, or nothing came for a
 *   while. Before anything else is taken, what is active is looked through, as at a takeover.
 * - **Closed.** What was taken and not completed stays active, for the next owner.
 */
export class BullMailbox implements Mailbox {
  readonly #worker: QueueWorker;
  readonly #backend: IQueueBackend;
  readonly #availability: Availability;
  readonly #logger: Logger | undefined;
  readonly #backlog = new Backlog();
  /** Number of the job that was taken last. */
  #newest = 0;
  #isEmptied = false;
  #isCalled = false;
  #isInDoubt = false;
  #isWaiting = false;
  /** In a row. */
  #failedWaits = 0;
  #isInterrupted = false;
  #isClosed = false;
  /** Ends the pause of the drain under way. */
  #endPause: () => void = () => {};
  /** The call under way; they come one after the other. */
  #call: Promise<unknown> = Promise.resolve();

  /** @param worker ready; the mailbox closes it */
  constructor(worker: QueueWorker, options: { availability: Availability; logger: Logger | undefined }) {
    this.#worker = worker;
    this.#backend = worker.getBackend();
    this.#availability = options.availability;
    this.#logger = options.logger;
  }

  takeOver(): Promise<Delivery[]> {
    return this.#calling(this.#takeOver());
  }

  drain(options: { itemsMax: number; waitMs: number }): Promise<Delivery[]> {
    return this.#calling(this.#drain(options));
  }

  interrupt(): void {
    this.#isInterrupted = true;
    this.#endPause();
  }

  complete(deliveries: readonly Delivery[]): Promise<void> {
    return this.#calling(this.#complete(deliveries));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.interrupt();
    await this.#backend.disconnectBlocking(false);
    // BullMQ on Postgres never answers a query that it is asked while it closes.
    await this.#call.catch(() => {});
    // On a connection that fell silent, the end of it is never confirmed.
    await inTime(this.#worker.close(true), CLOSE_MS_MAX).catch(() => {});
  }

  #calling<Result>(call: Promise<Result>): Promise<Result> {
    this.#call = call;
    return call;
  }

  async #takeOver(): Promise<Delivery[]> {
    try {
      await this.#recover();
    } catch (error) {
      throw this.#failed(error, 'say what was active');
    }
    return this.#backlog.deliver(Number.POSITIVE_INFINITY);
  }

  async #drain({ itemsMax, waitMs }: { itemsMax: number; waitMs: number }): Promise<Delivery[]> {
    const deadlineMs = performance.now() + waitMs;
    this.#isInterrupted = false;
    while (!this.#isClosed) {
      await this.#take(itemsMax);
      const deliveries = this.#backlog.deliver(itemsMax);
      const leftMs = deadlineMs - performance.now();
      if (deliveries.length > 0 || leftMs <= 0 || this.#isInterrupted) return deliveries;
      if (this.#isEmptied) await this.#pause(leftMs);
    }
    return [];
  }

  async #complete(deliveries: readonly Delivery[]): Promise<void> {
    const jobs = deliveries.map((delivery) => this.#backlog.release(delivery));
    const last = this.#backlog.items === 0 && !this.#isClosed ? jobs.length - 1 : -1;
    const outcomes = await Promise.allSettled(
      jobs.map((job, index) => (index === last ? this.#finishAndFetch(job) : this.#finish(job))),
    );
    for (const outcome of outcomes) {
      // It stays active, and will be found there and finished: it is older than what was taken last.
      if (outcome.status === 'rejected') throw this.#failed(outcome.reason, 'complete an envelope');
    }
  }

  /** Takes what there is, up to `itemsMax` transactions. */
  async #take(itemsMax: number): Promise<void> {
    try {
      while (!this.#isEmptied && !this.#isClosed && this.#backlog.items < itemsMax) {
        if (this.#isInDoubt) await this.#recover();
        const isCalled = this.#isCalled;
        this.#isCalled = false;
        const job = await this.#worker.getNextJob(NO_LOCK, { block: false });
        this.#availability.answered();
        if (job === undefined) this.#listen();
        else await this.#accept(job);
        if (isCalled) return;
      }
    } catch (error) {
      this.#failed(error, 'give an envelope');
      if (isFull(error)) await this.#dropWaiting();
    }
  }

  /**
   * Taking a job costs a Redis memory, so that one which queues have filled would stay full for good. What waits is dropped
   * as if that Redis had been lost: its senders send it again.
   */
  async #dropWaiting(): Promise<void> {
    try {
      await this.#backend.drain(false);
    } catch (error) {
      this.#failed(error, 'drop what waits');
    }
  }

  /** Looks through what is active and not in our hands. What is older than the last job we took would come too late. */
  async #recover(): Promise<void> {
    const [active = []] = await this.#backend.getRanges(['active'], 0, -1);
    const strays = active.filter((id) => !this.#backlog.isTaken(id)).sort((a, b) => Number(a) - Number(b));
    for (const id of strays) {
      const job = await Job.fromId(this.#worker, id);
      if (job === undefined) continue;
      if (Number(id) > this.#newest) await this.#accept(job);
      else await this.#finish(job);
    }
    this.#isInDoubt = false;
  }

  async #accept(job: Job): Promise<void> {
    this.#newest = Number(job.id);
    let envelope: Envelope;
    try {
      envelope = decodeEnvelope(job.data);
    } catch (error) {
      this.#logger?.error({ err: error, job: job.id }, 'a job that is no envelope was moved to failed');
      await job.moveToFailed(error as Error, NO_LOCK, false);
      return;
    }
    this.#backlog.add(job, envelope);
  }

  async #finish(job: Job): Promise<void> {
    try {
      await job.moveToCompleted(DONE, NO_LOCK, false);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  async #finishAndFetch(job: Job): Promise<void> {
    try {
      const next: unknown = await job.moveToCompleted(DONE, NO_LOCK, true);
      // The data of the next job and its id; nothing, or nothing of one, when there is none.
      const [data, id] = Array.isArray(next) ? (next as [JobJson?, string?]) : [];
      if (data) await this.#accept(Job.fromJSON(this.#worker, data, id));
      else this.#listen();
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  /** Waits until there may be something again, an interruption or the time limit. */
  #pause(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** The queue was seen empty, or can't be seen: nothing is taken until there may be something. */
  #listen(): void {
    this.#isEmptied = true;
    if (!this.#isWaiting && !this.#isClosed) void this.#wait();
  }

  async #wait(): Promise<void> {
    this.#isWaiting = true;
    try {
      if (this.#availability.isAway) await sleep(RETRY_MS);
      else if ((await this.#backend.waitForJob(WAIT_SECONDS)) === null) this.#isInDoubt = true;
      this.#failedWaits = 0;
    } catch (error) {
      this.#isInDoubt = true;
      if (!this.#isClosed) await this.#failedToWait(error);
    }
    this.#isWaiting = false;
    this.#isEmptied = false;
    this.#isCalled = true;
    this.#endPause();
  }

  /**
   * Waits have a connection of their own, which may be gone alone: then the queue is looked at from time to time. Whether the
   * backend is away is for those looks to find out.
   */
  async #failedToWait(error: unknown): Promise<void> {
    this.#failedWaits += 1;
    if (this.#failedWaits === FAILED_WAITS_SAID) {
      this.#logger?.warn(
        `a queue is looked at every ${RETRY_MS} ms, since nobody calls: ${errorMessage(error)}`,
      );
    }
    await sleep(RETRY_MS);
  }

  #failed(error: unknown, doing: string): Error {
    this.#isInDoubt = true;
    const fault = this.#availability.failed(error, doing);
    this.#listen();
    return fault;
  }
}

/** A Redis has reached its `maxmemory`. */
function isFull(error: unknown): boolean {
  return errorMessage(error).includes('OOM command not allowed');
}

/** The job is not there any more, or not active: completed before, or lost with its Redis. */
function isGone(error: unknown): boolean {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === ErrorCode.JobNotExist || code === ErrorCode.JobNotInState;
}
