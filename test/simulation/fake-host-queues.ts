import { Fault } from '../../src/fault.ts';
import type { HostMessage } from '../../src/ledger/host-message.ts';
import type { HostQueue, HostQueueOptions, HostQueues } from '../../src/switch/ports.ts';
import type { FakeQueues } from './fake-queue.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { World } from './world.ts';

/** A job that a switch took and did not finish is given to another after this. */
const STALLED_AFTER_MS = 400;
const AGAIN_AFTER_MS = 40;
const AGAIN_AFTER_MS_MAX = 1_000;
/** How often a consumer that can't reach the backend looks again. */
const LOOK_MS = 50;

interface Job {
  readonly id: string;
  readonly message: string;
  attempts: number;
  isActive: boolean;
}

class Line {
  readonly jobs = new Map<string, Job>();
  readonly consumers = new Set<Consumer>();
}

/** The queues of what hosts are told as the backend holds them: one job per message, lost when the backend is emptied. */
export class FakeHostBackend {
  readonly world: World;
  readonly queues: FakeQueues;
  readonly #lines = new Map<string, Line>();

  constructor(world: World, queues: FakeQueues) {
    this.world = world;
    this.queues = queues;
  }

  line(issuer: string): Line {
    let line = this.#lines.get(issuer);
    if (line === undefined) {
      line = new Line();
      this.#lines.set(issuer, line);
    }
    return line;
  }

  push(line: Line, id: string, message: string): void {
    if (line.jobs.has(id)) return;
    line.jobs.set(id, { id, message, attempts: 0, isActive: false });
    this.offer(line);
  }

  empty(): void {
    for (const line of this.#lines.values()) line.jobs.clear();
  }

  offer(line: Line): void {
    for (const consumer of line.consumers) this.world.scheduler.after(0, () => consumer.take());
  }
}

export class FakeHostQueues implements HostQueues {
  readonly #process: SimulatedProcess;
  readonly #backend: FakeHostBackend;

  constructor(process: SimulatedProcess, backend: FakeHostBackend) {
    this.#process = process;
    this.#backend = backend;
  }

  send(message: HostMessage): Promise<void> {
    const process = this.#process;
    const { scheduler, weather } = process.world;
    const line = this.#backend.line(message.issuer);
    const text = JSON.stringify(message);
    process.mayCrash();
    return process.wait(({ resolve, reject }) => {
      if (!process.isAlive) return;
      scheduler.after(weather.latencyMs(), () => {
        const isFailed = !this.#backend.queues.canReach(process) || weather.strikes('send failed');
        if (!isFailed && !weather.strikes('send lost')) this.#backend.push(line, message.id, text);
        const fault = new Fault('QUEUE_UNAVAILABLE', 'the queue does not answer', { retryable: true });
        scheduler.after(weather.latencyMs(), () => (isFailed ? reject(fault) : resolve()));
      });
      process.mayCrash();
    });
  }

  /** Nobody inquires here. */
  openInquiries(): Promise<HostQueue> {
    return Promise.resolve({ close: () => Promise.resolve() });
  }

  openFollowUps(issuer: string, options: HostQueueOptions<HostMessage>): Promise<HostQueue> {
    const { scheduler, weather } = this.#process.world;
    return this.#process.wait(({ resolve }) => {
      scheduler.after(weather.latencyMs(), () =>
        resolve(new Consumer(this.#process, this.#backend, { issuer, ...options })),
      );
    });
  }
}

interface ConsumerOptions extends HostQueueOptions<HostMessage> {
  readonly issuer: string;
}

class Consumer implements HostQueue {
  readonly #process: SimulatedProcess;
  readonly #backend: FakeHostBackend;
  readonly #options: ConsumerOptions;
  readonly #line: Line;
  #active = 0;
  #isClosed = false;

  constructor(process: SimulatedProcess, backend: FakeHostBackend, options: ConsumerOptions) {
    this.#process = process;
    this.#backend = backend;
    this.#options = options;
    this.#line = backend.line(options.issuer);
    this.#line.consumers.add(this);
    process.onCrash(() => this.#line.consumers.delete(this));
    this.take();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#line.consumers.delete(this);
    while (this.#active > 0) await this.#process.clock.sleep(LOOK_MS);
  }

  take(): void {
    const process = this.#process;
    const { scheduler } = process.world;
    if (!process.isAlive || this.#isClosed || this.#active >= this.#options.concurrency) return;
    if (!this.#backend.queues.canReach(process)) {
      scheduler.after(LOOK_MS, () => this.take());
      return;
    }
    const job = [...this.#line.jobs.values()].find((each) => !each.isActive);
    if (job === undefined) return;
    job.isActive = true;
    this.#active += 1;
    process.onCrash(() => scheduler.after(STALLED_AFTER_MS, () => this.#release(job)));
    this.#options.handle(JSON.parse(job.message) as HostMessage).then(
      () => this.#finish(job, true),
      (error: unknown) => {
        if (!(error instanceof Fault)) process.world.fail(error as Error);
        this.#finish(job, false);
      },
    );
    this.take();
  }

  #finish(job: Job, isDone: boolean): void {
    if (!this.#process.isAlive) return;
    this.#active -= 1;
    if (isDone) {
      this.#remove(job);
    } else {
      const delayMs = Math.min(AGAIN_AFTER_MS * 2 ** job.attempts, AGAIN_AFTER_MS_MAX);
      job.attempts += 1;
      this.#process.world.scheduler.after(delayMs, () => this.#release(job));
    }
    this.take();
  }

  #release(job: Job): void {
    job.isActive = false;
    this.#backend.offer(this.#line);
  }

  /** A job of the same message that came after the backend was emptied is another. */
  #remove(job: Job): void {
    if (this.#line.jobs.get(job.id) === job) this.#line.jobs.delete(job.id);
  }
}
