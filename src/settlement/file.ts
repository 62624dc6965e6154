import type { Entry } from '../ledger/transaction.ts';
import type { CycleSettlement, CycleShard, FileEntry, JournalPart } from './ports.ts';

/** What a settlement file is about. */
export interface FileSubject {
  readonly participant: string;
  /** With the obligations of the participant alone. */
  readonly settlement: CycleSettlement;
  readonly shards: readonly CycleShard[];
}

/** Control totals of a program's transactions in a file, in its smallest unit. */
export interface ControlTotal {
  readonly program: string;
  transactions: number;
  posted: number;
  /** Points that members were given, and that they gave. */
  credited: bigint;
  debited: bigint;
  /** Sum of the amounts of all lines. */
  amount: bigint;
}

/** A format: text that begins a file, text for each transaction, and text that ends it. */
export interface FileFormat {
  begin(subject: FileSubject): string;
  transaction(shard: number, entry: FileEntry): string;
  end(subject: FileSubject, totals: readonly ControlTotal[]): string;
}

/**
 * Writes a settlement file: the same bytes whenever it is asked for, each transaction once, in the order of its shard.
 *
 * @param journal the transactions of the cycle that concern the participant
 * @param format of `csvFormat`, `xmlFormat`
 */
export async function* writeSettlementFile(
  subject: FileSubject,
  journal: AsyncIterable<JournalPart>,
  format: FileFormat,
): AsyncGenerator<string> {
  const totals = new Map<string, ControlTotal>();
  yield format.begin(subject);
  for await (const { shard, entries } of journal) {
    let text = '';
    for (const entry of entries) {
      count(totals, entry);
      text += format.transaction(shard, entry);
    }
    yield text;
  }
  const sorted = [...totals.values()].sort((a, b) => (a.program < b.program ? -1 : 1));
  yield format.end(subject, sorted);
}

function count(totals: Map<string, ControlTotal>, entry: Entry): void {
  const { program, postedChange } = entry;
  let total = totals.get(program);
  if (total === undefined) {
    total = { program, transactions: 0, posted: 0, credited: 0n, debited: 0n, amount: 0n };
    totals.set(program, total);
  }
  total.transactions += 1;
  if (entry.outcome === 'POSTED') total.posted += 1;
  if (postedChange > 0) total.credited += BigInt(postedChange);
  else total.debited += BigInt(-postedChange);
  total.amount += BigInt(amountOf(entry));
}

/** Points that a transaction moved or held, as its submitter was answered; 0 for a decline. */
export function amountOf(entry: Entry): number {
  return Math.abs(entry.type === 'AUTHORIZE' ? entry.heldChange : entry.postedChange);
}
