import { Fault } from '../../src/fault.ts';
import type { Answer } from '../../src/gateway/batch.ts';
import type { CardStatusChange } from '../../src/gateway/card-status-requests.ts';
import { Router } from '../../src/gateway/router.ts';
import type { Transaction } from '../../src/ledger/transaction.ts';
import { ArrivalOrder } from './arrival-order.ts';
import type { FakeQueues } from './fake-queue.ts';
import { FakeReplyReceiver, FakeSender } from './fake-queue.ts';
import { SimulatedProcess } from './simulated-process.ts';
import type { World } from './world.ts';

/** How long a client goes on waiting for a gateway after the deadline that it gave. */
const PATIENCE_MS = 200;

/** A gateway: the real router, on a fake queue. */
export class GatewayProcess {
  readonly process: SimulatedProcess;
  readonly #router: Router;
  readonly #order: ArrivalOrder;
  #isClosed = false;

  constructor(world: World, queues: FakeQueues, options: { name: string; shards: number }) {
    const process = new SimulatedProcess(world, options.name, 'gateway crash');
    this.process = process;
    this.#order = new ArrivalOrder(world);
    this.#router = new Router(
      {
        sender: new FakeSender(process, queues),
        replies: new FakeReplyReceiver(process, queues),
        clock: process.clock,
        observer: { batchAnswered: () => {}, envelopeAnswered: () => {}, retried: () => {} },
      },
      {
        shards: options.shards,
        envelopeItemsMax: 100,
        laneItemsMax: world.prng.pick([10, 1_000]),
        replyWaitMs: 200,
        replyWaitMaxMs: 800,
        fullLaneRetryMs: 50,
      },
    );
  }

  get isServing(): boolean {
    return this.process.isAlive && !this.#isClosed;
  }

  /** A client's call. Undefined when the client has no answer: it can't know what became of its transactions. */
  submit(
    client: SimulatedProcess,
    transactions: readonly Transaction[],
    timeoutMs: number,
  ): Promise<readonly Answer[] | undefined> {
    return this.#call(client, timeoutMs, async (deadlineAtMs) => {
      const arrivals = this.#order.arrive(transactions);
      const answers = await this.#router.submit(transactions, deadlineAtMs);
      this.#order.answered(arrivals, answers);
      return answers;
    });
  }

  /** Undefined when the client has no answer, else true. */
  setCardStatus(
    client: SimulatedProcess,
    change: CardStatusChange,
    timeoutMs: number,
  ): Promise<boolean | undefined> {
    return this.#call(client, timeoutMs, async (deadlineAtMs) => {
      await this.#router.setCardStatus(change, deadlineAtMs);
      return true;
    });
  }

  /** Answers whoever waits, and ends. */
  stop(): void {
    this.process.world.trace?.(`${this.process.name} closes`);
    this.#isClosed = true;
    this.#router.close();
  }

  #call<T>(
    client: SimulatedProcess,
    timeoutMs: number,
    serve: (deadlineAtMs: number) => Promise<T>,
  ): Promise<T | undefined> {
    const { scheduler, weather } = client.world;
    return client.wait<T | undefined>(({ resolve, reject }) => {
      scheduler.after(timeoutMs + PATIENCE_MS, () => resolve(undefined));
      if (weather.strikes('call lost')) return;
      const isAnswered = !weather.strikes('call lost');
      const answer = (value: T | undefined): void => {
        if (isAnswered) scheduler.after(weather.latencyMs(), () => resolve(value));
      };
      scheduler.after(weather.latencyMs(), () => {
        if (!this.process.isAlive) return;
        serve(this.process.clock.nowMs() + timeoutMs).then(answer, (error: unknown) => {
          if (error instanceof Fault) answer(undefined);
          else reject(error as Error);
        });
      });
    });
  }
}
