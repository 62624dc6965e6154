-- Up Migration

-- What an entry keeps of an exchange; see EntryExchange in src/ledger/transaction.ts. The columns are at the end of the
-- journal, in the order in which it is copied and hashed. `exchanged` is on the entry of the debit, once it posted: what
-- arrived in the other program, and in millionths of a standard point what the issuer of `program` owes, what the issuer
-- of `peer_program` is owed, and what the network keeps as spread and as rounding.
alter table transaction
  add peer_program text,
  add amount_out_min bigint,
  add quote text,
  add exchanged bigint[];

-- When points that arrive by an exchange expire; tokens of quotes are signed with the secret.
alter table program add arrival text not null default 'policy' check (arrival in ('policy', 'older-day'));
alter table network
  add quote_secret bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());

-- Rates that issuers propose and the operator approves. A program begins with the par value of its own row, as version 0.
create table program_rate (
  program text not null references program,
  version integer not null check (version > 0),
  par_numerator bigint not null check (par_numerator between 1 and 1000000000),
  par_denominator bigint not null check (par_denominator between 1 and 1000000000),
  spread_basis_points integer not null check (spread_basis_points between 0 and 9999),
  holds_from timestamptz not null,
  proposed_by text not null references participant,
  proposed_at timestamptz not null default now(),
  approved_by text references participant,
  approved_at timestamptz,
  check ((approved_by is null) = (approved_at is null)),
  primary key (program, version)
);

-- The limits of participants, and what they leave, in millionths of a standard point: what no shard has drawn, and the
-- shares of shards. What is used by the shards that have a share, the shares and what is free add up to the limit. Used is
-- of a net debit cap what the participant owes by exchanges, and of a stand-in limit what its host has not heard of.
create table headroom (
  kind text not null check (kind in ('NET_DEBIT', 'STAND_IN')),
  participant text not null references participant,
  limit_micro bigint not null check (limit_micro between 0 and 9007199254740991),
  free_micro bigint not null,
  primary key (kind, participant)
);
create table headroom_share (
  shard smallint not null,
  kind text not null,
  participant text not null,
  amount_micro bigint not null,
  primary key (shard, kind, participant),
  foreign key (kind, participant) references headroom
) with (fillfactor = 50);

-- Positions of a participant, by all shards and cycles.
create index stripe_position on stripe (merchant) where program = '*' and kind = 'POSITION';

-- Down Migration

drop index stripe_position;
drop table headroom_share, headroom, program_rate;
alter table network drop quote_secret;
alter table program drop arrival;
alter table transaction drop peer_program, drop amount_out_min, drop quote, drop exchanged;
