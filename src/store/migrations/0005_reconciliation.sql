-- Up Migration

-- What came of comparing a participant's own file of a cycle with the journal.
create table reconciliation (
  number bigint generated always as identity primary key,
  cycle integer not null references cycle,
  participant text not null references participant,
  made_at timestamptz not null default now(),
  lines bigint not null,
  different bigint not null,
  missing_here bigint not null,
  missing_there bigint not null
);

-- Where the two do not agree. `their` is what the file says, `our` what the journal says; null for who does not have it.
create table reconciliation_break (
  reconciliation bigint not null references reconciliation,
  number bigint not null,
  kind text not null check (kind in ('different', 'missing-here', 'missing-there')),
  line bigint,
  id uuid not null,
  card bigint not null,
  origin text not null,
  program text not null,
  their_outcome text,
  their_amount bigint,
  their_change bigint,
  our_outcome text,
  our_amount bigint,
  our_change bigint,
  primary key (reconciliation, number)
);

-- Corrections of members' accounts, each proposed by one participant and decided by another. `id` is that of the
-- transaction, so that however often an approval is asked for, it is posted once.
create table adjustment (
  id uuid primary key,
  reconciliation bigint not null,
  break bigint not null,
  card bigint not null,
  program text not null,
  amount bigint not null check (amount > 0),
  debit boolean not null,
  status text not null check (status in ('proposed', 'rejected', 'approved', 'posted', 'declined')),
  proposed_by text not null references participant,
  proposed_at timestamptz not null default now(),
  decided_by text references participant check (decided_by <> proposed_by),
  decided_at timestamptz,
  outcome text,
  foreign key (reconciliation, break) references reconciliation_break,
  check ((status = 'proposed') = (decided_by is null))
);
-- A break is adjusted once, unless that was rejected or declined.
create unique index adjustment_break on adjustment (reconciliation, break)
  where status in ('proposed', 'approved', 'posted');

-- Down Migration

drop table adjustment, reconciliation_break, reconciliation;
