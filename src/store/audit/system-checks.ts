import { IS_UNSETTLED } from '../headroom.ts';
import type { SqlCheck } from './sql-check.ts';

/**
 * Points that legs of the outbox carry, each with whether it still does. A row stays in the outbox until it is
 * acknowledged, which is after its legs have arrived, so the journal is asked:
 *
 * - `credit` has arrived when the receiving card was credited, or when the points went back to the card they came from;
 * - `settle` has arrived when the reversal has its entry;
 * - `reclaim` carries nothing.
 */
const LEGS = `
  select outbox.shard, outbox.number, leg ->> 'program' as program, (leg ->> 'amount')::numeric as amount,
    case leg ->> 'kind'
      when 'credit' then
        not exists (
          select from transaction as credit
          where credit.shard = outbox.target and credit.id = (leg ->> 'id')::uuid
            and credit.card = (leg ->> 'card')::bigint
            and credit.origin = (leg ->> 'peer') || '/' || (leg ->> 'participant')
            and credit.outcome = 'POSTED')
        and not exists (
          select from transaction as return
          where return.shard = outbox.shard and return.id = (leg ->> 'id')::uuid
            and return.card = (leg ->> 'peer')::bigint
            and return.origin = 'return/' || (leg ->> 'participant'))
      when 'settle' then
        not exists (
          select from transaction as reversal
          where reversal.shard = outbox.target and reversal.id = (leg ->> 'id')::uuid
            and reversal.card = (leg ->> 'card')::bigint and reversal.origin = leg ->> 'participant')
      else false
    end as under_way
  from outbox, json_array_elements(outbox.legs) as leg`;

/** Points that are in transit because of a message to an issuer's host: it ends in the commit that takes them out. */
const MESSAGES = `
  select message -> 'content' ->> 'program', (message ->> 'inTransit')::numeric
  from host_message where state = 'OPEN'
  union all
  select message -> 'exchange' -> 'content' ->> 'program', (message -> 'exchange' ->> 'inTransit')::numeric
  from host_message where state = 'OPEN' and message -> 'exchange' is not null`;

/** What a participant owes by the shards that count it against its net debit cap. */
const OWED = `
  select coalesce(-sum(change), 0)
  from stripe join headroom_share using (shard)
  where merchant = headroom.participant and headroom_share.kind = headroom.kind
    and headroom_share.participant = headroom.participant and ${IS_UNSETTLED}`;

/** What the network has stood in for and the issuer's host has not heard of. */
const STOOD_IN_FOR = `
  select coalesce(sum((message ->> 'standInMicro')::numeric), 0)
  from host_message where state = 'OPEN' and message ->> 'issuer' = headroom.participant`;

/** What exchanges posted in standard points, by shard and account: an issuer owes what was taken of its points. */
const STANDARD_POSTINGS = `
  select shard, cycle, '*', kind, participant, sum(micro)
  from transaction
    join program as source on source.code = program
    join program as target on target.code = peer_program
    cross join lateral (
      values ('POSITION', source.issuer, -exchanged[2]), ('POSITION', target.issuer, exchanged[3]),
        ('SPREAD', '', exchanged[4]), ('ROUNDING', '', exchanged[5])
    ) as posting (kind, participant, micro)
  where exchanged is not null
  group by shard, cycle, kind, participant`;

/** System accounts are the sum of the entries against them, and transit is what is under way. */
export const SYSTEM_CHECKS: readonly SqlCheck[] = [
  {
    name: 'stripes-equal-journal',
    statement:
      'In every cycle, every stripe of a system account changed by the sum of the entries against it.',
    offending: `
      select shard, cycle, program, kind, merchant, change, journal_change
      from stripe
        full join (
          select shard, cycle, program, counter as kind,
            case counter when 'MERCHANT' then merchant else '' end as merchant,
            -sum(posted_change) as journal_change
          from transaction where counter is not null group by 1, 2, 3, 4, 5
          union all ${STANDARD_POSTINGS}
        ) as journal using (shard, cycle, program, kind, merchant)
      where coalesce(change, 0) <> coalesce(journal_change, 0)
      order by shard, cycle, program, kind, merchant`,
  },
  {
    name: 'limits-are-kept',
    statement:
      'Of every net debit cap what is owed of cycles that are not settled, and of every stand-in limit what hosts have not heard of, is together with the shares of the shards and what is free the limit; no share is below zero.',
    offending: `
      select kind, participant, limit_micro, used_micro, shares_micro, free_micro
      from headroom
        cross join lateral (
          select coalesce(sum(amount_micro), 0) as shares_micro, coalesce(min(amount_micro), 0) as least
          from headroom_share
          where headroom_share.kind = headroom.kind and headroom_share.participant = headroom.participant
        ) as share
        cross join lateral (
          select case headroom.kind when 'NET_DEBIT' then (${OWED}) else (${STOOD_IN_FOR}) end as used_micro
        ) as used
      where limit_micro <> used_micro + shares_micro + free_micro or least < 0
      order by kind, participant`,
  },
  {
    name: 'transit-equals-legs',
    statement:
      "In every program, transit equals the points that are under way: of transfers between shards, and of transactions whose issuer's host has not answered.",
    offending: `
      select program, transit, under_way
      from (select program, sum(change) as transit from stripe where kind = 'TRANSIT' group by program) as stripe
        full join (
          select program, sum(amount) as under_way from (
            select program, amount from (${LEGS}) as leg where under_way
            union all
            ${MESSAGES}
          ) as under_way group by program
        ) as leg using (program)
      where coalesce(transit, 0) <> coalesce(under_way, 0)
      order by program`,
  },
];
