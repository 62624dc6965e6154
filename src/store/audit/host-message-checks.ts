import type { SqlCheck } from './sql-check.ts';

// Each is read once: what is in their json is dear to look at again for every row that they are joined with.

/**
 * Messages with what they say of their transaction, of the whole one where they are about a side of an exchange, and the
 * sequence of the entry that made them necessary, which their id names (`systemId`).
 */
const MESSAGES = `
  said as materialized (
    select shard, id as message, recorded_turn, ended_turn, state, operation, transaction, in_transit, content,
      (content ->> 'id')::uuid as id, (content ->> 'card')::bigint as card, content ->> 'origin' as origin,
      (content ->> 'amount')::bigint as amount, coalesce(whole, content) ->> 'origin' as participant, made_in, seq,
      count(*) over (partition by shard, seq, operation, transaction) as times
    from host_message cross join lateral (
      select message ->> 'operation' as operation, message ->> 'transaction' as transaction,
        (message ->> 'inTransit')::bigint as in_transit, message -> 'content' as content,
        message -> 'exchange' -> 'content' as whole,
        ('x' || substr(id::text, 21, 3))::bit(12)::integer as made_in,
        ('x' || substr(id::text, 1, 8) || substr(id::text, 10, 4) || substr(id::text, 33, 4))::bit(64)::bigint as seq
    ) as parts
  )`;

/**
 * Entries with which hosts were asked, and whose transactions those are. Where an exchange takes points that are hosted here, no
 * host is asked for these: its entry names no transaction of a host.
 */
const ASKINGS = `
  asking as materialized (
    select shard, seq, id, card, type, origin, program, amount, posted_change, reason,
      case when starts_with(origin, 'host/exchange/') then substr(origin, 15) else substr(origin, 6) end as participant
    from transaction where starts_with(origin, 'host/')
  )`;

/** Messages to issuers' hosts follow from the journal, and the journal's transactions are asked and told of in them. */
export const HOST_MESSAGE_CHECKS: readonly SqlCheck[] = [
  {
    name: 'messages-follow-the-journal',
    statement:
      'Every message to a host was recorded once, with the entry that its id names, is about its transaction, and asks what that says; what it has in transit is what went there.',
    offending: `
      with ${MESSAGES}, ${ASKINGS}
      select said.shard, message, said.seq, operation, said.id, said.card, said.amount, asking.amount as journal_amount,
        in_transit, -asking.posted_change as journal_in_transit
      from said
        left join transaction as entry on entry.shard = said.shard and entry.seq = said.seq and entry.seq > 0
        left join turn on turn.shard = said.shard and turn.number = recorded_turn
        left join turn as before on before.shard = said.shard and before.number = recorded_turn - 1
        left join asking on asking.shard = said.shard and asking.id = said.id and asking.card = said.card
          and asking.origin = 'host/' || said.origin
      where made_in <> said.shard or times > 1 or (entry.id, entry.card) is distinct from (said.id, said.card)
        or (said.seq > coalesce(before.last_seq, 0) and said.seq <= turn.last_seq) is not true or ended_turn < recorded_turn
        or operation in ('AUTHORIZE', 'CAPTURE')
          and (asking.seq, asking.program, asking.amount, asking.reason, -asking.posted_change)
            is distinct from (said.seq, content ->> 'program', said.amount, transaction, in_transit)
        or in_transit <> 0 and in_transit is distinct from -asking.posted_change
      order by said.shard, said.seq, message`,
  },
  {
    name: 'hosts-are-asked',
    statement:
      'What a host was asked has an outcome, or one message about it is open; a capture that the network completed by itself was not asked.',
    offending: `
      with ${MESSAGES}, ${ASKINGS}
      select asking.shard, asking.seq, asking.id, asking.card, asking.type, outcome, asked.message, open.message as open
      from asking
        left join said as asked on asked.shard = asking.shard and asked.seq = asking.seq
          and asked.operation in ('AUTHORIZE', 'CAPTURE')
        left join said as open on open.shard = asking.shard and open.id = asking.id and open.card = asking.card
          and open.participant = asking.participant and open.state = 'OPEN' and open.operation in ('AUTHORIZE', 'CAPTURE')
        left join transaction as answered on answered.shard = asking.shard and answered.id = asking.id
          and answered.card = asking.card and answered.origin = asking.participant
      where (answered.seq is null) <> (open.message is not null)
        or asked.message is null and asking.reason is not null and (asking.type <> 'CAPTURE' or answered.seq is null)
      order by asking.shard, asking.seq`,
  },
  {
    name: 'hosts-are-told',
    statement:
      'What a host did not answer is reversed there or advised, what it was not asked is advised, and of a hold that ended without it, it is told.',
    offending: `
      with ${MESSAGES}, ${ASKINGS}
      select needed.shard, needed.seq, needed.id, needed.transaction
      from (
          select shard, seq, id, transaction from said where state = 'UNANSWERED'
          union all
          select asking.shard, asking.seq, asking.id, reason
          from asking left join said on said.shard = asking.shard and said.seq = asking.seq
          where type = 'CAPTURE' and message is null
          union all
          select ended.shard, ended.seq, ended.id, reason
          from asking
            join (
              select shard, seq, id, card, transaction.program, coalesce(original_id, id) as authorization_id
              from transaction join program on program.code = transaction.program
              where host_address is not null and type in ('RELEASE', 'EXPIRE') and held_change < 0
            ) as ended on ended.shard = asking.shard and ended.card = asking.card and ended.program = asking.program
              and authorization_id = asking.id
          where type = 'AUTHORIZE'
        ) as needed
        left join said as told on told.shard = needed.shard and told.transaction = needed.transaction
          and told.id = needed.id and told.operation in ('REVERSE', 'ADVISE')
      where told.message is null
      order by needed.shard, needed.seq`,
  },
];
