-- Up Migration

-- The schema of the clearing core. Amounts are integers in a program's smallest unit; days are integers yyyymmdd.
-- The shard comes first in every key of what a shard owns, so that these tables can be distributed by it.

-- One row: what was fixed when the database was created, and the version of the reference data.
create table network (
  singleton boolean primary key default true check (singleton),
  shards smallint not null check (shards between 1 and 1024),
  version bigint not null default 1
);

create table cycle (
  number integer primary key,
  business_date integer not null,
  opened_at timestamptz not null default now()
);

-- The formats are those of src/directory/formats.ts; here they also hold for who comes with SQL.
create table participant (
  code text primary key check (code ~ '^[A-Z][A-Z0-9_-]{1,31}$'),
  name text not null,
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['ISSUER', 'ACQUIRER', 'OPERATOR']),
  card_prefix integer unique check (card_prefix between 100000 and 899999),
  card_sequence integer not null default 0,
  certificate_name text unique,
  rate_limit integer,
  rate_burst integer,
  status text not null default 'active' check (status in ('active', 'suspended'))
);

-- Keys are random and long, so that one round of SHA-256 is enough to keep them.
create table api_key (
  key_id text primary key,
  participant text not null references participant,
  secret_hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table program (
  code text primary key check (code ~ '^[A-Z][A-Z0-9-]{1,15}$'),
  name text not null,
  issuer text not null references participant,
  scale smallint not null check (scale between 0 and 4),
  par_numerator bigint not null check (par_numerator between 1 and 1000000000),
  par_denominator bigint not null check (par_denominator between 1 and 1000000000),
  expiry_kind text not null check (expiry_kind in ('none', 'months', 'fixed-day')),
  expiry_months integer check (expiry_months between 1 and 120),
  expiry_month integer check (expiry_month between 1 and 12),
  expiry_day integer check (expiry_day between 1 and 31),
  limit_per_transaction bigint not null check (limit_per_transaction between 1 and 1000000000000),
  clawback text not null check (clawback in ('reject', 'partial', 'overdraw')),
  status text not null default 'active' check (status in ('active', 'blocked')),
  check ((expiry_kind = 'months') = (expiry_months is not null)),
  check ((expiry_kind = 'fixed-day') = (expiry_month is not null and expiry_day is not null))
);

create table merchant (
  code text primary key check (code ~ '^[A-Z][A-Z0-9_-]{1,31}$'),
  name text not null,
  acquirer text not null references participant,
  programs text[] not null,
  status text not null default 'active' check (status in ('active', 'blocked'))
);

create table card (
  shard smallint not null,
  number bigint not null,
  issuer text not null,
  alias text,
  status text not null default 'active' check (status in ('active', 'blocked')),
  -- How often the status was changed.
  status_version integer not null default 0,
  primary key (shard, number)
);

-- An issuer's own member ids, each for one card of whatever shard.
create table card_alias (
  issuer text not null,
  alias text not null,
  card bigint not null,
  primary key (issuer, alias)
);

-- A card's points of one program. `lots` are the free ones as flat pairs (day, amount); `holds` carry their pinned lots,
-- as json and not jsonb, because they are written often and searched by the audit alone.
-- The two due columns say no later than when the first lot or hold falls due: an early value costs one look, and leaving
-- it alone keeps the update of the row off the indexes (HOT), hence the fill factor.
create table account (
  shard smallint not null,
  card bigint not null,
  program text not null,
  posted bigint not null,
  held bigint not null,
  overdrawn bigint not null,
  lots bigint[] not null,
  holds json,
  lots_due_on integer,
  holds_due_at timestamptz,
  primary key (shard, card, program)
) with (fillfactor = 60, autovacuum_analyze_scale_factor = 5);
-- Nothing is planned by what is in them, and statistics of arrays are dear.
alter table account alter lots set statistics 0, alter holds set statistics 0;
-- The holds of an account that has many are written with each of its turns: compressing them took most of Postgres' time.
alter table account alter holds set storage external;
create index account_lots_due on account (shard, lots_due_on) where lots_due_on is not null;
create index account_holds_due on account (shard, holds_due_at) where holds_due_at is not null;

-- What one shard added to a system account within one cycle; the account's balance is the sum over shards and cycles, and the
-- rows of a cycle that is over are its positions. Numeric, because no floor or ceiling is checked on it.
create table stripe (
  shard smallint not null,
  cycle integer not null,
  program text not null,
  kind text not null,
  merchant text not null default '',
  change numeric not null,
  primary key (shard, cycle, program, kind, merchant)
) with (fillfactor = 50);

-- The journal: see Entry in src/ledger/transaction.ts. Never updated. Nobody plans by its statistics but the audit, so they
-- are made anew when it has doubled: analyzing it at the usual 10% took a fifth of Postgres' time under load.
create table transaction (
  shard smallint not null,
  seq bigint not null,
  id uuid not null,
  card bigint not null,
  origin text not null,
  type text not null,
  outcome text not null,
  program text not null,
  amount bigint not null,
  posted_change bigint not null,
  held_change bigint not null,
  balance bigint not null,
  available bigint not null,
  lots bigint[],
  counter text,
  merchant text,
  reference text,
  original_id uuid,
  peer bigint,
  hold_seconds integer,
  debit boolean,
  reason text,
  linked boolean,
  ledger_time timestamptz not null,
  cycle integer not null,
  business_date integer not null
) with (autovacuum_analyze_scale_factor = 1);
-- All sequences are above zero. Only a query that says so can use this index: else a plan that is made while the table is
-- empty, when all indexes cost the same, may look for an id through the whole shard.
create unique index transaction_seq on transaction (shard, seq) where seq > 0;
-- A card lives in one shard, so that its number alone finds its statement.
-- No two entries are alike, so that looking for equals when a page is full would be for nothing; so it is below.
create index transaction_statement on transaction (card, seq) with (deduplicate_items = off);
-- Exactly once: no id has two outcomes.
create unique index transaction_id on transaction (shard, id, card, origin);

-- What of an original has been reversed.
create table reversal (
  shard smallint not null,
  id uuid not null,
  card bigint not null,
  origin text not null,
  amount bigint not null,
  primary key (shard, id, card, origin)
);

-- One row per commit of a shard; the last one is the shard's state. `hash` is SHA-256 over the hash of the turn before
-- and the turn's rows of `transaction` in binary COPY format. `newest_id` is the greatest UUID of version 7 that the shard
-- has recorded: one above it is new.
create table turn (
  shard smallint not null,
  number bigint not null,
  last_seq bigint not null,
  ledger_time timestamptz not null,
  cycle integer not null,
  business_date integer not null,
  hash bytea not null,
  newest_id uuid,
  primary key (shard, number)
);
create unique index turn_seq on turn (shard, last_seq, number);

-- Legs under way to another shard, until it has acknowledged them.
create table outbox (
  shard smallint not null,
  number bigint not null,
  target smallint not null,
  legs json not null,
  primary key (shard, number)
);
-- Written once, read after a takeover only: compressing it would take longer than it is kept.
alter table outbox alter legs set storage external;

-- Down Migration

drop table outbox, turn, reversal, transaction, stripe, account, card_alias, card, merchant, program, api_key,
  participant, cycle, network;
