import type pg from 'pg';
import type { Liability, SettlementRefusal } from '../settlement/ports.ts';
import { storeFault } from './faults.ts';
import { inTransaction } from './pool.ts';
import { refused } from './settlement-decide.ts';
import { MOVEMENT_COLUMNS, MOVEMENT_SUMS, postedIn } from './settlement-movements.ts';

/** Of cycles that are added up what was kept, and of the journal what is behind them. */
const SINCE_THE_BEGINNING = `
  with summed as (select coalesce(max(number), 0) as cycle from cycle where is_summed), part as (
    select program, ${MOVEMENT_COLUMNS.join(', ')} from cycle_movement, summed
    where cycle_movement.cycle <= summed.cycle and program = any($1::text[])
    union all
    select program, ${MOVEMENT_SUMS}
    from network
      cross join generate_series(0, network.shards - 1) as every (shard)
      left join lateral (
        select last_seq from cycle_shard, summed
        where cycle_shard.shard = every.shard and cycle_shard.cycle <= summed.cycle
        order by cycle_shard.cycle desc limit 1
      ) as before on true
      join transaction on transaction.shard = every.shard
        and transaction.seq > coalesce(before.last_seq, 0) and transaction.seq > 0
    where program = any($1::text[]) and counter is not null group by program
  )
  select program, ${MOVEMENT_COLUMNS.map((name) => `sum(${name}) as ${name}`).join(', ')} from part group by program`;

const OF_CYCLE = `
  select program, ${MOVEMENT_SUMS}
  from ${postedIn('$2')}
  where program = any($1::text[])
  group by program`;

/** Lots that are free and lots that holds pin, by the month of their day; what is overdrawn counts as month 0. */
const BY_MONTH = `
  select program, month, sum(amount) as amount
  from (
    select program, lots[index] / 100 as month, lots[index + 1] as amount
      from account, generate_series(1, cardinality(lots), 2) as index where program = any($1::text[])
    union all
    select program, (lot ->> 'expiresOn')::bigint / 100, (lot ->> 'amount')::bigint
      from account, json_array_elements(holds) as hold, json_array_elements(hold -> 'lots') as lot
      where program = any($1::text[])
    union all
    select program, 0, -overdrawn from account where program = any($1::text[]) and overdrawn > 0
  ) as lot
  group by program, month order by program, month`;

const IN_TRANSIT = `
  select program, sum(change) as amount from stripe
  where kind = 'TRANSIT' and program = any($1::text[]) group by program`;

const PROGRAMS = `select code, scale from program where code = any($1::text[]) order by code`;

type Sums = Readonly<Record<(typeof MOVEMENT_COLUMNS)[number] | 'program', string>>;

interface AmountRow {
  readonly program: string;
  readonly month: string;
  readonly amount: string;
}

/**
 * What issuers owe their members, in one snapshot, so that the figures add up: since the beginning, issued and adjusted
 * and exchanged in, less redeemed, expired and exchanged out, is what is outstanding and in transit. Reads the part of the
 * journal it is about; of that since the beginning only what is behind the cycles that `sumClosedCycles` has added up.
 *
 * @throws {Fault} `STORE_UNAVAILABLE`
 */
export async function liabilityOf(
  pool: pg.Pool,
  programs: readonly string[],
  cycle: number | undefined,
): Promise<Liability[] | SettlementRefusal> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query('set transaction isolation level repeatable read, read only');
      return readLiability(client, programs, cycle);
    });
  } catch (error) {
    throw storeFault(error, 'read the liability of programs');
  }
}

async function readLiability(
  client: pg.ClientBase,
  programs: readonly string[],
  cycle: number | undefined,
): Promise<Liability[] | SettlementRefusal> {
  if (cycle !== undefined) {
    const closed = await client.query('select from cycle where number = $1 and closed_at is not null', [
      cycle,
    ]);
    if (closed.rowCount === 0) return refused('NOT_CLOSED', 'cycle', 'is not a cycle that is closed');
  }
  const known = await client.query<{ code: string; scale: number }>(PROGRAMS, [programs]);
  const sums =
    cycle === undefined
      ? await client.query<Sums>(SINCE_THE_BEGINNING, [programs])
      : await client.query<Sums>(OF_CYCLE, [programs, cycle]);
  const months = await client.query<AmountRow>(BY_MONTH, [programs]);
  const inTransit = await client.query<AmountRow>(IN_TRANSIT, [programs]);
  return known.rows.map(({ code, scale }) => {
    const movements = sums.rows.find(({ program }) => program === code);
    const byMonth = months.rows
      .filter(({ program }) => program === code)
      .map(({ month, amount }) => ({ month: Number(month), amount: BigInt(amount) }));
    return {
      program: code,
      scale,
      issued: BigInt(movements?.issued ?? 0),
      redeemed: BigInt(movements?.redeemed ?? 0),
      expired: BigInt(movements?.expired ?? 0),
      adjusted: BigInt(movements?.adjusted ?? 0),
      exchangedIn: BigInt(movements?.exchanged_in ?? 0),
      exchangedOut: BigInt(movements?.exchanged_out ?? 0),
      outstanding: byMonth.reduce((sum, { amount }) => sum + amount, 0n),
      inTransit: BigInt(inTransit.rows.find(({ program }) => program === code)?.amount ?? 0),
      byMonth,
    };
  });
}
