import type { SubmittedType } from '../ledger/transaction.ts';
import { MessageWriter } from '../wire/message-writer.ts';
import type { NewExchange, NewTransaction } from './transaction.ts';

/** Numbers of `tongfen.v1.TransactionType`. */
const TYPE_NUMBERS: Readonly<Record<SubmittedType, number>> = {
  EARN: 1,
  REDEEM: 2,
  AUTHORIZE: 3,
  CAPTURE: 4,
  RELEASE: 5,
  TRANSFER: 6,
  REVERSE: 7,
  ADJUST: 9,
  EXCHANGE: 10,
};

/** Numbers of `tongfen.v1.Adjustment`. */
const ADJUSTMENT_NUMBERS = { CREDIT: 1, DEBIT: 2 } as const;

const writer = new MessageWriter();

/**
 * The bytes of a `tongfen.v1.SubmitBatchRequest`. By hand, because this is half of what a transaction costs a client:
 * 0.6 µs, where protobufjs takes 2.7 and proto-loader 3.5 (batches of 256).
 */
export function encodeBatchRequest(batch: number, transactions: readonly NewTransaction[]): Buffer {
  writer.clear();
  writer.integer(1, batch);
  for (const transaction of transactions) {
    const start = writer.begin(2);
    writeTransaction(transaction);
    writer.finish(start);
  }
  return writer.written();
}

/** The bytes of a `tongfen.v1.SubmitRequest`. */
export function encodeRequest(transaction: NewTransaction): Buffer {
  writer.clear();
  const start = writer.begin(1);
  writeTransaction(transaction);
  writer.finish(start);
  return writer.written();
}

function writeTransaction(transaction: NewTransaction): void {
  writer.text(1, transaction.id);
  // A type or an adjustment of a later contract, or a wrong one, is left out: the gateway says which field it misses.
  writer.integer(2, TYPE_NUMBERS[transaction.type] ?? 0);
  writer.integer(3, transaction.card);
  writer.text(4, transaction.program);
  writer.integer(5, transaction.amount ?? 0);
  writer.text(6, transaction.merchant ?? '');
  writer.text(7, transaction.reference ?? '');
  writer.text(8, transaction.originalId ?? '');
  writer.integer(9, transaction.toCard ?? 0);
  writer.integer32(10, transaction.holdSeconds ?? 0);
  if (transaction.adjustment) writer.integer(11, ADJUSTMENT_NUMBERS[transaction.adjustment] ?? 0);
  writer.text(12, transaction.reason ?? '');
  writer.flag(13, transaction.linked ?? false);
  if (transaction.exchange) writeExchange(transaction.exchange);
}

function writeExchange({ toProgram, amountOutMin, quote }: NewExchange): void {
  const start = writer.begin(14);
  writer.text(1, toProgram);
  writer.integer(2, amountOutMin ?? 0);
  writer.text(3, quote ?? '');
  writer.finish(start);
}
