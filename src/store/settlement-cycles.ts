import type pg from 'pg';
import { assert } from '../assert.ts';
import type { BilateralObligation } from '../settlement/obligations.ts';
import type {
  CycleSettlement,
  CycleShard,
  CycleState,
  SettlementCycle,
  SettlementRefusal,
  SettlementStatus,
  Unsettled,
} from '../settlement/ports.ts';
import { rowsOf } from './pool.ts';
import { refused } from './settlement-decide.ts';
import { exceptionsOf } from './settlement-exceptions.ts';

const CYCLES = `
  select number, business_date, opened_at, closed_at, settled_at,
    number = (select max(number) from cycle) as is_open
  from cycle`;

const BILATERAL = `
  select obligation.program, debtor, creditor, points, obligation.par_numerator, obligation.par_denominator,
    coalesce(program.scale, 0) as scale, amount_micro
  from bilateral_obligation as obligation left join program on program.code = obligation.program
  where cycle = $1 order by debtor, creditor, obligation.program`;

const NET = `
  select party, amount_micro, status, decided_by, decided_at, reason
  from net_obligation where cycle = $1 order by party`;

const SHARDS = `
  select shard, first_turn, last_turn, first_seq, last_seq, first_hash, last_hash
  from cycle_shard where cycle = $1 order by shard`;

const UNSETTLED = `
  select count(*) filter (where is_over and closed_at is null)::integer as crossing,
    count(*) filter (where is_over and closed_at is not null)::integer as closed,
    greatest(0, extract(epoch from now() - max(opened_at)))::float8 as open_seconds
  from cycle, lateral (select number < (select max(number) from cycle) as is_over) as state
  where settled_at is null`;

interface CycleRow {
  readonly number: number;
  readonly business_date: number;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly settled_at: Date | null;
  readonly is_open: boolean;
}

interface BilateralRow {
  readonly program: string;
  readonly debtor: string;
  readonly creditor: string;
  readonly points: string;
  readonly par_numerator: string | null;
  readonly par_denominator: string | null;
  readonly scale: number;
  readonly amount_micro: string;
}

interface NetRow {
  readonly party: string;
  readonly amount_micro: string;
  readonly status: string;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly reason: string | null;
}

interface ShardRow {
  readonly shard: number;
  readonly first_turn: string;
  readonly last_turn: string;
  readonly first_seq: string;
  readonly last_seq: string;
  readonly first_hash: Buffer;
  readonly last_hash: Buffer;
}

/** The cycles of the network, newest first. */
export async function cycles(
  pool: pg.Pool,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<SettlementCycle[]> {
  const rows = await rowsOf<CycleRow>(
    pool,
    'read the cycles',
    `${CYCLES} where $1::integer is null or number < $1 order by number desc limit $2`,
    [before, limit],
  );
  return rows.map(cycleFromRow);
}

/** How many cycles are over and not settled, and how long the network has been in its present one. */
export async function unsettled(pool: pg.Pool): Promise<Unsettled> {
  const rows = await rowsOf<{ crossing: number; closed: number; open_seconds: number }>(
    pool,
    'count cycles',
    UNSETTLED,
  );
  const [row] = rows;
  assert(row !== undefined, 'a count has a row');
  return { crossing: row.crossing, closed: row.closed, openSeconds: row.open_seconds };
}

/** A cycle with what it left to settle: nothing yet, before it is closed. */
export async function settlement(
  pool: pg.Pool,
  number: number,
): Promise<CycleSettlement | SettlementRefusal> {
  const [row] = await rowsOf<CycleRow>(pool, 'read a cycle', `${CYCLES} where number = $1`, [number]);
  if (row === undefined) return refused('NOT_FOUND', 'cycle', 'there is no such cycle');
  const [bilateral, net, exceptions] = await Promise.all([
    rowsOf<BilateralRow>(pool, 'read obligations', BILATERAL, [number]),
    rowsOf<NetRow>(pool, 'read obligations', NET, [number]),
    exceptionsOf(pool, number),
  ]);
  return {
    cycle: cycleFromRow(row),
    bilateral: bilateral.map(bilateralFromRow),
    net: net.map(netFromRow),
    exceptions,
  };
}

/** What bounds a closed cycle in each shard that took part in it. */
export async function cycleShards(pool: pg.Pool, number: number): Promise<CycleShard[] | SettlementRefusal> {
  const [row] = await rowsOf<CycleRow>(pool, 'read a cycle', `${CYCLES} where number = $1`, [number]);
  if (row === undefined) return refused('NOT_FOUND', 'cycle', 'there is no such cycle');
  if (row.closed_at === null) return refused('NOT_CLOSED', 'cycle', 'is not closed yet');
  const rows = await rowsOf<ShardRow>(pool, 'read the shards of a cycle', SHARDS, [number]);
  return rows.map((each) => ({
    shard: each.shard,
    firstTurn: Number(each.first_turn),
    lastTurn: Number(each.last_turn),
    firstSeq: Number(each.first_seq),
    lastSeq: Number(each.last_seq),
    firstHash: each.first_hash,
    lastHash: each.last_hash,
  }));
}

function cycleFromRow(row: CycleRow): SettlementCycle {
  return {
    number: row.number,
    businessDate: row.business_date,
    state: stateOf(row),
    openedAtMs: row.opened_at.getTime(),
    closedAtMs: row.closed_at?.getTime(),
    settledAtMs: row.settled_at?.getTime(),
  };
}

function stateOf(row: CycleRow): CycleState {
  if (row.settled_at !== null) return 'settled';
  if (row.closed_at !== null) return 'closed';
  return row.is_open ? 'open' : 'crossing';
}

function bilateralFromRow(row: BilateralRow): BilateralObligation {
  const { par_numerator: numerator, par_denominator: denominator, scale } = row;
  return {
    program: row.program,
    debtor: row.debtor,
    creditor: row.creditor,
    points: BigInt(row.points),
    par:
      numerator === null || denominator === null
        ? undefined
        : { numerator: BigInt(numerator), denominator: BigInt(denominator), scale },
    amountMicro: BigInt(row.amount_micro),
  };
}

function netFromRow(row: NetRow): CycleSettlement['net'][number] {
  return {
    party: row.party,
    amountMicro: BigInt(row.amount_micro),
    status: row.status as SettlementStatus['status'],
    decidedBy: row.decided_by ?? '',
    decidedAtMs: row.decided_at?.getTime(),
    reason: row.reason ?? '',
  };
}
