import type { SqlCheck } from './sql-check.ts';

/** Entries that move points of transfers, without what went into transit while a host was asked. */
const MOVES = `
  select shard, seq, id, card, origin, type, program, posted_change, lots, peer,
    substring(origin from '[^/]*$') as participant
  from transaction
  where counter = 'TRANSIT' and type in ('TRANSFER', 'REVERSE')
    and not starts_with(origin, 'host/') and not starts_with(origin, 'answer/')`;

/** What left a card for another: the debit of a transfer, and what its reversal took back. */
const DEPARTURES = `
  select shard, seq, id, type, card as sender, peer as receiver, participant, program, -posted_change as amount, lots
  from (${MOVES}) as move where posted_change < 0`;

/** What came of it, on the card it was for, or on the one it came from. */
const ARRIVALS = `
  select min(shard) as shard, min(seq) as seq, id, type, sender, receiver, participant, min(program) as program,
    min(posted_change) as amount, count(*) as times
  from (
    select *, case when is_return then card else peer end as sender, case when is_return then peer else card end as receiver
    from (${MOVES}) as move, lateral (select starts_with(origin, 'return/') as is_return) as way
    where posted_change > 0
  ) as arrival
  group by id, type, sender, receiver, participant`;

/** What the outbox says of legs that carry points (a decline carries none); their lots as the debit's entry has them. */
const CARRIED = `
  select shard, number, (leg ->> 'id')::uuid as id, case leg ->> 'kind' when 'credit' then 'TRANSFER' else 'REVERSE' end as type,
    (leg ->> 'peer')::bigint as sender, (leg ->> 'card')::bigint as receiver, leg ->> 'participant' as participant,
    leg ->> 'program' as program, (leg ->> 'amount')::bigint as amount, leg_lots
  from outbox cross join lateral json_array_elements(legs) as leg
    cross join lateral (
      select array_agg(case when place % 2 = 1 then value::bigint else -value::bigint end order by place) as leg_lots
      from json_array_elements_text(leg -> 'lots') with ordinality as lot (value, place)
    ) as lots
  where leg ->> 'kind' in ('credit', 'settle') and leg ->> 'amount' <> '0'`;

/** The sum of the amounts of lots, which are negative. */
const CARRIED_POINTS = `
  (select coalesce(-sum(leg_lots[index]), 0) from generate_series(2, cardinality(leg_lots), 2) as index)`;

/** Transfers one by one, where the sums of transit say that some of them is wrong. */
export const TRANSFER_CHECKS: readonly SqlCheck[] = [
  {
    name: 'transfers-are-whole',
    statement:
      'What left a card for another has arrived there once, or come back once, or a leg of the outbox carries it as it left; so with what the reversal of a transfer took back.',
    offending: `
      select coalesce(sent.shard, arrived.shard, leg.shard) as shard, coalesce(sent.seq, arrived.seq) as seq, id, type,
        sender, receiver, coalesce(sent.program, arrived.program, leg.program) as program, sent.amount as sent,
        arrived.amount as arrived, times, leg.number as outbox, leg.amount as carried
      from (${DEPARTURES}) as sent
        full join (${ARRIVALS}) as arrived using (id, type, sender, receiver, participant)
        full join (${CARRIED}) as leg using (id, type, sender, receiver, participant)
      where sent.seq is null
        or arrived.seq is null and leg.number is null
        or arrived.seq is not null
          and (times <> 1 or (arrived.program, arrived.amount) <> (sent.program, sent.amount))
        or leg.number is not null and ((leg.program, leg.amount, ${CARRIED_POINTS}) <> (sent.program, sent.amount, sent.amount)
          or type = 'TRANSFER' and leg_lots is distinct from sent.lots)
      order by 1, 2, id`,
  },
];
