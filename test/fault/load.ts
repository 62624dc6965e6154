import { setTimeout as sleep } from 'node:timers/promises';
import type { TongfenClient } from '../../src/client/client.ts';
import type { Refusal } from '../../src/client/refusal.ts';
import { CallError } from '../../src/client/refusal.ts';
import type { Answer } from '../../src/client/response-decoder.ts';
import { isResult } from '../../src/client/response-decoder.ts';
import type { NewTransaction } from '../../src/client/transaction.ts';
import type { Result } from '../../src/ledger/transaction.ts';
import { Prng } from '../simulation/prng.ts';
import type { ParticipantCode, TestNetwork } from '../support/network.ts';
import type { TrafficOptions, TrafficSource } from './traffic.ts';
import { Traffic } from './traffic.ts';

/** A transaction that was submitted, and what its client was told of it, if anything. */
export interface Submitted {
  readonly participant: ParticipantCode;
  readonly transaction: NewTransaction;
  result: Result | undefined;
}

export interface LoadOptions {
  readonly network: TestNetwork;
  /** Where the clients call. */
  readonly address: string;
  /** Determines what is submitted. */
  readonly seed: number;
  /** Of a caller, between two batches. Default: 50 */
  readonly pauseMs?: number;
  /** Default: an issuer's and an acquirer's, of a program that is hosted here */
  readonly callers?: readonly Caller[];
}

/** A caller, and which of the three ways to submit it takes. */
export interface Caller {
  readonly participant: ParticipantCode;
  readonly way: 'stream' | 'batch' | 'single';
  /** What it submits; default: all types of transactions of ALPHA. */
  readonly trafficOf?: (options: TrafficOptions) => TrafficSource;
}

const CALLERS: readonly Caller[] = [
  { participant: 'ISSUER-A', way: 'stream' },
  { participant: 'ISSUER-A', way: 'batch' },
  { participant: 'ISSUER-A', way: 'single' },
  { participant: 'ACQUIRER-A', way: 'stream' },
  { participant: 'ACQUIRER-A', way: 'stream' },
  { participant: 'ACQUIRER-A', way: 'single' },
];

/** Transactions that a caller submits at once. */
const BATCH_MAX = 40;
const SINGLES_MAX = 4;

/** Deadline of a call with all its attempts. */
const DEADLINE_MS = 20_000;

/** Work that has not resumed after this time does not by itself. */
const RESUME_MS_MAX = 60_000;

/**
 * Callers of all kinds that submit transactions, each the next batch when the one before is answered, and what has no
 * result again with the same ids. They remember all that they were told.
 */
export class Load {
  readonly submitted: Submitted[] = [];
  /** Answers that were no results, by status: what callers heard while something was away. */
  readonly refusals = new Map<string, number>();
  readonly #callers: readonly Caller[];
  readonly #calling: Promise<void>[];
  readonly #clients: TongfenClient[];
  readonly #pauseMs: number;
  /** Batches that each caller has begun and ended. */
  readonly #rounds: { begun: number; ended: number }[];
  #isStopping = false;

  constructor({ network, address, seed, pauseMs = 50, callers = CALLERS }: LoadOptions) {
    this.#pauseMs = pauseMs;
    this.#callers = callers;
    this.#rounds = callers.map(() => ({ begun: 0, ended: 0 }));
    this.#clients = callers.map(({ participant }) =>
      network.connect(participant, { address, deadlineMs: DEADLINE_MS }),
    );
    this.#calling = callers.map((caller, index) => {
      const prng = new Prng(seed * callers.length + index);
      const { participant, way, trafficOf = (options) => new Traffic(options) } = caller;
      const { cards } = network;
      const traffic = trafficOf({ participant, cards, prng, hasChains: way !== 'single' });
      return this.#call(caller, { index, prng, traffic });
    });
  }

  /** Resolves when every caller was answered something that it submitted from now on. */
  async resumes(): Promise<void> {
    const begun = this.#rounds.map((round) => round.begun);
    const giveUpAtMs = performance.now() + RESUME_MS_MAX;
    while (this.#rounds.some((round, index) => round.ended <= (begun[index] as number))) {
      if (performance.now() > giveUpAtMs) throw new Error(`the work has not resumed: ${this.#describe()}`);
      await sleep(20);
    }
  }

  /** Lets the callers finish: resolves when all that was submitted has a result. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#calling);
    for (const client of this.#clients) client.close();
  }

  async #call(
    { participant, way }: Caller,
    { index, prng, traffic }: { index: number; prng: Prng; traffic: TrafficSource },
  ): Promise<void> {
    const submit = submitterOf(this.#clients[index] as TongfenClient, way);
    const round = this.#rounds[index] as { begun: number; ended: number };
    let open: Submitted[] = [];
    while (!this.#isStopping || open.length > 0) {
      if (open.length === 0) {
        const batch = traffic.batch(prng.between(1, way === 'single' ? SINGLES_MAX : BATCH_MAX));
        open = batch.map((transaction) => ({ participant, transaction, result: undefined }));
        this.submitted.push(...open);
      }
      round.begun += 1;
      const answers = await submit(open.map(({ transaction }) => transaction));
      for (const [item, each] of open.entries()) {
        const answer = answers[item] as Answer;
        if (isResult(answer)) {
          each.result = answer;
          traffic.answered(each.transaction, answer);
        } else this.#refused(answer.status, each.transaction);
      }
      open = openOf(open);
      if (open.length === 0) round.ended = round.begun;
      await sleep(this.#pauseMs);
    }
  }

  #refused(status: string, transaction: NewTransaction): void {
    if (status !== 'UNAVAILABLE' && status !== 'DEADLINE_EXCEEDED')
      throw new Error(`a ${transaction.type} was refused: ${status}`);
    this.refusals.set(status, (this.refusals.get(status) ?? 0) + 1);
  }

  #describe(): string {
    const waiting = this.#rounds.flatMap(({ begun, ended }, index) =>
      begun > ended ? [`caller ${index} (${this.#callers[index]?.way})`] : [],
    );
    const refusals = [...this.refusals].map(([status, count]) => `${count} ${status}`);
    return [...waiting, ...refusals].join(', ');
  }
}

/** What has to be submitted again: a chain that lacks a result is submitted again whole, as it was. */
function openOf(submitted: readonly Submitted[]): Submitted[] {
  const open: Submitted[] = [];
  let chain: Submitted[] = [];
  for (const each of submitted) {
    chain.push(each);
    if (each.transaction.linked === true) continue;
    if (chain.some(({ result }) => result === undefined)) open.push(...chain);
    chain = [];
  }
  return open;
}

type Submit = (transactions: readonly NewTransaction[]) => Promise<readonly Answer[]>;

function submitterOf(client: TongfenClient, way: Caller['way']): Submit {
  switch (way) {
    case 'stream': {
      const submitter = client.openSubmitter({ deadlineMs: DEADLINE_MS });
      return (transactions) => submitter.submit(transactions);
    }
    case 'batch':
      return async (transactions) => {
        const answers = await refusalOf(client.submitBatch(transactions));
        return 'status' in answers ? transactions.map(() => answers) : answers;
      };
    case 'single':
      return (transactions) =>
        Promise.all(transactions.map((transaction) => refusalOf(client.submit(transaction))));
  }
}

/** What a call is answered with; the refusal of one that failed. */
async function refusalOf<T>(call: Promise<T>): Promise<T | Refusal> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return error.refusal;
  }
}
