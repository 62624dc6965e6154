import { NEVER } from '../../ledger/calendar.ts';
import { HOLD_SECONDS_DEFAULT } from '../../ledger/transaction.ts';
import type { SqlCheck } from './sql-check.ts';

/** Every lot of an account, free or pinned by a hold: shard, card, program, day, amount. */
const ACCOUNT_LOTS = `
  select shard, card, program, lots[index] as day, lots[index + 1] as amount
    from account, generate_series(1, cardinality(lots), 2) as index
  union all
  select shard, card, program, (lot ->> 'expiresOn')::bigint, (lot ->> 'amount')::bigint
    from account, json_array_elements(holds) as hold, json_array_elements(hold -> 'lots') as lot`;

/** What each account row says by itself. */
const ACCOUNT_SUMS = `
  select shard, card, program, posted, held, overdrawn, lots, lots_due_on, holds_due_at,
    (select coalesce(sum(lots[index + 1]), 0) from generate_series(1, cardinality(lots), 2) as index) as free,
    (select coalesce(bool_or(lots[index + 1] <= 0 or lots[index] <= lots[index - 2]), false)
      from generate_series(1, cardinality(lots), 2) as index) as disordered,
    (select coalesce(sum((hold ->> 'amount')::bigint), 0) from json_array_elements(holds) as hold) as hold_sum,
    (select coalesce(sum((lot ->> 'amount')::bigint), 0)
      from json_array_elements(holds) as hold, json_array_elements(hold -> 'lots') as lot) as pinned,
    (select min((hold ->> 'expiresAtMs')::bigint) from json_array_elements(holds) as hold) as hold_ends_ms
  from account`;

/** Accounts are the sum of their entries, and make sense by themselves. */
export const ACCOUNT_CHECKS: readonly SqlCheck[] = [
  {
    name: 'accounts-equal-journal',
    statement:
      'Every account has the posted and held points that its entries add up to, and its last entry says so.',
    offending: `
      select shard, card, program, account.posted, account.held, journal.posted as journal_posted,
        journal.held as journal_held, seq as last_seq, last.balance as last_balance,
        last.available as last_available
      from account
        full join (
          select shard, card, program, sum(posted_change) as posted, sum(held_change) as held, max(seq) as seq
          from transaction where outcome = 'POSTED' group by shard, card, program
        ) as journal using (shard, card, program)
        left join lateral (
          select balance, available from transaction as entry
          where entry.shard = journal.shard and entry.seq = journal.seq and entry.seq > 0
        ) as last on true
      where account.posted is distinct from journal.posted
        or account.held is distinct from journal.held
        or account.posted is distinct from last.balance
        or account.posted - account.held is distinct from last.available
      order by shard, card, program`,
  },
  {
    name: 'lots-equal-journal',
    statement:
      'Every account has the points of each day, free and held together, that its entries add up to.',
    offending: `
      select shard, card, program, day, sum(amount) as difference
      from (
        ${ACCOUNT_LOTS}
        union all
        select shard, card, program, lots[index], -lots[index + 1]
          from transaction, generate_series(1, cardinality(lots), 2) as index
      ) as lot
      group by shard, card, program, day having sum(amount) <> 0
      order by shard, card, program, day`,
  },
  {
    name: 'accounts-are-consistent',
    statement:
      'In every account posted is free plus held less overdrawn, held is the sum of the holds and of their lots, and nothing is overdrawn while points are free.',
    offending: `
      select shard, card, program, posted, held, overdrawn, free, hold_sum, pinned
      from (${ACCOUNT_SUMS}) as account
      where posted <> free + held - overdrawn or held <> hold_sum or held <> pinned or disordered
        or overdrawn < 0 or overdrawn > 0 and free > 0
      order by shard, card, program`,
  },
  {
    name: 'holds-are-authorized',
    statement:
      'Every hold is of an authorization that posted and has not ended, as it was made, and ends when that says.',
    offending: `
      select account.shard, account.card, account.program, hold ->> 'id' as id, hold ->> 'participant' as participant,
        hold ->> 'amount' as amount, entry.held_change, hold ->> 'expiresAtMs' as ends_ms, authorized, ended
      from account cross join lateral json_array_elements(holds) as hold
        left join transaction as entry
          on entry.shard = account.shard and entry.id = (hold ->> 'id')::uuid and entry.card = account.card
            and entry.origin = hold ->> 'participant' and type = 'AUTHORIZE' and outcome = 'POSTED'
        left join transaction as asked
          on asked.shard = entry.shard and asked.id = entry.id and asked.card = entry.card
            and asked.origin = 'host/' || entry.origin
        cross join lateral (
          select count(*) filter (where held_change > 0) as authorized, count(*) filter (where held_change < 0) as ended
          from transaction as move
          where move.card = account.card and move.program = account.program
            and case when move.type in ('AUTHORIZE', 'EXPIRE') then move.id else original_id end = (hold ->> 'id')::uuid
        ) as moves
      where entry.program is distinct from account.program or entry.held_change <> (hold ->> 'amount')::bigint
        or coalesce(entry.merchant, '') <> hold ->> 'merchant' or ended >= authorized
        or hold ->> 'hostTransaction' is distinct from asked.reason
        or to_timestamp((hold ->> 'expiresAtMs')::bigint / 1000.0) <>
          coalesce(asked.ledger_time, entry.ledger_time)
            + coalesce(entry.hold_seconds, ${HOLD_SECONDS_DEFAULT}) * interval '1 second'
      order by account.shard, account.card, account.program`,
  },
  {
    name: 'nothing-falls-due-unseen',
    statement: 'The expiry run looks at every account no later than its first lot or hold falls due.',
    offending: `
      select shard, card, program, lots[1] as first_day, lots_due_on, hold_ends_ms, holds_due_at
      from (${ACCOUNT_SUMS}) as account
      where coalesce(lots_due_on, ${NEVER}) > coalesce(lots[1], ${NEVER})
        or hold_ends_ms is not null
          and coalesce(holds_due_at, 'infinity') > to_timestamp(hold_ends_ms / 1000.0)
      order by shard, card, program`,
  },
];
