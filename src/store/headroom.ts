import type pg from 'pg';
import type { LimitKind } from '../ledger/network.ts';
import type { Share } from '../ledger/shares.ts';
import { BALANCE_MAX } from '../ledger/transaction.ts';
import type { HeadroomMove } from '../shard/ports.ts';
import { Parameters } from './parameters.ts';
import type { Statement, Step } from './round-trip.ts';
import type { Session } from './session.ts';

// Shards that move headroom of the same limits wait for one another here, for the length of a round trip, always in the
// same order.
const LOCK: Statement = {
  name: 'lock-headroom',
  text: `select from headroom where (kind, participant) in (select * from unnest($1::text[], $2::text[]))
    order by kind, participant for update`,
};

/**
 * Of the stripes of positions, those of cycles that their participant has not settled: what it owes now. `offset 0` has each
 * posting looked up, in place of reading all that there ever were.
 */
export const IS_UNSETTLED = `
  program = '*' and stripe.kind = 'POSITION' and not exists (
    select from settlement_posting
    where settlement_posting.cycle = stripe.cycle and settlement_posting.party = stripe.merchant offset 0)`;

/**
 * The first move of a shard makes it take part: from then on what its exchanges came to owe before counts as well. Only
 * the shard itself writes its stripes, and it does nothing else meanwhile. Without a share it has stood in for nobody.
 */
const TAKE_PART: Statement = {
  name: 'take-part-in-headroom',
  text: `with joined as (
      insert into headroom_share (shard, kind, participant, amount_micro)
      select $1::smallint, kind, participant, 0
      from headroom join unnest($2::text[], $3::text[]) as input (kind, participant) using (kind, participant)
      on conflict do nothing
      returning kind, participant)
    update headroom set free_micro = free_micro + (
      select coalesce(sum(change), 0) from stripe
      where shard = $1::smallint and merchant = headroom.participant and ${IS_UNSETTLED})
    from joined
    where headroom.kind = 'NET_DEBIT' and headroom.kind = joined.kind
      and headroom.participant = joined.participant`,
};

/**
 * A draw takes what is asked for, as far as there is any; of a pool that has more, a part of it, so that the next draws
 * are seldom, and the last ones small; and no share is more than a shard counts exactly.
 */
const MOVE: Statement = {
  name: 'move-headroom',
  text: `with move as (
      select kind, participant,
        case
          when wanted < 0 then -least(-wanted, amount_micro)
          when wanted = 0 then 0
          else greatest(least(free_micro, greatest(wanted, free_micro / (2 * shards)), ${BALANCE_MAX} - amount_micro), 0)
        end as change
      from unnest($2::text[], $3::text[], $4::bigint[]) as input (kind, participant, wanted)
        join headroom using (kind, participant)
        join headroom_share using (kind, participant)
        cross join network
      where headroom_share.shard = $1::smallint),
    pool as (
      update headroom set free_micro = free_micro - change from move
      where headroom.kind = move.kind and headroom.participant = move.participant and change <> 0)
    update headroom_share set amount_micro = amount_micro + change from move
    where shard = $1::smallint and headroom_share.kind = move.kind
      and headroom_share.participant = move.participant
    returning headroom_share.kind, headroom_share.participant, amount_micro`,
};

const STORE: Statement = {
  name: 'store-shares',
  text: `update headroom_share set amount_micro = amount
    from unnest($2::text[], $3::text[], $4::bigint[]) as input (kind, participant, amount)
    where shard = $1::smallint and headroom_share.kind = input.kind
      and headroom_share.participant = input.participant`,
};

export const SELECT_SHARES: Statement = {
  name: '',
  text: 'select kind, participant, amount_micro from headroom_share where shard = $1::smallint',
};

export interface ShareRow {
  readonly kind: LimitKind;
  readonly participant: string;
  readonly amount_micro: string;
}

export function shareFromRow({ kind, participant, amount_micro: amount }: ShareRow): Share {
  return { kind, participant, amount: Number(amount) };
}

// What a shard owes that does not take part is not counted yet, and once it is settled never will be.
const RELEASE = `
  update headroom set free_micro = free_micro - (
    select coalesce(sum(change), 0) from stripe join headroom_share using (shard)
    where cycle = $2 and merchant = headroom.participant and headroom_share.kind = 'NET_DEBIT'
      and headroom_share.participant = headroom.participant and ${IS_UNSETTLED})
  where kind = 'NET_DEBIT' and participant = any($1::text[])`;

// Who is given its first cap meanwhile waits, at the participant that the cap refers to: its shards take part once the posting is
// there, and count the cycle no more.
const LOCK_PARTICIPANTS = 'select from participant where code = any($1) order by code for update';

/**
 * Gives participants back the headroom of their net debit caps that a cycle has taken, or takes what they were given: in
 * the transaction that posts that they have settled, before the posting. No shard is in the cycle any more, so that its
 * stripes no longer change.
 */
export async function releaseHeadroom(
  client: pg.ClientBase,
  participants: readonly string[],
  cycle: number,
): Promise<void> {
  await client.query(LOCK_PARTICIPANTS, [participants]);
  await client.query(LOCK.text, [participants.map(() => 'NET_DEBIT'), participants]);
  await client.query(RELEASE, [participants, cycle]);
}

/** Makes the moves, each as far as it is possible, in a transaction of their own. */
export async function moveHeadroom(
  session: Session,
  shard: number,
  moves: readonly HeadroomMove[],
): Promise<Share[]> {
  const parameters = new Parameters();
  const kinds = parameters.textArray(moves.map((move) => move.kind));
  const participants = parameters.textArray(moves.map((move) => move.participant));
  const wanted = parameters.int64Array(moves.map((move) => move.change));
  const [, , shares] = await session.run('move headroom', [
    { statement: LOCK, values: [kinds, participants] },
    { statement: TAKE_PART, values: [String(shard), kinds, participants] },
    { statement: MOVE, values: [String(shard), kinds, participants, wanted] },
  ]);
  return (shares.rows as ShareRow[]).map(shareFromRow);
}

/** Stores shares as a turn has left them. */
export function sharesStep(shard: string, shares: readonly Share[], parameters: Parameters): Step {
  return {
    statement: STORE,
    values: [
      shard,
      parameters.textArray(shares.map((share) => share.kind)),
      parameters.textArray(shares.map((share) => share.participant)),
      parameters.int64Array(shares.map((share) => share.amount)),
    ],
  };
}
