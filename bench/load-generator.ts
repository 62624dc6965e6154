import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchProcess } from './child-process.ts';
import type { LoadCommand, LoadReply, LoadShape, Target } from './load/commands.ts';
import type { Latencies, Reading } from './load/record.ts';
import type { Requests } from './load/tally.ts';
import { STREAM_IN_FLIGHT_MAX } from './network-plan.ts';
import { readCpu } from './process-usage.ts';
import type { Usage } from './usage.ts';
import { usageBetween } from './usage.ts';

const FILE = join(import.meta.dirname, 'load', 'load-process.js');

/** How long a stream may take to settle, and how often it is looked at. */
const SETTLE_MS_MAX = 5_000;
const SETTLE_LOOK_MS = 20;

export interface Round {
  /** Transactions answered in a second. */
  readonly perSecond: number;
  /** Of the time that was measured. */
  readonly latencies: Latencies;
  /** Of the whole round, from its ramp to its last answer. */
  readonly requests: Requests;
  readonly usage: Usage | undefined;
}

export interface RoundOptions {
  readonly target: Target;
  readonly shape: LoadShape;
  readonly rampSeconds: number;
  readonly seconds: number;
  /** Processes whose CPU time is of interest, by name. */
  readonly pids: Readonly<Record<string, number | undefined>>;
}

/** The process that makes the load. It is one of its own, so that what it costs can be told apart. */
export class LoadGenerator {
  readonly #process: BenchProcess<unknown>;
  readonly #answered = new Map<string, number>();
  #address = '';

  static async start(): Promise<LoadGenerator> {
    return new LoadGenerator(await BenchProcess.start('load generator', FILE));
  }

  private constructor(process: BenchProcess<unknown>) {
    this.#process = process;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Transactions of all loads that ended to which a server there gave an outcome. */
  answeredAt(address: string): number {
    return this.#answered.get(address) ?? 0;
  }

  begin(target: Target, shape: LoadShape): Promise<Reading> {
    this.#address = target.address;
    return this.#ask({ kind: 'start', target, shape });
  }

  read(): Promise<Reading> {
    return this.#ask({ kind: 'read' });
  }

  /** Ends the load and waits for its answers. */
  end(): Promise<Reading> {
    return this.#ended(this.#ask({ kind: 'stop' }));
  }

  /** Makes a load that ends by itself, whole. */
  async runToEnd(target: Target, shape: LoadShape): Promise<Reading> {
    await this.begin(target, shape);
    return this.#ended(this.#ask({ kind: 'finish' }));
  }

  /**
   * Makes a load for some time and measures it from when it has settled. CPU time is that of the whole load, so that it is
   * known how many transactions it was for.
   */
  async measure({ target, shape, rampSeconds, seconds, pids }: RoundOptions): Promise<Round> {
    const all = { load: this.pid, ...pids };
    const cpuBefore = readCpu(all);
    await this.begin(target, shape);
    await this.#settle(shape, rampSeconds);
    const before = await this.read();
    await sleep(seconds * 1_000);
    const after = await this.read();
    const { requests, answered } = await this.end();
    const cpuAfter = readCpu(all);
    return {
      perSecond: (after.answered - before.answered) / ((after.atMs - before.atMs) / 1_000),
      latencies: after.latencies,
      requests,
      usage:
        cpuBefore === undefined || cpuAfter === undefined
          ? undefined
          : usageBetween(cpuBefore, cpuAfter, answered),
    };
  }

  /** Waits until a load has run for some time and, where much of it is under way at once, answers come as fast as they go. */
  async #settle(shape: LoadShape, rampSeconds: number): Promise<void> {
    await sleep(rampSeconds * 1_000);
    if (shape.kind !== 'stream') return;
    const giveUpAtMs = performance.now() + SETTLE_MS_MAX;
    while (performance.now() < giveUpAtMs && (await this.read()).answered < STREAM_IN_FLIGHT_MAX) {
      await sleep(SETTLE_LOOK_MS);
    }
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  async #ended(last: Promise<Reading>): Promise<Reading> {
    const reading = await last;
    this.#answered.set(this.#address, this.answeredAt(this.#address) + reading.answered);
    return reading;
  }

  async #ask(command: LoadCommand): Promise<Reading> {
    return (await this.#process.ask<LoadCommand, LoadReply>(command)).reading;
  }
}
