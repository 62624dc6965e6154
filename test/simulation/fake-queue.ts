import { Fault } from '../../src/fault.ts';
import type { Envelope, Reply } from '../../src/shard/envelope.ts';
import type {
  Delivery,
  EnvelopeSender,
  Mailbox,
  Mailboxes,
  ReplyReceiver,
  ReplySender,
} from '../../src/shard/ports.ts';
import { Channel } from './channel.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { World } from './world.ts';

interface Job {
  readonly number: number;
  readonly envelope: string;
  /** Transactions, or what costs as much. */
  readonly items: number;
  readonly sentAtMs: number;
}

/** How much later the second copy of an envelope or a reply may come. */
const COPY_AFTER_MS_MAX = 1_500;

/** From how many envelopes on a queue takes nothing that may be in it. */
const WAITING_MAX = 4;

/** One shard's queue, as the backend holds it. */
class Queue {
  waiting: Job[] = [];
  /** Taken and not completed, whoever took it. */
  active: Job[] = [];
  /** Those who wait for something to come. */
  readonly listeners = new Set<() => void>();
}

/** The queue backend: queues and the publish channel for replies, both of which lose and double what they are given. */
export class FakeQueues {
  readonly world: World;
  isAway = false;
  readonly #queues: readonly Queue[];
  readonly #receivers = new Map<string, (reply: Reply) => void>();
  #lastNumber = 0;

  constructor(world: World, shards: number) {
    this.world = world;
    this.#queues = Array.from({ length: shards }, () => new Queue());
  }

  of(shard: number): Queue {
    return this.#queues[shard] as Queue;
  }

  /** Nothing waits anywhere. */
  get isEmpty(): boolean {
    return this.#queues.every((queue) => queue.waiting.length === 0);
  }

  canReach(process: SimulatedProcess): boolean {
    return !this.isAway && !process.unreachable.has('queue');
  }

  push(shard: number, what: Pick<Job, 'envelope' | 'items'>): void {
    const queue = this.of(shard);
    this.#lastNumber += 1;
    queue.waiting.push({
      ...what,
      number: this.#lastNumber,
      sentAtMs: Math.floor(this.world.scheduler.nowMs),
    });
    for (const listener of [...queue.listeners]) this.world.scheduler.after(0, listener);
  }

  /** The backend starts again without what it held. */
  empty(): void {
    for (const queue of this.#queues) {
      queue.waiting = [];
      queue.active = [];
    }
  }

  listen(gateway: string, hear: (reply: Reply) => void): void {
    this.#receivers.set(gateway, hear);
  }

  publish(gateway: string, reply: string): void {
    this.#receivers.get(gateway)?.(JSON.parse(reply) as Reply);
  }
}

export class FakeSender implements EnvelopeSender, ReplySender {
  readonly #process: SimulatedProcess;
  readonly #queues: FakeQueues;
  readonly #channels = new Map<number, Channel>();

  constructor(process: SimulatedProcess, queues: FakeQueues) {
    this.#process = process;
    this.#queues = queues;
  }

  send(shard: number, envelope: Envelope, { isAgain = false } = {}): Promise<void> {
    const process = this.#process;
    const { scheduler, weather, prng, trace } = process.world;
    process.mayCrash();
    return process.wait(({ resolve, reject }) => {
      if (!process.isAlive) return;
      const job = { envelope: JSON.stringify(envelope), items: itemsOf(envelope) };
      this.#channelOf(shard).send(() => {
        const isRefused = isAgain && this.#queues.of(shard).waiting.length >= WAITING_MAX;
        const isFailed = isRefused || !this.#queues.canReach(process) || weather.strikes('send failed');
        const isSilent = !isFailed && weather.strikes('send failed but done');
        const isLost = !isFailed && !isSilent && weather.strikes('send lost');
        if (!isFailed && !isLost) this.#queues.push(shard, job);
        if (!isFailed && weather.strikes('send doubled')) {
          scheduler.after(prng.next() * COPY_AFTER_MS_MAX, () => this.#queues.push(shard, job));
        }
        trace?.(
          `${process.name} to queue ${shard}: ${job.envelope.slice(0, 90)}${isFailed ? ' FAILED' : ''}${isSilent ? ' done, said FAILED' : ''}${isLost ? ' LOST' : ''}`,
        );
        const fault = new Fault('QUEUE_UNAVAILABLE', 'the queue does not answer', { retryable: true });
        scheduler.after(weather.latencyMs(), () => (isFailed || isSilent ? reject(fault) : resolve()));
      });
      process.mayCrash();
    });
  }

  reply(gateway: string, reply: Reply): void {
    const process = this.#process;
    const { scheduler, weather, prng, trace } = process.world;
    process.mayCrash();
    if (!process.isAlive || !this.#queues.canReach(process) || weather.strikes('reply lost')) return;
    const text = JSON.stringify(reply);
    trace?.(`${process.name} replies to ${gateway}: ${text.slice(0, 90)}`);
    const publish = (): void => this.#queues.publish(gateway, text);
    const delayMs = weather.strikes('reply late') ? prng.next() * COPY_AFTER_MS_MAX : 0;
    scheduler.after(weather.latencyMs() + delayMs, publish);
    if (weather.strikes('reply doubled')) scheduler.after(prng.next() * COPY_AFTER_MS_MAX, publish);
  }

  #channelOf(shard: number): Channel {
    let channel = this.#channels.get(shard);
    if (channel === undefined) {
      channel = new Channel(this.#process.world);
      this.#channels.set(shard, channel);
    }
    return channel;
  }
}

export class FakeReplyReceiver implements ReplyReceiver {
  readonly gateway: string;
  readonly #process: SimulatedProcess;
  readonly #queues: FakeQueues;

  constructor(process: SimulatedProcess, queues: FakeQueues) {
    this.gateway = process.name;
    this.#process = process;
    this.#queues = queues;
  }

  onReply(handler: (reply: Reply) => void): void {
    this.#queues.listen(this.gateway, (reply) => {
      if (this.#process.isAlive && this.#queues.canReach(this.#process)) handler(reply);
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export class FakeMailboxes implements Mailboxes {
  readonly #process: SimulatedProcess;
  readonly #queues: FakeQueues;

  constructor(process: SimulatedProcess, queues: FakeQueues) {
    this.#process = process;
    this.#queues = queues;
  }

  open(shard: number): Promise<Mailbox> {
    const { scheduler, weather } = this.#process.world;
    this.#process.mayCrash();
    return this.#process.wait(({ resolve, reject }) => {
      scheduler.after(weather.latencyMs(), () => {
        if (this.#queues.canReach(this.#process))
          resolve(new FakeMailbox(this.#process, this.#queues, shard));
        else reject(away());
      });
    });
  }
}

/** The consuming end. What it takes is active until it is completed, whatever becomes of its process. */
class FakeMailbox implements Mailbox {
  readonly #process: SimulatedProcess;
  readonly #queues: FakeQueues;
  readonly #queue: Queue;
  readonly #inHand = new Map<Delivery, Job>();
  #interrupt: () => void = () => {};

  constructor(process: SimulatedProcess, queues: FakeQueues, shard: number) {
    this.#process = process;
    this.#queues = queues;
    this.#queue = queues.of(shard);
  }

  takeOver(): Promise<Delivery[]> {
    const { weather } = this.#process.world;
    return this.#ask(() => {
      if (weather.strikes('drain failed')) throw away();
      const active = this.#queue.active.toSorted((a, b) => a.number - b.number);
      return active.map((job) => this.#deliver(job));
    });
  }

  drain(options: { itemsMax: number; waitMs: number }): Promise<Delivery[]> {
    const process = this.#process;
    const { scheduler, weather } = process.world;
    process.mayCrash();
    return process.wait(({ resolve, reject }) => {
      let isOver = !process.isAlive;
      const { listeners } = this.#queue;
      const take = (): void => {
        if (isOver || !this.#queues.canReach(process)) return;
        const jobs = this.#take(options.itemsMax);
        if (jobs.length === 0) {
          listeners.add(take);
          return;
        }
        isOver = true;
        listeners.delete(take);
        const deliveries = jobs.map((job) => this.#deliver(job));
        process.mayCrash();
        const isLost = weather.strikes('drain lost');
        scheduler.after(weather.latencyMs(), () => (isLost ? reject(away()) : resolve(deliveries)));
      };
      const end = (): void => {
        if (isOver) return;
        isOver = true;
        listeners.delete(take);
        resolve([]);
      };
      if (weather.strikes('drain failed')) scheduler.after(weather.latencyMs(), () => reject(away()));
      else scheduler.after(weather.latencyMs(), take);
      scheduler.after(options.waitMs + weather.latencyMs(), end);
      this.#interrupt = () => scheduler.after(0, end);
      process.onCrash(() => scheduler.after(weather.latencyMs(), end));
    });
  }

  interrupt(): void {
    this.#interrupt();
  }

  complete(deliveries: readonly Delivery[]): Promise<void> {
    const { weather } = this.#process.world;
    return this.#ask(() => {
      if (!this.#queues.canReach(this.#process) || weather.strikes('complete failed')) throw away();
      const done = new Set(deliveries.map((delivery) => this.#inHand.get(delivery)?.number));
      this.#queue.active = this.#queue.active.filter((job) => !done.has(job.number));
      if (weather.strikes('complete failed but done')) throw away();
    });
  }

  close(): Promise<void> {
    const { scheduler, weather } = this.#process.world;
    this.#process.mayCrash();
    return this.#process.wait(({ resolve, reject }) => {
      scheduler.after(weather.latencyMs(), () =>
        this.#queues.canReach(this.#process) ? resolve() : reject(away()),
      );
    });
  }

  /** The oldest, up to so many transactions, and at least one. */
  #take(itemsMax: number): Job[] {
    const { waiting } = this.#queue;
    let count = 0;
    for (let items = 0; count < waiting.length; count += 1) {
      items += (waiting[count] as Job).items;
      if (count > 0 && items > itemsMax) break;
    }
    const taken = waiting.splice(0, count);
    this.#queue.active.push(...taken);
    return taken;
  }

  #deliver(job: Job): Delivery {
    const delivery = { envelope: JSON.parse(job.envelope) as Envelope, sentAtMs: job.sentAtMs };
    this.#inHand.set(delivery, job);
    return delivery;
  }

  #ask<T>(effect: () => T): Promise<T> {
    const process = this.#process;
    const { scheduler, weather } = process.world;
    process.mayCrash();
    return process.wait(({ resolve, reject }) => {
      if (!process.isAlive) return;
      scheduler.after(weather.latencyMs(), () => {
        let answer: () => void;
        try {
          const value = effect();
          answer = () => resolve(value);
        } catch (error) {
          answer = () => reject(error as Error);
        }
        process.mayCrash();
        scheduler.after(weather.latencyMs(), answer);
      });
      process.mayCrash();
    });
  }
}

function away(): Fault {
  return new Fault('QUEUE_UNAVAILABLE', 'the queue does not answer', { retryable: true });
}

function itemsOf(envelope: Envelope): number {
  if (envelope.kind === 'submit') return envelope.transactions.length;
  return envelope.kind === 'legs' ? envelope.legs.length : 1;
}
