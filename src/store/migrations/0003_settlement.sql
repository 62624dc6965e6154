-- Up Migration

-- What a cycle that is over left to settle. All of it is written when the cycle is closed and never changed but for how the
-- obligations were met. Amounts of standard points are whole micro standard points (10^-6).

-- Null until every shard has left the cycle and its obligations are written.
alter table cycle add column closed_at timestamptz;
alter table cycle add column settled_at timestamptz check (settled_at >= closed_at);

-- A cycle in one shard: what bounds its part of the journal, and the hash chain at both ends.
create table cycle_shard (
  cycle integer not null references cycle,
  shard smallint not null,
  first_turn bigint not null,
  last_turn bigint not null,
  first_seq bigint not null,
  last_seq bigint not null,
  first_hash bytea not null,
  last_hash bytea not null,
  primary key (cycle, shard)
);

-- Who owes whom, by program ('*' for the exchange of points). A party is a participant, or a part of the network: see
-- src/settlement/obligations.ts. The par value is the one that turned the points into standard points.
create table bilateral_obligation (
  cycle integer not null references cycle,
  program text not null,
  debtor text not null,
  creditor text not null,
  points numeric not null,
  par_numerator bigint,
  par_denominator bigint,
  amount_micro numeric not null check (amount_micro >= 0),
  primary key (cycle, program, debtor, creditor),
  check (debtor <> creditor)
);

-- The same, netted: what each party is owed in all, less what it owes. Sums to zero in every cycle.
create table net_obligation (
  cycle integer not null references cycle,
  party text not null,
  amount_micro numeric not null,
  status text not null check (status in ('pending', 'failed', 'settled')),
  -- Who said so last, when, and why.
  decided_by text,
  decided_at timestamptz,
  reason text,
  primary key (cycle, party)
);

-- The postings of settlement: each changes what the network owes a participant, and the network's settlement account by
-- the opposite. Never updated.
create table settlement_posting (
  cycle integer not null,
  party text not null,
  position_change_micro numeric not null,
  posted_at timestamptz not null default now(),
  posted_by text not null,
  primary key (cycle, party),
  foreign key (cycle, party) references net_obligation
);

-- Down Migration

drop table settlement_posting, net_obligation, bilateral_obligation, cycle_shard;
alter table cycle drop column closed_at, drop column settled_at;
