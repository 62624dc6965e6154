import { MOVEMENT_COLUMNS, MOVEMENT_SUMS } from '../settlement-movements.ts';
import type { SqlCheck } from './sql-check.ts';

/** What closed cycles left to settle follows from what was cleared in them, and what was settled is posted. */
export const SETTLEMENT_CHECKS: readonly SqlCheck[] = [
  {
    name: 'obligations-equal-stripes',
    statement:
      'In every closed cycle, issuers and acquirers owe each other for just the points that the merchants’ accounts changed by, at the par value that held when it was left, and the network for those of exceptions that it bears.',
    offending: `
      select cycle, program, acquirer, points, debtor, creditor, obliged_points, amount_micro, worth_micro
      from (
          select stripe.cycle, stripe.program, coalesce(acquirer, '*EXCEPTION') as acquirer, sum(change) as points
          from stripe
            left join merchant on merchant.code = stripe.merchant
            join program on program.code = stripe.program
            join cycle on cycle.number = stripe.cycle
          where stripe.kind in ('MERCHANT', 'EXCEPTION') and acquirer is distinct from issuer
            and closed_at is not null
          group by 1, 2, 3 having sum(change) <> 0
        ) as cleared
        full join (
          select cycle, obligation.program, debtor, creditor,
            case debtor when issuer then creditor else debtor end as acquirer,
            case debtor when issuer then points else -points end as obliged_points, amount_micro,
            div(points * obligation.par_numerator * 1000000, obligation.par_denominator * 10::numeric ^ scale)
              as worth_micro,
            (obligation.par_numerator, obligation.par_denominator) = coalesce(
              (
                select (par_numerator, par_denominator) from program_rate
                where program_rate.program = obligation.program and approved_at is not null
                  and holds_from <= (select opened_at from cycle where number = obligation.cycle + 1)
                order by version desc limit 1
              ), (program.par_numerator, program.par_denominator)) as at_par,
            issuer in (debtor, creditor) as is_of_issuer
          from bilateral_obligation as obligation join program on program.code = obligation.program
          where creditor <> '*ROUNDING'
        ) as obliged using (cycle, program, acquirer)
      where points is distinct from obliged_points or amount_micro is distinct from worth_micro
        or (at_par and is_of_issuer) is not true
      order by cycle, program, acquirer`,
  },
  {
    name: 'exchanges-are-owed',
    statement:
      'In every closed cycle, what exchanges left to each issuer and to the network is owed to or by `*EXCHANGE`.',
    offending: `
      select cycle, party, left_micro, owed_micro
      from (
          select cycle, case kind when 'POSITION' then merchant else '*' || kind end as party, sum(change) as left_micro
          from stripe join cycle on number = cycle
          where program = '*' and closed_at is not null group by 1, 2 having sum(change) <> 0
        ) as exchanged
        full join (
          select cycle, case debtor when '*EXCHANGE' then creditor else debtor end as party,
            case '*EXCHANGE' when debtor then amount_micro when creditor then -amount_micro end as owed_micro
          from bilateral_obligation where program = '*'
        ) as owed using (cycle, party)
      where left_micro is distinct from owed_micro
      order by cycle, party`,
  },
  {
    name: 'rounding-is-owed',
    statement:
      'In every closed cycle, whoever pays pays one micro standard point to `*ROUNDING` for each value that is no whole number of them.',
    offending: `
      select cycle, program, debtor, sum(part) as parts, sum(rounded) as rounded_micro
      from (
        select cycle, obligation.program, debtor, 0 as rounded,
          sign(mod(points * obligation.par_numerator * 1000000, obligation.par_denominator * 10::numeric ^ scale)) as part
        from bilateral_obligation as obligation join program on program.code = obligation.program
        where points <> 0
        union all
        select cycle, program, debtor, amount_micro, 0 from bilateral_obligation
        where creditor = '*ROUNDING' and program <> '*'
      ) as value
      group by cycle, program, debtor having sum(part) <> sum(rounded)
      order by cycle, program, debtor`,
  },
  {
    name: 'obligations-sum-to-zero',
    statement:
      'In every closed cycle, each party’s net obligation is what it is owed less what it owes, and they sum to zero.',
    offending: `
      select cycle, party, netted.amount_micro, bilateral.amount_micro as bilateral_micro
      from net_obligation as netted
        full join (
          select cycle, party, sum(amount_micro) as amount_micro
          from (
            select cycle, creditor as party, amount_micro from bilateral_obligation
            union all
            select cycle, debtor, -amount_micro from bilateral_obligation
          ) as side
          group by cycle, party
        ) as bilateral using (cycle, party)
      where netted.amount_micro is distinct from bilateral.amount_micro
      union all
      select cycle, null, sum(amount_micro), 0 from net_obligation group by cycle having sum(amount_micro) <> 0
      order by cycle, party`,
  },
  {
    name: 'settlements-are-posted',
    statement:
      'What a party has settled is posted, once and in full, and nothing else is; a cycle is settled once all parties have.',
    offending: `
      select cycle, party, status, amount_micro, position_change_micro
      from net_obligation full join settlement_posting using (cycle, party)
      where position_change_micro is distinct from
        case when status = 'settled' then -amount_micro end
      union all
      select number, null, case when settled_at is null then 'closed' else 'settled' end, null, null
      from cycle
      where (settled_at is not null) <> (closed_at is not null and not exists (
        select from net_obligation where net_obligation.cycle = number and status <> 'settled'))
      order by cycle, party`,
  },
  {
    name: 'closed-cycles-cover-the-journal',
    statement:
      'Every transaction of a closed cycle is in the part of its shard’s journal that the cycle is bounded by, with the hash of its first and its last turn.',
    offending: `
      select coalesce(turns.shard, bounds.shard) as shard, coalesce(turns.cycle, bounds.cycle) as cycle, turns.first_turn, turns.last_turn, turns.last_seq, bounds.first_turn as bounds_first_turn,
        bounds.last_turn as bounds_last_turn, bounds.first_seq as bounds_first_seq, bounds.last_seq as bounds_last_seq
      from (
          select turn.shard, turn.cycle, min(turn.number) as first_turn, max(turn.number) as last_turn,
            max(turn.last_seq) as last_seq
          from turn join cycle on cycle.number = turn.cycle where closed_at is not null group by 1, 2
        ) as turns
        full join cycle_shard as bounds using (shard, cycle)
        left join turn as before on before.shard = bounds.shard and before.number = bounds.first_turn - 1
        left join turn as first on first.shard = bounds.shard and first.number = bounds.first_turn
        left join turn as last on last.shard = bounds.shard and last.number = bounds.last_turn
      where turns.first_turn is distinct from bounds.first_turn or turns.last_turn is distinct from bounds.last_turn
        or turns.last_seq is distinct from bounds.last_seq
        or bounds.first_seq <> coalesce(before.last_seq, 0) + 1
        or bounds.first_hash is distinct from first.hash or bounds.last_hash is distinct from last.hash
      order by 1, 2`,
  },
  {
    name: 'movements-equal-journal',
    statement:
      'What was added up of a closed cycle for liability reports is what its transactions did to the points of each program.',
    offending: `
      select cycle, program, ${MOVEMENT_COLUMNS.map((name) => `summed.${name}, cleared.${name} as cleared_${name}`).join(', ')}
      from cycle_movement as summed
        full join (
          select transaction.cycle, program, ${MOVEMENT_SUMS}
          from transaction join cycle on cycle.number = transaction.cycle
          where is_summed and counter is not null group by 1, 2
        ) as cleared using (cycle, program)
      where (${MOVEMENT_COLUMNS.map((name) => `summed.${name}`).join(', ')})
        is distinct from (${MOVEMENT_COLUMNS.map((name) => `cleared.${name}`).join(', ')})
      order by cycle, program`,
  },
  {
    name: 'exceptions-are-posted',
    statement:
      'An exception that was reversed is posted, once and in full, and nothing is that its issuer and an operator have not agreed on.',
    offending: `
      select coalesce(resolved.shard, entry.shard) as shard, coalesce(message, id) as exception, state, change,
        posted_change
      from (
          select shard, message, card, state,
            case decided_by when issuer then proposed_by else decided_by end as submitter,
            case direction when 'DEBIT' then amount else -amount end as change
          from settlement_exception where state in ('approved', 'reversed') and issuer in (proposed_by, decided_by)
        ) as resolved
        full join (
          select shard, id, card, origin, posted_change from transaction
          where type = 'ADJUST' and original_id is not null and outcome = 'POSTED'
        ) as entry
          on entry.shard = resolved.shard and id = message and entry.card = resolved.card and origin = submitter
      where change is distinct from posted_change and (state = 'reversed' or posted_change is not null)
      order by 1, 2`,
  },
  {
    name: 'adjustments-are-posted',
    statement:
      'An adjustment that was posted is in the journal as it was agreed, makes up what its break says, and concerns its transaction.',
    offending: `
      select adjustment.id, adjustment.reconciliation, adjustment.break, status, amount, debit, posted_change
      from adjustment
        join reconciliation on reconciliation.number = adjustment.reconciliation
        join reconciliation_break as difference
          on difference.reconciliation = adjustment.reconciliation and difference.number = break
        left join lateral (
          select posted_change from transaction as entry
          where entry.id = adjustment.id and entry.card = adjustment.card and entry.program = adjustment.program
            and origin = decided_by and type = 'ADJUST' and outcome = 'POSTED'
        ) as entry on true
      where case when debit then -amount else amount end <> coalesce(their_change, 0) - coalesce(our_change, 0)
        or (adjustment.card, adjustment.program) <> (difference.card, difference.program)
        or (adjustment.cycle, subject, adjustment.origin) <> (reconciliation.cycle, difference.id, difference.origin)
        or status = 'posted' and posted_change is distinct from case when debit then -amount else amount end
        or status not in ('posted', 'approved') and posted_change is not null
      order by 2, 3, 1`,
  },
];
