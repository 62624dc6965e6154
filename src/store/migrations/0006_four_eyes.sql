-- Up Migration

-- Who came out even in a cycle has settled it when it is closed: nothing is to be paid, and it is posted as nothing, so that
-- what it came to owe and to be owed there no longer counts against its cap. Cycles that were closed before this was so are
-- put right here.
with even as (
  select cycle, party from net_obligation left join settlement_posting using (cycle, party)
  where status = 'settled' and amount_micro = 0 and party not like '*%' and settlement_posting.cycle is null
), released as (
  select party, sum(change) as change_micro
  from even
    join headroom_share on headroom_share.kind = 'NET_DEBIT' and headroom_share.participant = party
    join stripe on stripe.shard = headroom_share.shard and stripe.cycle = even.cycle
      and stripe.program = '*' and stripe.kind = 'POSITION' and stripe.merchant = party
  group by party
), freed as (
  update headroom set free_micro = free_micro - change_micro from released
  where kind = 'NET_DEBIT' and participant = party
)
insert into settlement_posting (cycle, party, position_change_micro, posted_by)
select cycle, party, 0, party from even;

-- A difference is adjusted once, however often files that show it are handed in, by whomever. `subject` is the transaction
-- that the break is about; it stays null for what was proposed twice before this was so.
alter table adjustment
  add column cycle integer,
  add column subject uuid,
  add column origin text;
update adjustment set cycle = reconciliation.cycle, subject = reconciliation_break.id, origin = reconciliation_break.origin
from reconciliation_break join reconciliation on reconciliation.number = reconciliation_break.reconciliation
where reconciliation_break.reconciliation = adjustment.reconciliation and reconciliation_break.number = break
  and not exists (
    select from adjustment as earlier
      join reconciliation_break as same on same.reconciliation = earlier.reconciliation and same.number = earlier.break
      join reconciliation as made on made.number = same.reconciliation
    where earlier.status in ('proposed', 'approved', 'posted') and earlier.id <> adjustment.id
      and (earlier.proposed_at, earlier.id) < (adjustment.proposed_at, adjustment.id)
      and (made.cycle, same.id, same.card, same.origin, same.program)
        = (reconciliation.cycle, reconciliation_break.id, reconciliation_break.card, reconciliation_break.origin,
          reconciliation_break.program));
drop index adjustment_break;
create unique index adjustment_subject on adjustment (cycle, subject, card, origin, program)
  where status in ('proposed', 'approved', 'posted');

-- A rate is approved by another than who proposed it; those that were approved before keep what they have.
alter table program_rate add constraint program_rate_approved_by_another check (approved_by <> proposed_by) not valid;

-- Down Migration

alter table program_rate drop constraint program_rate_approved_by_another;
drop index adjustment_subject;
create unique index adjustment_break on adjustment (reconciliation, break)
  where status in ('proposed', 'approved', 'posted');
alter table adjustment drop column cycle, drop column subject, drop column origin;
