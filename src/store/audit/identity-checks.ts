import type { SqlCheck } from './sql-check.ts';

/** Names and order: one outcome for an id, one issuer for a card, turns that follow on from each other. */
export const IDENTITY_CHECKS: readonly SqlCheck[] = [
  {
    name: 'one-outcome-per-id',
    statement: 'No id has two outcomes: card and origin given, it names one entry.',
    offending: `
      select id, card, origin, count(*) as entries, min(shard) as shard, min(seq) as first_seq
      from transaction group by id, card, origin having count(*) > 1
      order by id, card, origin`,
  },
  {
    name: 'no-recorded-id-looks-new',
    statement:
      'No shard has recorded an id of version 7 above the one that its last turn says is the greatest: those are not looked up.',
    offending: `
      select turn.shard, turn.number, turn.newest_id, newest.id
      from (select distinct on (shard) shard, number, newest_id from turn order by shard, number desc) as turn
        cross join lateral (
          select id from transaction
          where transaction.shard = turn.shard and substr(id::text, 15, 1) = '7' order by id desc limit 1
        ) as newest
      where coalesce(newest_id < id, true)
      order by turn.shard`,
  },
  {
    name: 'cards-are-their-issuers',
    statement:
      'Every account is of a card that there is, and every card is of the issuer whose prefix it has, who finds it by its alias.',
    offending: `
      select shard, number as card, card.issuer, card_prefix as prefix_of_issuer, card_alias.card as card_of_alias
      from card
        full join (select distinct shard, card as number from account) as account using (shard, number)
        left join participant on code = card.issuer
        left join card_alias on card_alias.issuer = card.issuer and card_alias.alias = card.alias
      where card.issuer is null or card_prefix <> number / 10000000000
        or card.alias is not null and card_alias.card is distinct from number
      order by shard, number`,
  },
  {
    name: 'turns-follow-on',
    statement:
      'In every shard turns are numbered without a gap, and neither their sequence nor their ledger time nor their cycle goes back.',
    offending: `
      select shard, number, last_seq, ledger_time, cycle, business_date
      from (
        select *, lag(number, 1, 0) over turns as number_before, lag(last_seq, 1, 0) over turns as last_seq_before,
          lag(ledger_time) over turns as ledger_time_before, lag(cycle) over turns as cycle_before,
          lag(business_date) over turns as business_date_before
        from turn window turns as (partition by shard order by number)
      ) as turn
      where number <> number_before + 1 or last_seq < last_seq_before or ledger_time < ledger_time_before
        or cycle < cycle_before or cycle = cycle_before and business_date <> business_date_before
      order by shard, number`,
  },
];
