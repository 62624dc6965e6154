import type { Outcome } from '../../../src/ledger/outcome.ts';
import type { Result, Transaction } from '../../../src/ledger/transaction.ts';
import type { Envelope, Reply } from '../../../src/shard/envelope.ts';
import type { BalanceAnswer, BalanceInquiry, InquirySender } from '../../../src/shard/inquiry.ts';
import type { EnvelopeSender, ReplyReceiver } from '../../../src/shard/ports.ts';

/** Shards that post everything they are sent, at once or when they are let go; and a switch whose hosts say what a test wants. */
export class LoopbackShards implements EnvelopeSender, InquirySender, ReplyReceiver {
  readonly gateway = 'loopback';
  /** Everything that came, in its order. */
  readonly cleared: Transaction[] = [];
  /** What becomes of every transaction. */
  outcome: Outcome = 'POSTED';
  /** When set, every send fails with it. */
  failure: Error | undefined;
  onCardStatus: (envelope: Extract<Envelope, { kind: 'card-status' }>) => void = () => undefined;
  #isHeld = false;
  readonly #held: Envelope[] = [];
  readonly #handlers: ((reply: Reply) => void)[] = [];

  async send(_shard: number, envelope: Envelope): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (this.#isHeld) this.#held.push(envelope);
    else setImmediate(() => this.#answer(envelope));
  }

  onReply(handler: (reply: Reply) => void): void {
    this.#handlers.push(handler);
  }

  /** What hosts say. */
  balance: BalanceAnswer = { kind: 'none' };
  readonly inquiries: BalanceInquiry[] = [];

  async inquire(inquiry: BalanceInquiry): Promise<void> {
    this.inquiries.push(inquiry);
    setImmediate(() => this.#tell({ kind: 'balance', number: inquiry.number, answer: this.balance }));
  }

  async close(): Promise<void> {}

  /** Answers nothing until `release`. */
  hold(): void {
    this.#isHeld = true;
  }

  get heldCount(): number {
    return this.#held.length;
  }

  release(): void {
    this.#isHeld = false;
    for (const envelope of this.#held.splice(0)) this.#answer(envelope);
  }

  #tell(reply: Reply): void {
    for (const handler of this.#handlers) handler(reply);
  }

  #answer(envelope: Envelope): void {
    if (envelope.kind === 'card-status') {
      this.onCardStatus(envelope);
      this.#tell({ kind: 'done', number: envelope.number });
    } else if (envelope.kind === 'submit') {
      this.cleared.push(...envelope.transactions);
      this.#tell({
        kind: 'results',
        number: envelope.number,
        results: envelope.transactions.map((transaction) => ({
          ...postedOf(transaction),
          outcome: this.outcome,
        })),
      });
    }
  }
}

/** 2026-01-05T00:00:00.123Z */
export const LEDGER_TIME_MS = 1_767_571_200_123;

function postedOf(transaction: Transaction): Result {
  return {
    outcome: 'POSTED',
    shard: 1,
    seq: 77,
    ledgerTimeMs: LEDGER_TIME_MS,
    amount: transaction.amount,
    balance: Number.MAX_SAFE_INTEGER,
    available: -5,
    duplicate: false,
  };
}
