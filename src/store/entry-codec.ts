import type { Exchanged } from '../ledger/exchange-value.ts';
import type { Outcome } from '../ledger/outcome.ts';
import type { CounterKind, Entry, EntryExchange, TransactionType } from '../ledger/transaction.ts';

/**
 * The columns of `transaction` in the order in which the journal is copied and hashed. The hash chain covers them in
 * this order, so a new column goes to the end and a new version of the chain.
 */
export const TRANSACTION_COLUMNS = [
  'shard',
  'seq',
  'id',
  'card',
  'origin',
  'type',
  'outcome',
  'program',
  'amount',
  'posted_change',
  'held_change',
  'balance',
  'available',
  'lots',
  'counter',
  'merchant',
  'reference',
  'original_id',
  'peer',
  'hold_seconds',
  'debit',
  'reason',
  'linked',
  'ledger_time',
  'cycle',
  'business_date',
  'peer_program',
  'amount_out_min',
  'quote',
  'exchanged',
] as const;

/** The list of columns that `entryFromRow` needs, for a SELECT; `alias` is the table's, if it has one. */
export function entryColumns(alias?: string): string {
  const prefix = alias === undefined ? '' : `${alias}.`;
  return TRANSACTION_COLUMNS.filter((column) => column !== 'shard')
    .map((column) => prefix + column)
    .join(', ');
}

/** A row of `transaction` as `pg` gives it by default: int8 as text, timestamptz as Date. */
export interface EntryRow {
  readonly seq: string;
  readonly id: string;
  readonly card: string;
  readonly origin: string;
  readonly type: string;
  readonly outcome: string;
  readonly program: string;
  readonly amount: string;
  readonly posted_change: string;
  readonly held_change: string;
  readonly balance: string;
  readonly available: string;
  readonly lots: readonly string[] | null;
  readonly counter: string | null;
  readonly merchant: string | null;
  readonly reference: string | null;
  readonly original_id: string | null;
  readonly peer: string | null;
  readonly hold_seconds: number | null;
  readonly debit: boolean | null;
  readonly reason: string | null;
  readonly linked: boolean | null;
  readonly ledger_time: Date;
  readonly cycle: number;
  readonly business_date: number;
  readonly peer_program: string | null;
  readonly amount_out_min: string | null;
  readonly quote: string | null;
  readonly exchanged: readonly string[] | null;
}

/**
 * The entry of a row selected by `entryColumns`. What an entry says by `''`, `0`, `false`, `[]` or undefined is NULL in
 * the database, where it costs no space.
 */
export function entryFromRow(row: EntryRow): Entry {
  return {
    seq: Number(row.seq),
    id: row.id,
    card: Number(row.card),
    origin: row.origin,
    // Only the commit writes these columns, and it writes them from the same unions.
    type: row.type as TransactionType,
    outcome: row.outcome as Outcome,
    program: row.program,
    amount: Number(row.amount),
    postedChange: Number(row.posted_change),
    heldChange: Number(row.held_change),
    balance: Number(row.balance),
    available: Number(row.available),
    lots: row.lots === null ? [] : row.lots.map(Number),
    counter: row.counter === null ? undefined : (row.counter as CounterKind),
    merchant: row.merchant ?? '',
    reference: row.reference ?? '',
    originalId: row.original_id ?? '',
    peer: row.peer === null ? 0 : Number(row.peer),
    holdSeconds: row.hold_seconds ?? 0,
    debit: row.debit ?? false,
    reason: row.reason ?? '',
    linked: row.linked ?? false,
    ledgerTimeMs: row.ledger_time.getTime(),
    cycle: row.cycle,
    businessDate: row.business_date,
    exchange: exchangeFromRow(row),
  };
}

/** The column `exchanged`: in this order. */
export function exchangedValues(value: Exchanged): number[] {
  return [value.amountOut, value.takenMicro, value.givenMicro, value.spreadMicro, value.roundingMicro];
}

function exchangeFromRow(row: EntryRow): EntryExchange | undefined {
  if (row.peer_program === null) return undefined;
  const [amountOut = 0, takenMicro = 0, givenMicro = 0, spreadMicro = 0, roundingMicro = 0] =
    row.exchanged?.map(Number) ?? [];
  return {
    peerProgram: row.peer_program,
    amountOutMin: row.amount_out_min === null ? 0 : Number(row.amount_out_min),
    quote: row.quote ?? '',
    exchanged:
      row.exchanged === null ? undefined : { amountOut, takenMicro, givenMicro, spreadMicro, roundingMicro },
  };
}
