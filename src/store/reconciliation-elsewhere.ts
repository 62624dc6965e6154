import type pg from 'pg';
import type { Concern } from '../settlement/ports.ts';
import { concerns, concernValues, TRANSACTIONS_ONLY } from './concern.ts';

// A transaction that was under way while the network cut over is in one cycle here and may be in another in a participant's
// books. Each of the two cycles has a break of it, and there is nothing to adjust.

// An adjustment that is not posted yet may never be, so that a break has to differ with it and without it. Of a participant's
// files of one cycle, the last one counts.
const AGREEING = `
  with difference as (
    select cycle, participant, difference.id, card, origin, program, their_change, our_change
    from reconciliation
      cross join lateral (
        select id, card, origin, program, their_change, our_change from reconciliation_break
        where reconciliation = reconciliation.number and reconciliation_break.number = $2
      ) as difference
    where number = $1
  ), adjusted as (
    select min(adjustment.cycle) as cycle,
      coalesce(sum(change) filter (where status = 'posted'), 0) as posted_change, coalesce(sum(change), 0) as change
    from difference join adjustment on (subject, adjustment.card, adjustment.origin, adjustment.program)
        = (difference.id, difference.card, difference.origin, difference.program)
      cross join lateral (select case when debit then -amount else amount end as change) as signed
    where adjustment.cycle <> difference.cycle and status in ('proposed', 'approved', 'posted')
  ), ours as (
    select ours.cycle, ours.posted_change
    from difference
      join (
        select id, card, origin, program, cycle, posted_change from transaction
        where ${concerns(3)} and ${TRANSACTIONS_ONLY}
      ) as ours using (id, card, origin, program)
    where ours.cycle <> difference.cycle
  ), here as (
    select cycle, posted_change from ours
    union all
    select cycle, 0 from adjusted where cycle is not null and not exists (select from ours)
  )
  select here.cycle
  from difference cross join adjusted cross join here
  where our_change is null
    and their_change in (here.posted_change + adjusted.posted_change, here.posted_change + adjusted.change)
  union all
  select made.cycle
  from difference
    cross join adjusted
    join (
      select cycle, max(number) as number from reconciliation
      where participant = (select participant from difference) group by cycle
    ) as made on made.cycle <> difference.cycle
    join reconciliation_break as theirs on theirs.reconciliation = made.number
      and (theirs.id, theirs.card, theirs.origin, theirs.program)
        = (difference.id, difference.card, difference.origin, difference.program)
  where difference.their_change is null and theirs.our_change is null
    and theirs.their_change in (
      difference.our_change + adjusted.posted_change, difference.our_change + adjusted.change)
  limit 1`;

/**
 * The other cycle in which a break's transaction is, as its one side says, on its other side, in the journal or by an
 * adjustment; undefined where there is none.
 *
 * @param concern of who is told
 */
export async function agreeingCycle(
  client: pg.ClientBase,
  { reconciliation, break: number }: { readonly reconciliation: number; readonly break: number },
  concern: Concern,
): Promise<number | undefined> {
  const values = [reconciliation, number, ...concernValues(concern)];
  const { rows } = await client.query<{ cycle: number }>(AGREEING, values);
  return rows[0]?.cycle;
}
