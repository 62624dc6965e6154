import type pg from 'pg';
import type { SettlementRefusal } from '../settlement/ports.ts';
import { releaseHeadroom } from './headroom.ts';

// Decisions about one cycle wait for one another at its row, so that the last one sees that all parties have settled.
const LOCK_CYCLE = 'select closed_at from cycle where number = $1 for update';

const OBLIGATION = 'select status from net_obligation where cycle = $1 and party = $2';

const DECIDE = `
  update net_obligation set status = $3, decided_by = $4, decided_at = now(), reason = nullif($5, '')
  where cycle = $1 and party = $2`;

const POST = `
  insert into settlement_posting (cycle, party, position_change_micro, posted_by)
  select cycle, party, -amount_micro, $3 from net_obligation where cycle = $1 and party = $2`;

const EVEN = `
  select party from net_obligation where cycle = $1 and amount_micro = 0 and party not like '*%'`;

// They owe nobody, and nobody has to say that they have paid it.
const SETTLE_EVEN = `
  with posted as (
    insert into settlement_posting (cycle, party, position_change_micro, posted_by)
    select $1, party, 0, party from unnest($2::text[]) as even (party)
  )
  update net_obligation set status = 'settled' where cycle = $1 and party = any($2)`;

// What is left in the settlement account once all participants have settled is the network's own.
const SETTLE_NETWORK = `
  with complete as (
    select from net_obligation where cycle = $1 and party not like '*%'
    having count(*) filter (where status <> 'settled') = 0
  ), posted as (
    insert into settlement_posting (cycle, party, position_change_micro, posted_by)
    select cycle, party, -amount_micro, party from net_obligation, complete where cycle = $1 and party like '*%'
  ), decided as (
    update net_obligation set status = 'settled', decided_by = party, decided_at = now()
    from complete where cycle = $1 and party like '*%'
  )
  update cycle set settled_at = now() from complete where number = $1`;

export interface Decision {
  readonly cycle: number;
  readonly party: string;
  readonly isSettled: boolean;
  readonly by: string;
  readonly reason: string;
}

/**
 * Writes that a participant has settled, and posts it; or that it has not. What is settled stays settled: saying it again
 * changes nothing.
 *
 * @returns why not; undefined when it is written
 */
export async function decideSettlement(
  client: pg.ClientBase,
  { cycle, party, isSettled, by, reason }: Decision,
): Promise<SettlementRefusal | undefined> {
  const found = await client.query<{ closed_at: Date | null }>(LOCK_CYCLE, [cycle]);
  const [row] = found.rows;
  if (row === undefined) return refused('NOT_FOUND', 'cycle', 'there is no such cycle');
  if (row.closed_at === null) return refused('NOT_CLOSED', 'cycle', 'is not closed yet');
  const obligations = await client.query<{ status: string }>(OBLIGATION, [cycle, party]);
  const status = obligations.rows[0]?.status;
  if (status === undefined || party.startsWith('*')) {
    return refused('NOT_FOUND', 'participant', 'has nothing to settle in this cycle');
  }
  if (status === 'settled') {
    return isSettled ? undefined : refused('SETTLED', 'participant', 'has settled this cycle');
  }
  await client.query(DECIDE, [cycle, party, isSettled ? 'settled' : 'failed', by, reason]);
  if (!isSettled) return undefined;
  await releaseHeadroom(client, [party], cycle);
  await client.query(POST, [cycle, party, by]);
  await settleNetwork(client, cycle);
  return undefined;
}

/** Settles participants that came out even: what they came to owe and to be owed no longer counts against their caps. */
export async function settleEven(client: pg.ClientBase, cycle: number): Promise<void> {
  const { rows } = await client.query<{ party: string }>(EVEN, [cycle]);
  const parties = rows.map(({ party }) => party);
  await releaseHeadroom(client, parties, cycle);
  await client.query(SETTLE_EVEN, [cycle, parties]);
}

/** Settles the network's own part, and with it the cycle, once every participant has settled. */
export async function settleNetwork(client: pg.ClientBase, cycle: number): Promise<void> {
  await client.query(SETTLE_NETWORK, [cycle]);
}

export function refused(
  why: SettlementRefusal['refused'],
  field: string,
  message: string,
): SettlementRefusal {
  return { refused: why, field, message };
}
