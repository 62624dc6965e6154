import type pg from 'pg';
import type { Concern, CycleShard, JournalPart } from '../settlement/ports.ts';
import { concerns, concernValues } from './concern.ts';
import type { EntryRow } from './entry-codec.ts';
import { entryColumns, entryFromRow } from './entry-codec.ts';
import { rowsOf } from './pool.ts';

const PART = `
  select ${entryColumns()}
  from transaction
  where shard = $1 and seq >= $2 and seq < $3 and seq > 0
    and ${concerns(4)}
  order by seq`;

/** Sequences that are looked at in one read: a bound to its memory and time, whosever they are. */
const PART_ITEMS = 5_000;

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
      const rows = await rowsOf<EntryRow>(pool, 'read the journal of a cycle', PART, values);
      if (rows.length > 0) yield { shard, entries: rows.map(entryFromRow) };
    }
  }
}
