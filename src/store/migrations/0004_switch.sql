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

-- What an issuer does not agree to, for the settlement: the network cleared it, by standing in or because it had been
-- authorized, and the issuer's books do not have it. Of an authorization that it disputes it is the capture that counts.
create view settlement_exception as
  select host_message.shard, host_message.id as message, turn.cycle, message ->> 'issuer' as issuer,
    message -> 'content' ->> 'program' as program, (message -> 'content' ->> 'id')::uuid as transaction,
    (message -> 'content' ->> 'card')::bigint as card, message -> 'content' ->> 'origin' as participant,
    message ->> 'merchant' as merchant, message ->> 'direction' as direction,
    (message -> 'content' ->> 'amount')::bigint as amount, reason
  from host_message join turn on turn.shard = host_message.shard and turn.number = ended_turn
  where state = 'DISPUTED' and message -> 'content' ->> 'type' <> 'AUTHORIZE';

-- Down Migration

drop view settlement_exception;
drop table host_message;
alter table program drop column host_address, drop column floor_limit;
