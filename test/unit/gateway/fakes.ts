import type { Retried, RouterObserver } from '../../../src/gateway/observer.ts';
import { cardNumber, shardOf } from '../../../src/ledger/card.ts';
import type { Decision, Result, Transaction } from '../../../src/ledger/transaction.ts';
import type { Envelope, Reply } from '../../../src/shard/envelope.ts';
import type { Clock, EnvelopeSender, ReplyReceiver } from '../../../src/shard/ports.ts';
import { BLANK } from '../../support/blank-transaction.ts';

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #nowMs = 1_000_000;
  #sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ atMs: this.#nowMs + ms, wake }));
  }

  get sleepers(): number {
    return this.#sleepers.length;
  }

  /** Moves on, waking whoever sleeps at its time, and lets everything that follows run. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      await settled();
      const next = this.#sleepers.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > untilMs) break;
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.#nowMs = next.atMs;
      next.wake();
    }
    this.#nowMs = untilMs;
  }
}

/** Lets promises that are ready run. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

type Submitted = Extract<Envelope, { kind: 'submit' }>;

/** A queue that keeps what it was sent, and answers when it is told to. */
export class FakeQueue implements EnvelopeSender, ReplyReceiver {
  readonly gateway = 'gateway-under-test';
  readonly sent: { readonly shard: number; readonly envelope: Envelope; readonly isAgain: boolean }[] = [];
  /** When set, every send fails with it. */
  failure: Error | undefined;
  /** When set, how long a send takes, and how it ends. */
  sending: Promise<void> | undefined;
  #handler: (reply: Reply) => void = () => undefined;

  send(shard: number, envelope: Envelope, { isAgain = false } = {}): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.sent.push({ shard, envelope, isAgain });
    return this.sending ?? Promise.resolve();
  }

  onReply(handler: (reply: Reply) => void): void {
    this.#handler = handler;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  hear(reply: Reply): void {
    this.#handler(reply);
  }

  /** The envelopes of transactions that were sent to one shard. */
  envelopesOf(shard: number): Submitted[] {
    return this.sent.filter((sent) => sent.shard === shard).map(({ envelope }) => asSubmitted(envelope));
  }

  last(): Submitted {
    return asSubmitted(this.sent.at(-1)?.envelope);
  }

  /** Answers an envelope, each transaction with a result of its own or null. */
  answer(
    envelope: Submitted,
    resultFor: (transaction: Transaction, index: number) => Decision = resultOf,
  ): void {
    this.hear({
      kind: 'results',
      number: envelope.number,
      results: envelope.transactions.map(resultFor),
    });
  }
}

function asSubmitted(envelope: Envelope | undefined): Submitted {
  if (envelope?.kind !== 'submit') throw new Error(`expected transactions, got ${envelope?.kind}`);
  return envelope;
}

export class RecordingObserver implements RouterObserver {
  readonly answered: Parameters<RouterObserver['batchAnswered']>[0][] = [];
  readonly envelopes: Parameters<RouterObserver['envelopeAnswered']>[0][] = [];
  readonly retries: string[] = [];

  batchAnswered(batch: Parameters<RouterObserver['batchAnswered']>[0]): void {
    this.answered.push(batch);
  }

  envelopeAnswered(envelope: Parameters<RouterObserver['envelopeAnswered']>[0]): void {
    this.envelopes.push(envelope);
  }

  retried(_shard: number, what: Retried): void {
    this.retries.push(what);
  }
}

/** The n-th card that lives in a shard. */
export function cardIn(shard: number, shards: number, nth = 0): number {
  for (let sequence = 0, found = 0; ; sequence += 1) {
    const card = cardNumber(400_000, sequence);
    if (shardOf(card, shards) !== shard) continue;
    if (found === nth) return card;
    found += 1;
  }
}

let lastId = 0;

/** A transaction that only has to be carried. */
export function transactionOf(fields: Partial<Transaction>): Transaction {
  lastId += 1;
  return {
    id: `00000000-0000-4000-8000-${String(lastId).padStart(12, '0')}`,
    type: 'EARN',
    card: cardIn(0, 1),
    program: 'ACME',
    amount: 100,
    participant: 'ISSUER-A',
    ...BLANK,
    ...fields,
  };
}

/** A result by which a transaction is recognized: its amount. */
export function resultOf(transaction: Transaction): Result {
  return {
    outcome: 'POSTED',
    shard: 0,
    seq: 1,
    ledgerTimeMs: 1_700_000_000_000,
    amount: transaction.amount,
    balance: transaction.amount,
    available: transaction.amount,
    duplicate: false,
  };
}
