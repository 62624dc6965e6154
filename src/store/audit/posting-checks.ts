import type { SqlCheck } from './sql-check.ts';

/** Double entry: what is posted to members is posted against the system, entry by entry and program by program. */
export const POSTING_CHECKS: readonly SqlCheck[] = [
  {
    name: 'debits-equal-credits',
    statement: 'In every program, what members were credited equals what system accounts were debited.',
    offending: `
      select program, members, system
      from (select program, sum(posted_change) as members from transaction group by program) as member_side
        full join (select program, sum(change) as system from stripe group by program) as system_side
        using (program)
      where coalesce(members, 0) + coalesce(system, 0) <> 0
      order by program`,
  },
  {
    name: 'entries-are-postings',
    statement:
      'An entry names the other side exactly when it moves posted points, and one that was declined moves nothing.',
    offending: `
      select shard, seq, id, outcome, posted_change, held_change, counter, merchant
      from transaction
      where (counter is not null) <> (posted_change <> 0)
        or counter = 'MERCHANT' and merchant is null
        or outcome <> 'POSTED' and (posted_change <> 0 or held_change <> 0 or lots is not null)
      order by shard, seq`,
  },
];
