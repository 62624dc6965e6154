import type { CutOverPorts } from '../../../src/cycle/cut-over.ts';
import type { CycleRecord } from '../../../src/directory/ports.ts';
import { Fault } from '../../../src/fault.ts';
import type { Day } from '../../../src/ledger/calendar.ts';
import type { Clock } from '../../../src/shard/ports.ts';

/** A clock that moves by sleeping, and wherever it is set. */
export class FakeClock implements Clock {
  ms: number;
  /** Called after each sleep. */
  onSlept: (nowMs: number) => void = () => {};

  constructor(ms: number) {
    this.ms = ms;
  }

  nowMs(): number {
    return this.ms;
  }

  async sleep(ms: number): Promise<void> {
    this.ms += ms;
    this.onSlept(this.ms);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A network whose shards cross when their queue delivers, which the test may hold up. */
export class FakeNetwork {
  readonly cycles: CycleRecord[];
  readonly shardCycles: number[];
  readonly sent: { shard: number; cycle: number; businessDate: Day }[] = [];
  /** Shards whose queue delivers nothing. */
  readonly stuck = new Set<number>();
  /** Each time it was asked to close what is over, the cycles that were not closed before. */
  readonly closed: number[][] = [];
  /** The queue's backend, or the directory, does not answer. */
  isQueueAway = false;
  isStoreAway = false;

  constructor(options: { shards: number; businessDate: Day }) {
    this.cycles = [{ number: 1, businessDate: options.businessDate, openedAtMs: 0 }];
    this.shardCycles = Array.from({ length: options.shards }, () => 1);
  }

  get cycle(): CycleRecord {
    return this.cycles.at(-1)!;
  }

  /** Each worker or gateway has ports of its own. */
  ports(clock: Clock): CutOverPorts {
    return {
      clock,
      settlement: {
        closeBefore: async (number) => {
          const known = new Set(this.closed.flat());
          const over = this.cycles.map((each) => each.number).filter((each) => each < number);
          this.closed.push(this.#answer(over.filter((each) => !known.has(each))));
        },
      },
      directory: {
        cycle: async () => this.#answer(this.cycle),
        openCycle: async (after, businessDate) => {
          const isOpened = this.#answer(
            after === this.cycle.number && businessDate > this.cycle.businessDate,
          );
          if (isOpened) this.cycles.push({ number: after + 1, businessDate, openedAtMs: clock.nowMs() });
          return isOpened;
        },
        shardCycles: async () => this.#answer([...this.shardCycles]),
      },
      sender: {
        send: async (shard, envelope) => {
          if (this.isQueueAway)
            throw new Fault('QUEUE_UNAVAILABLE', 'the queue is away', { retryable: true });
          if (envelope.kind !== 'cut-over') throw new Error(`not a cut-over: ${envelope.kind}`);
          this.sent.push({ shard, cycle: envelope.cycle, businessDate: envelope.businessDate });
          if (!this.stuck.has(shard)) {
            this.shardCycles[shard] = Math.max(this.shardCycles[shard] ?? 0, envelope.cycle);
          }
        },
      },
    };
  }

  #answer<T>(answer: T): T {
    if (this.isStoreAway) throw new Fault('STORE_UNAVAILABLE', 'the store is away', { retryable: true });
    return answer;
  }
}
