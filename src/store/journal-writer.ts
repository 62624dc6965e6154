import type { Entry, EntryExchange } from '../ledger/transaction.ts';
import type { BinaryWriter } from './binary-writer.ts';
import { exchangedValues, TRANSACTION_COLUMNS } from './entry-codec.ts';

/** Begins what `COPY … (FORMAT binary)` reads: signature, flags, length of the header's extension. */
export const COPY_HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Ends it. */
export const COPY_TRAILER = Buffer.from([0xff, 0xff]);

/**
 * Writes one row of `transaction` in binary COPY format, fields as in `TRANSACTION_COLUMNS`. What Postgres gives back
 * for `COPY … TO` is the same bytes, which is what the audit checks the hash chain with.
 */
export function writeEntry(writer: BinaryWriter, shard: number, entry: Entry): void {
  writer.count(TRANSACTION_COLUMNS.length);
  writer.int16(shard);
  writer.int64(entry.seq);
  writer.uuid(entry.id);
  writer.int64(entry.card);
  writer.text(entry.origin);
  writer.text(entry.type);
  writer.text(entry.outcome);
  writer.text(entry.program);
  writer.int64(entry.amount);
  writer.int64(entry.postedChange);
  writer.int64(entry.heldChange);
  writer.int64(entry.balance);
  writer.int64(entry.available);
  if (entry.lots.length === 0) writer.null();
  else writer.int64Array(entry.lots);
  if (entry.counter === undefined) writer.null();
  else writer.text(entry.counter);
  textOrNull(writer, entry.merchant);
  textOrNull(writer, entry.reference);
  if (entry.originalId === '') writer.null();
  else writer.uuid(entry.originalId);
  if (entry.peer === 0) writer.null();
  else writer.int64(entry.peer);
  if (entry.holdSeconds === 0) writer.null();
  else writer.int32(entry.holdSeconds);
  trueOrNull(writer, entry.debit);
  textOrNull(writer, entry.reason);
  trueOrNull(writer, entry.linked);
  writer.timestamp(entry.ledgerTimeMs);
  writer.int32(entry.cycle);
  writer.int32(entry.businessDate);
  writeExchange(writer, entry.exchange);
}

function writeExchange(writer: BinaryWriter, exchange: EntryExchange | undefined): void {
  textOrNull(writer, exchange?.peerProgram ?? '');
  if (exchange === undefined || exchange.amountOutMin === 0) writer.null();
  else writer.int64(exchange.amountOutMin);
  textOrNull(writer, exchange?.quote ?? '');
  if (exchange?.exchanged === undefined) writer.null();
  else writer.int64Array(exchangedValues(exchange.exchanged));
}

function textOrNull(writer: BinaryWriter, value: string): void {
  if (value === '') writer.null();
  else writer.text(value);
}

function trueOrNull(writer: BinaryWriter, value: boolean): void {
  if (value) writer.bool(true);
  else writer.null();
}
