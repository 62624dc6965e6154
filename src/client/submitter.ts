import { assert } from '../assert.ts';
import { backoffMs } from './backoff.ts';
import { BatchStream } from './batch-stream.ts';
import type { Connection } from './connection.ts';
import type { Batch, Item, Lane } from './lanes.ts';
import { Lanes, putBack } from './lanes.ts';
import type { CallError, Refusal } from './refusal.ts';
import { isTooMuchAtOnce, isWorthRetrying } from './refusal.ts';
import type { Answer, BatchResponse } from './response-decoder.ts';
import { isResult } from './response-decoder.ts';
import { Submission } from './submission.ts';
import type { NewTransaction } from './transaction.ts';
import { unsendable } from './unsendable.ts';

export interface SubmitterOptions {
  /**
   * Transactions that are submitted and not answered; `submit` holds more back. More hide a longer way, fewer answer
   * sooner and cost less: to a gateway near by, 16,000 took a tenth more processor time each. It takes 20,000 of one
   * stream. Default: 8,000
   */
  readonly inFlightMax?: number;
  /**
   * Transactions of one message. Larger ones cost less each, smaller ones are answered sooner. Halved, as often as it takes,
   * where the gateway takes none so long. Default: 1,000
   */
  readonly batchItemsMax?: number;
  /** From `submit` to the answer at the latest, all attempts together, milliseconds. Default: 60,000 */
  readonly deadlineMs?: number;
}

const DEFAULTS: Required<SubmitterOptions> = {
  inFlightMax: 8_000,
  batchItemsMax: 1_000,
  deadlineMs: 60_000,
};

/** Deadlines and streams that do not answer are looked at this often. */
const TEND_INTERVAL_MS = 50;

/** A stream that leaves a batch without an answer for so long is given up; longer than a gateway waits for a shard. */
const REPLY_WAIT_MS = 20_000;

interface OutBatch extends Batch {
  readonly sentAtMs: number;
}

/**
 * Submits transactions over a stream: pools what is submitted at the same time into batches, sends again what had no
 * answer, and keeps the order of each card through all of it. Made by `TongfenClient.openSubmitter`.
 *
 * Never waits to fill a batch: what can leave leaves at once, and batches grow by what arrives while a card's lane is out.
 */
export class Submitter {
  readonly #options: Required<SubmitterOptions>;
  readonly #stream: BatchStream;
  readonly #lanes = new Lanes();
  readonly #out = new Map<number, OutBatch>();
  /** Submissions that have open items, the first to expire first. */
  readonly #open = new Set<Submission>();
  /** Submissions that are held back, and callers of `room`: each is let in when there is room. */
  readonly #heldBack: (() => void)[] = [];
  #inFlight = 0;
  /** As the option says, and less once the gateway has refused a batch for its length. */
  #batchItemsMax: number;
  #lastBatch = 0;
  /** Answers in a row that asked to come again. */
  #putOffs = 0;
  #isFlushing = false;
  #tending: NodeJS.Timeout | undefined;
  #isClosed = false;
  #isAbandoned = false;

  /** @throws {TypeError} when an option is out of its bounds */
  constructor(connection: Connection, options: SubmitterOptions = {}) {
    this.#options = optionsOf(options);
    this.#batchItemsMax = this.#options.batchItemsMax;
    this.#stream = new BatchStream(connection, {
      heard: (response) => this.#hear(response),
      broke: (error) => this.#takeBackAfter(error),
      failed: (error) => this.#fail(error),
      writable: () => this.#flush(),
    });
  }

  /** Transactions that are submitted and not answered. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /**
   * Has transactions cleared, those of one card in the order they were submitted in, this call and others alike.
   *
   * @returns for each transaction, in their order, its result, or why it has none: it is wrong, or (`DEADLINE_EXCEEDED`)
   *   there was no answer in time and its outcome is unknown; submit it again with the same id
   * @throws {CallError} when the gateway does not let the caller in
   */
  submit(transactions: readonly NewTransaction[]): Promise<Answer[]> {
    assert(!this.#isClosed, 'a submitter takes nothing after it was closed');
    const submission = new Submission(transactions.length, Date.now() + this.#options.deadlineMs);
    if (transactions.length === 0) return submission.answered;
    if (this.#hasRoom()) this.#enter(transactions, submission);
    else {
      // The caller may go on filling its array as soon as this returns.
      const held = [...transactions];
      this.#heldBack.push(() => this.#enter(held, submission));
    }
    return submission.answered;
  }

  /** Resolves when a `submit` would be let in at once: wait for it to keep the memory of many of them bounded. */
  room(): Promise<void> {
    if (this.#hasRoom()) return Promise.resolve();
    return new Promise((resolve) => this.#heldBack.push(resolve));
  }

  /** Waits for all answers and ends the stream. */
  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#heldBack.length > 0) await this.room();
    await Promise.allSettled([...this.#open].map((submission) => submission.answered));
    this.#stream.end();
  }

  /** Ends at once: what is not answered is told that its outcome is unknown. */
  abandon(): void {
    this.#isClosed = true;
    this.#isAbandoned = true;
    this.#stream.end();
    this.#stream.breakOff();
    this.#giveUp((submission) => submission.answerRest(ABANDONED));
  }

  #hasRoom(): boolean {
    return this.#heldBack.length === 0 && this.#inFlight < this.#options.inFlightMax;
  }

  #letIn(): void {
    while (this.#heldBack.length > 0 && this.#inFlight < this.#options.inFlightMax)
      this.#heldBack.shift()?.();
  }

  #enter(transactions: readonly NewTransaction[], submission: Submission): void {
    if (this.#isAbandoned) {
      submission.answerRest(ABANDONED);
      return;
    }
    this.#inFlight += transactions.length;
    this.#open.add(submission);
    const refusals = unsendable(transactions);
    for (let index = 0; index < transactions.length; index += 1) {
      const transaction = transactions[index] as NewTransaction;
      const refusal = refusals?.get(index);
      if (refusal !== undefined) {
        this.#answer(submission, index, refusal);
        continue;
      }
      this.#lanes.add(transaction, submission, index);
    }
    this.#scheduleFlush();
    this.#tending ??= setInterval(() => this.#tend(), TEND_INTERVAL_MS);
  }

  /** Once in this turn of the event loop, for everything that is submitted and answered in it. */
  #scheduleFlush(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    setImmediate(() => {
      this.#isFlushing = false;
      this.#flush();
    });
  }

  #flush(): void {
    // To ask the stream opens it: only for something to send.
    while (this.#lanes.hasReady && this.#stream.isWritable()) {
      const batch = this.#lanes.take(this.#batchItemsMax);
      if (batch === undefined) return;
      if (batch.items.length === 0) this.#lanes.free(batch.lanes);
      else this.#send(batch);
    }
  }

  #send({ items, lanes }: Batch): void {
    this.#lastBatch += 1;
    this.#out.set(this.#lastBatch, { items, lanes, sentAtMs: Date.now() });
    this.#stream.write({ batch: this.#lastBatch, transactions: items.map((item) => item.transaction) });
  }

  #hear(response: BatchResponse): void {
    const out = this.#out.get(response.batch);
    if (out === undefined) return;
    this.#out.delete(response.batch);
    if (response.refusal !== undefined && isTooMuchAtOnce(response.refusal) && isDivisible(out.items)) {
      this.#sendShorterThan(out.items.length);
      putBack(out.items);
      this.#freeLanes(out.lanes);
      return;
    }
    const again: Item[] = [];
    let retryDelayMs = 0;
    for (let index = 0; index < out.items.length; index += 1) {
      const item = out.items[index] as Item;
      const answer = response.refusal ?? response.answers[index] ?? MISSING;
      if (isResult(answer) || !isWorthRetrying(answer)) {
        this.#answer(item.submission, item.index, answer);
      } else {
        again.push(item);
        retryDelayMs = Math.max(retryDelayMs, answer.retryDelayMs ?? 0);
      }
    }
    if (again.length === 0) {
      this.#putOffs = 0;
      this.#freeLanes(out.lanes);
    } else {
      this.#putOffs += 1;
      putBack(again);
      const delayed = new Set(again.map((item) => item.lane));
      this.#freeLanes(out.lanes.filter((lane) => !delayed.has(lane)));
      setTimeout(() => this.#freeLanes(delayed), backoffMs(this.#putOffs, retryDelayMs));
    }
    this.#letIn();
  }

  #freeLanes(lanes: Iterable<Lane>): void {
    this.#lanes.free(lanes);
    this.#scheduleFlush();
  }

  /** Of several batches that were refused, each tells the same. */
  #sendShorterThan(items: number): void {
    this.#batchItemsMax = Math.min(this.#batchItemsMax, Math.ceil(items / 2));
  }

  #takeBackAfter(error: CallError | undefined): void {
    // A message of several times the limit is the end of its stream, and nothing says which one it was.
    if (error !== undefined && isTooMuchAtOnce(error.refusal) && this.#out.size > 0) {
      this.#sendShorterThan(Math.max(...Array.from(this.#out.values(), ({ items }) => items.length)));
    }
    this.#takeBackAll();
  }

  /** The stream broke: everything that is out leaves again, at the head of its lane, with the next one. */
  #takeBackAll(): void {
    for (const { items, lanes } of this.#out.values()) {
      putBack(items);
      this.#lanes.free(lanes);
    }
    this.#out.clear();
  }

  /** The gateway does not let this caller in: whoever waits is told so. */
  #fail(error: CallError): void {
    this.#giveUp((submission) => submission.fail(error));
  }

  /** Ends every submission that is open. */
  #giveUp(end: (submission: Submission) => void): void {
    for (const submission of this.#open) {
      this.#inFlight -= submission.openCount;
      end(submission);
    }
    this.#open.clear();
    this.#takeBackAll();
    this.#letIn();
  }

  #answer(submission: Submission, index: number, answer: Answer): void {
    if (!submission.isOpen(index)) return;
    submission.answer(index, answer);
    this.#inFlight -= 1;
    if (submission.openCount === 0) this.#open.delete(submission);
  }

  #tend(): void {
    const nowMs = Date.now();
    for (const submission of this.#open) {
      if (submission.deadlineAtMs > nowMs) break;
      this.#inFlight -= submission.openCount;
      submission.answerRest(lateBecause(this.#stream.brokenBy));
      this.#open.delete(submission);
    }
    for (const { sentAtMs } of this.#out.values()) {
      if (sentAtMs + REPLY_WAIT_MS < nowMs) this.#stream.breakOff();
      break;
    }
    this.#letIn();
    if (this.#open.size > 0 || this.#heldBack.length > 0) return;
    clearInterval(this.#tending);
    this.#tending = undefined;
  }
}

/** The options as given, where they are: one that is undefined is not. */
function optionsOf(given: SubmitterOptions): Required<SubmitterOptions> {
  const { inFlightMax, batchItemsMax, deadlineMs } = DEFAULTS;
  const options = {
    inFlightMax: given.inFlightMax ?? inFlightMax,
    batchItemsMax: given.batchItemsMax ?? batchItemsMax,
    deadlineMs: given.deadlineMs ?? deadlineMs,
  };
  // With none in flight nothing would ever be answered, and a deadline that is no number would have passed at once.
  for (const [name, value] of Object.entries(options)) {
    if (!(value >= 1)) throw new TypeError(`${name} must be 1 or more`);
  }
  if (!Number.isInteger(options.batchItemsMax)) throw new TypeError('batchItemsMax must be a whole number');
  return options;
}

/** True for more than one chain; what is not linked is one by itself. */
function isDivisible(items: readonly Item[]): boolean {
  return items.findIndex(({ transaction }) => transaction.linked !== true) < items.length - 1;
}

function lateBecause(error: CallError | undefined): Refusal {
  const because = error === undefined ? '' : ` (${error.refusal.status}: ${error.refusal.message.trim()})`;
  return {
    status: 'DEADLINE_EXCEEDED',
    message: `no answer before the deadline${because}; the outcome is unknown, ask again with the same id`,
    retryDelayMs: undefined,
    violations: [],
  };
}

const ABANDONED: Refusal = {
  status: 'CANCELLED',
  message: 'abandoned before the answer; the outcome is unknown, ask again with the same id',
  retryDelayMs: undefined,
  violations: [],
};

/** For an answer that is shorter than its request, which no gateway sends. */
const MISSING: Refusal = {
  status: 'INTERNAL',
  message: 'the answer lacks this item',
  retryDelayMs: undefined,
  violations: [],
};
