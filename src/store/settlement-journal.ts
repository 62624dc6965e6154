import type pg from 'pg';
import { arrivalOrigin } from '../ledger/exchange.ts';
import type { Concern, CycleShard, JournalPart } from '../settlement/ports.ts';
import { concerns, concernValues, TRANSACTIONS_ONLY } from './concern.ts';
import type { EntryRow } from './entry-codec.ts';
import { entryColumns, entryFromRow } from './entry-codec.ts';
import { rowsOf } from './pool.ts';

// The entry of the debit says what both issuers owe and are owed; the other one has the same id and card.
const PART = `
  select ${entryColumns()},
    case when counter <> 'EXCHANGE' then 0 when posted_change < 0 then -exchanged[2] else (
      select debit.exchanged[3] from transaction as debit
      where debit.shard = transaction.shard and debit.id = transaction.id and debit.card = transaction.card
        and '${arrivalOrigin('')}' || debit.origin = transaction.origin
    ) end as position_micro
  from transaction
  where shard = $1 and seq >= $2 and seq < $3 and seq > 0
    and ${concerns(4)} and ${TRANSACTIONS_ONLY}
  order by seq`;

/** Sequences that are looked at in one read: a bound to its memory and time, whosever they are. */
const PART_ITEMS = 5_000;

interface PartRow extends EntryRow {
  /** Null where nothing was posted. */
  readonly position_micro: string | null;
}

/** The transactions of a cycle that concern a participant. */
export async function* journalOf(
  pool: pg.Pool,
  shards: readonly CycleShard[],
  concern: Concern,
): AsyncGenerator<JournalPart> {
  const whose = concernValues(concern);
  for (const { shard, firstSeq, lastSeq } of shards) {
    for (let seq = firstSeq; seq <= lastSeq; seq += PART_ITEMS) {
      const end = Math.min(seq + PART_ITEMS, lastSeq + 1);
      const values = [shard, seq, end, ...whose];
      const rows = await rowsOf<PartRow>(pool, 'read the journal of a cycle', PART, values);
      const entries = rows.map((row) =>
        Object.assign(entryFromRow(row), { positionMicro: Number(row.position_micro) }),
      );
      if (rows.length > 0) yield { shard, entries };
    }
  }
}
