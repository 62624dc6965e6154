import type { ControlTotal, FileFormat, FileSubject } from './file.ts';
import { amountOf } from './file.ts';
import type { FileEntry } from './ports.ts';

/** The columns of a transaction; docs/settlement.md says what is in them. */
const CSV_COLUMNS = [
  'shard',
  'sequence',
  'id',
  'origin',
  'card',
  'type',
  'outcome',
  'program',
  'amount',
  'posted_change',
  'held_change',
  'counter',
  'merchant',
  'reference',
  'original_id',
  'ledger_time',
  'position_micro',
] as const;

/** Settlement files as RFC 4180 has CSV. Lines that are not transactions begin with `#` and what they are. */
export const csvFormat: FileFormat = {
  begin({ participant, settlement: { cycle } }: FileSubject): string {
    return `${line(['#settlement', 1, participant, cycle.number, cycle.businessDate])}${CSV_COLUMNS.join(',')}\n`;
  },

  transaction(shard: number, entry: FileEntry): string {
    return line([
      shard,
      entry.seq,
      entry.id,
      entry.origin,
      entry.card,
      entry.type,
      entry.outcome,
      entry.program,
      amountOf(entry),
      entry.postedChange,
      entry.heldChange,
      entry.counter ?? '',
      entry.merchant,
      entry.reference,
      entry.originalId,
      new Date(entry.ledgerTimeMs).toISOString(),
      entry.positionMicro,
    ]);
  },

  end({ settlement, shards }: FileSubject, totals: readonly ControlTotal[]): string {
    const transactions = totals.reduce((sum, total) => sum + total.transactions, 0);
    const amount = totals.reduce((sum, total) => sum + total.amount, 0n);
    return [
      ...totals.map((total) =>
        line(['#program', total.program, total.transactions, total.posted, total.credited, total.debited]),
      ),
      ...shards.map((each) =>
        line([
          ...['#shard', each.shard, each.firstTurn, each.lastTurn, each.firstSeq, each.lastSeq],
          ...[each.firstHash.toString('hex'), each.lastHash.toString('hex')],
        ]),
      ),
      ...settlement.bilateral.map((each) =>
        line(['#obligation', each.debtor, each.creditor, each.program, each.points, each.amountMicro]),
      ),
      ...settlement.net.map((each) => line(['#net', each.party, each.amountMicro])),
      ...settlement.exceptions.map((each) =>
        line([
          ...[
            '#exception',
            each.exception,
            each.program,
            each.id,
            each.participant,
            each.card,
            each.merchant,
          ],
          ...[each.postedChange, each.reason],
        ]),
      ),
      line(['#total', transactions, amount]),
    ].join('');
  },
};

function line(fields: readonly (string | number | bigint)[]): string {
  return `${fields.map((field) => (typeof field === 'string' ? quoted(field) : String(field))).join(',')}\n`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
