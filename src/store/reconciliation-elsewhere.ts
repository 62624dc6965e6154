import type pg from 'pg';
import type { Concern } from '../settlement/ports.ts';
import { concerns, concernValues, TRANSACTIONS_ONLY } from './concern.ts';
import { rowsOf } from './pool.ts';

// A transaction that was under way while the network cut over is in one cycle here and may be in another in a participant's
// books. Each of the two cycles has a break of it, and there is nothing to adjust.

const BREAK = `
  select number, cycle, participant, difference.id, card, origin, program, their_change, our_change
  from reconciliation
    cross join lateral (
      select id, card, origin, program, their_change, our_change from reconciliation_break
      where reconciliation = reconciliation.number and reconciliation_break.number = $2
    ) as difference
  where number = $1`;

/** What adjustments in other cycles make of what the journal has. */
const ADJUSTED = `
  coalesce((
    select sum(case when debit then -amount else amount end) from adjustment
    where subject = difference.id and adjustment.card = difference.card and adjustment.origin = difference.origin
      and adjustment.program = difference.program and adjustment.cycle <> difference.cycle
      and status in ('proposed', 'approved', 'posted')), 0)`;

const AGREEING = `
  select ours.cycle
  from (${BREAK}) as difference
    join (
      select id, card, origin, program, cycle, posted_change from transaction
      where ${concerns(3)} and ${TRANSACTIONS_ONLY}
    ) as ours using (id, card, origin, program)
  where difference.our_change is null and ours.cycle <> difference.cycle
    and difference.their_change = ours.posted_change + ${ADJUSTED}
  union all
  select made.cycle
  from (${BREAK}) as difference
    join reconciliation as made on made.participant = difference.participant and made.cycle <> difference.cycle
    join reconciliation_break as theirs on theirs.reconciliation = made.number
      and (theirs.id, theirs.card, theirs.origin, theirs.program)
        = (difference.id, difference.card, difference.origin, difference.program)
  where difference.their_change is null and theirs.our_change is null
    and theirs.their_change = difference.our_change + ${ADJUSTED}
  limit 1`;

/**
 * The other cycle in which a break's transaction is, as its one side says, on its other side; undefined where there is none.
 *
 * @param concern of who is told
 */
export async function agreeingCycle(
  pool: pg.Pool,
  { reconciliation, break: number }: { readonly reconciliation: number; readonly break: number },
  concern: Concern,
): Promise<number | undefined> {
  const values = [reconciliation, number, ...concernValues(concern)];
  const [row] = await rowsOf<{ cycle: number }>(pool, 'look into other cycles', AGREEING, values);
  return row?.cycle;
}
