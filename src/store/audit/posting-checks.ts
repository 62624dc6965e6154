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
        or outcome <> 'POSTED' and (posted_change <> 0 or held_change <> 0 or lots is not null or exchanged is not null)
      order by shard, seq`,
  },
  {
    name: 'reversals-equal-journal',
    statement:
      'What counts as reversed of a transaction is what its reversals have moved and those under way may, and no more than it moved itself.',
    offending: `
      select shard, id, card, reversed, moved
      from (select shard, id, card, sum(amount) as reversed from reversal group by shard, id, card) as counted
        full join (
          select shard, id, card, sum(amount) as moved
          from (
            select shard, original_id as id, card, abs(posted_change) as amount
            from transaction where type = 'REVERSE' and outcome = 'POSTED' and origin not like '%/%'
            union all
            select shard, (leg ->> 'originalId')::uuid, (leg ->> 'peer')::bigint, (leg ->> 'amount')::bigint
            from outbox, json_array_elements(legs) as leg where leg ->> 'kind' = 'reclaim'
            union all
            select shard, (content ->> 'originalId')::uuid, (content ->> 'card')::bigint, (content ->> 'amount')::bigint
            from host_message, lateral (select message -> 'content' as content) as asked
            where state = 'OPEN' and message ->> 'operation' = 'AUTHORIZE' and content ->> 'type' = 'REVERSE'
          ) as reversal
          group by shard, id, card
        ) as journal using (shard, id, card)
      where coalesce(reversed, 0) <> coalesce(moved, 0)
      union all
      select shard, id, card, reversal.amount, abs(posted_change)
      from reversal left join transaction using (shard, id, card, origin)
      where reversal.amount < 0 or posted_change is null or reversal.amount > abs(posted_change)
      order by 1, 2`,
  },
  {
    name: 'exchanges-are-whole',
    statement:
      'Every exchange debits one program and credits another on the same card in the same turn, and in standard points what is taken is what is given, the spread and the rounding, none of them below zero.',
    offending: `
      select coalesce(debit.shard, credit.shard) as shard, coalesce(debit.seq, credit.seq) as seq,
        coalesce(debit.id, credit.id) as id, debit.exchanged, credit.posted_change as arrived
      from (select * from transaction where counter = 'EXCHANGE' and posted_change < 0) as debit
        full join (select * from transaction where counter = 'EXCHANGE' and posted_change > 0) as credit
          on credit.shard = debit.shard and credit.seq = debit.seq + 1 and credit.id = debit.id
            and credit.card = debit.card and credit.origin = 'exchange/' || debit.origin
            and credit.program = debit.peer_program and credit.peer_program = debit.program
            and credit.ledger_time = debit.ledger_time
      where debit.seq is null or credit.seq is null or debit.exchanged is null
        or debit.exchanged[1] <> credit.posted_change
        or debit.exchanged[2] <> debit.exchanged[3] + debit.exchanged[4] + debit.exchanged[5]
        or 0 > any (debit.exchanged)
      order by 1, 2`,
  },
];
