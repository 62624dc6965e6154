-- Up Migration

-- Where the members' accounts of an external program are kept, and the largest amount for which the network stands in for
-- a host that does not answer. Both null: hosted here.
alter table program
  add column host_address text,
  add column floor_limit bigint check (floor_limit between 0 and 1000000000000),
  add check ((host_address is null) = (floor_limit is null));

-- Messages to the hosts of issuers, each written down before it is sent. `state` moves once, from OPEN to what became of
-- it, in the commit of the turn that draws the consequence; `message` is a HostMessage of src/ledger/host-message.ts.
-- `recorded_turn` and `ended_turn` are the turns of those commits.
create table host_message (
  shard smallint not null,
  id uuid not null,
  recorded_turn bigint not null,
  message json not null,
  state text not null default 'OPEN'
    check (state in ('OPEN', 'APPROVED', 'DECLINED', 'UNANSWERED', 'ACKNOWLEDGED', 'DISPUTED')),
  reason text,
  ended_turn bigint,
  primary key (shard, id),
  check ((state = 'OPEN') = (ended_turn is null))
) with (fillfactor = 70);
create index host_message_open on host_message (shard, recorded_turn) where state = 'OPEN';
create index host_message_disputed on host_message (shard, ended_turn) where state = 'DISPUTED';

-- What became of what an issuer disputes. `state` moves forward only: from proposed to approved and, with its posting, to
-- reversed; or to upheld, as long as it is not approved. Without a row it is open.
create table exception_resolution (
  shard smallint not null,
  message uuid not null,
  state text not null check (state in ('proposed', 'approved', 'reversed', 'upheld')),
  -- That it be reversed.
  proposed_by text references participant,
  proposed_at timestamptz,
  decided_by text references participant,
  decided_at timestamptz,
  -- Of the transaction that reverses it, which has the id of the message.
  outcome text,
  primary key (shard, message),
  foreign key (shard, message) references host_message,
  check ((state = 'proposed') = (decided_by is null)),
  check (state = 'upheld' or proposed_by is not null and proposed_by is distinct from decided_by)
);

-- What an issuer does not agree to, for the settlement: the network cleared it, by standing in or because it had been
-- authorized, and the issuer's books do not have it. Of an authorization that it disputes it is the capture that counts.
create view settlement_exception as
  select host_message.shard, host_message.id as message, turn.cycle, host_message.message ->> 'issuer' as issuer,
    host_message.message -> 'content' ->> 'program' as program,
    (host_message.message -> 'content' ->> 'id')::uuid as transaction,
    (host_message.message -> 'content' ->> 'card')::bigint as card, host_message.message -> 'content' ->> 'origin' as participant,
    host_message.message ->> 'merchant' as merchant, host_message.message ->> 'direction' as direction,
    (host_message.message -> 'content' ->> 'amount')::bigint as amount, reason,
    coalesce(resolution.state, 'open') as state, proposed_by, proposed_at, decided_by, decided_at, outcome
  from host_message
    join turn on turn.shard = host_message.shard and turn.number = ended_turn
    left join exception_resolution as resolution
      on resolution.shard = host_message.shard and resolution.message = host_message.id
  where host_message.state = 'DISPUTED' and host_message.message -> 'content' ->> 'type' <> 'AUTHORIZE';

-- Down Migration

drop view settlement_exception;
drop table exception_resolution, host_message;
alter table program drop column host_address, drop column floor_limit;
