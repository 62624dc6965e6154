-- Up Migration

-- What the transactions of a closed cycle did to the points of each program, for liability reports: added up once, when a
-- report first needs it, so that one since the beginning does not read the journal since the beginning. Cycles are added up
-- in order.
alter table cycle add column is_summed boolean not null default false check (not is_summed or closed_at is not null);
create table cycle_movement (
  cycle integer not null references cycle,
  program text not null,
  issued numeric not null,
  redeemed numeric not null,
  expired numeric not null,
  adjusted numeric not null,
  exchanged_in numeric not null,
  exchanged_out numeric not null,
  primary key (cycle, program)
);

-- Down Migration

drop table cycle_movement;
alter table cycle drop column is_summed;
