import { setTimeout as sleep } from 'node:timers/promises';
import type { TongfenClient } from '../../src/client/client.ts';
import type { Answer } from '../../src/client/response-decoder.ts';
import type { NewTransaction } from '../../src/client/transaction.ts';
import { STREAM_IN_FLIGHT_MAX } from '../network-plan.ts';
import type { Mix } from './mixes.ts';
import type { LoadRecord } from './record.ts';

/** Something that submits until it is told to stop, or has nothing left. */
export interface Load {
  /** Resolves when everything that was sent is answered. Never rejects: what fails is on record. */
  run(): Promise<void>;
  /** Sends no more. */
  stop(): void;
}

export interface LoadOptions {
  readonly client: TongfenClient;
  readonly mix: Mix;
  readonly record: LoadRecord;
}

/** Transactions that are handed over to the client at a time. */
const STREAM_ITEMS = 500;

/** Bulk: as much as the engine takes. */
export class StreamLoad implements Load {
  readonly #options: LoadOptions;
  #isStopping = false;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const submitter = this.#options.client.openSubmitter({ inFlightMax: STREAM_IN_FLIGHT_MAX });
    const underWay = new Set<Promise<void>>();
    while (!this.#isStopping) {
      await submitter.room();
      const transactions = take(this.#options.mix, STREAM_ITEMS);
      if (transactions.length === 0) break;
      const answered = this.#submit(transactions, submitter.submit(transactions));
      underWay.add(answered);
      void answered.then(() => underWay.delete(answered));
    }
    await Promise.all(underWay);
    const rest = this.#options.mix.rest();
    if (rest.length > 0) await this.#submit(rest, submitter.submit(rest));
    await submitter.close();
  }

  stop(): void {
    this.#isStopping = true;
  }

  async #submit(transactions: readonly NewTransaction[], answers: Promise<Answer[]>): Promise<void> {
    const { mix, record } = this.#options;
    const sentAtMs = performance.now();
    record.tally.sent(transactions.length);
    try {
      for (const [index, answer] of (await answers).entries()) {
        record.tally.answer(answer);
        mix.heard(transactions[index] as NewTransaction, answer);
      }
      record.latency(performance.now() - sentAtMs);
    } catch (error) {
      record.failed(error, transactions.length);
    }
  }
}

/** One transaction a call, so many callers, each of whom waits for its answer before it calls again. */
export class UnaryLoad implements Load {
  readonly #options: LoadOptions;
  readonly #callers: number;
  #isStopping = false;

  constructor(options: LoadOptions & { readonly callers: number }) {
    this.#options = options;
    this.#callers = options.callers;
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.#callers }, () => this.#call()));
    await submitRest(this.#options);
  }

  stop(): void {
    this.#isStopping = true;
  }

  async #call(): Promise<void> {
    while (!this.#isStopping) await submitOne(this.#options, performance.now());
  }
}

/**
 * One transaction a call, at a rate that does not depend on how fast it is answered: arrivals of many independent tills
 * (a Poisson process). Each is measured from when it was due, so that a pause counts for all who were kept waiting by it
 * (no coordinated omission).
 */
export class OpenLoopLoad implements Load {
  readonly #options: LoadOptions;
  readonly #perSecond: number;
  #isStopping = false;

  constructor(options: LoadOptions & { readonly perSecond: number }) {
    this.#options = options;
    this.#perSecond = options.perSecond;
  }

  async run(): Promise<void> {
    const underWay = new Set<Promise<void>>();
    let dueAtMs = performance.now();
    while (!this.#isStopping) {
      while (dueAtMs <= performance.now()) {
        const answered = submitOne(this.#options, dueAtMs);
        underWay.add(answered);
        void answered.then(() => underWay.delete(answered));
        dueAtMs += (-Math.log(1 - Math.random()) * 1_000) / this.#perSecond;
      }
      await sleep(1);
    }
    await Promise.all(underWay);
    await submitRest(this.#options);
  }

  stop(): void {
    this.#isStopping = true;
  }
}

async function submitOne(options: LoadOptions, dueAtMs: number): Promise<void> {
  const [transaction] = take(options.mix, 1);
  if (transaction !== undefined) await submit(options, transaction, dueAtMs);
}

async function submitRest(options: LoadOptions): Promise<void> {
  await Promise.all(options.mix.rest().map((each) => submit(options, each, performance.now())));
}

async function submit(
  { client, mix, record }: LoadOptions,
  transaction: NewTransaction,
  dueAtMs: number,
): Promise<void> {
  record.tally.sent(1);
  try {
    const answer = await client.submit(transaction);
    record.latency(performance.now() - dueAtMs);
    record.tally.answer(answer);
    mix.heard(transaction, answer);
  } catch (error) {
    record.failed(error, 1);
  }
}

function take(mix: Mix, count: number): NewTransaction[] {
  const taken: NewTransaction[] = [];
  while (taken.length < count) {
    const transaction = mix.next();
    if (transaction === undefined) break;
    taken.push(transaction);
  }
  return taken;
}
