import type pg from 'pg';
import { storeFault } from './faults.ts';
import { inTransaction, rowsOf } from './pool.ts';

/** What moves a member's points, by kind, as columns of `transaction`: what was issued is `MOVEMENTS.issued`. */
const MOVEMENTS = {
  issued: `sum(posted_change) filter (
    where counter in ('ISSUANCE', 'MERCHANT') and (type = 'EARN' or type = 'REVERSE' and posted_change < 0))`,
  redeemed: `-sum(posted_change) filter (
    where counter in ('ISSUANCE', 'MERCHANT')
      and (type in ('REDEEM', 'CAPTURE') or type = 'REVERSE' and posted_change > 0))`,
  expired: `-sum(posted_change) filter (where counter = 'BREAKAGE')`,
  adjusted: `sum(posted_change) filter (where type = 'ADJUST')`,
  exchanged_in: `sum(posted_change) filter (where counter = 'EXCHANGE' and posted_change > 0)`,
  exchanged_out: `-sum(posted_change) filter (where counter = 'EXCHANGE' and posted_change < 0)`,
} as const;

/** The columns of `cycle_movement` that are sums, and the names in `MOVEMENT_SUMS`. */
export const MOVEMENT_COLUMNS = Object.keys(MOVEMENTS) as readonly (keyof typeof MOVEMENTS)[];

/** A select list of sums over rows of `transaction` that posted (`counter is not null`). */
export const MOVEMENT_SUMS = Object.entries(MOVEMENTS)
  .map(([name, sum]) => `coalesce(${sum}, 0) as ${name}`)
  .join(', ');

/** What `MOVEMENT_SUMS` are over, of one closed cycle. @param cycle the parameter that is its number: `$1` */
export function postedIn(cycle: string): string {
  return `cycle_shard join transaction on transaction.shard = cycle_shard.shard
      and transaction.seq between cycle_shard.first_seq and cycle_shard.last_seq and transaction.seq > 0
        and cycle_shard.cycle = ${cycle} and counter is not null`;
}

const NOT_SUMMED = 'select number from cycle where closed_at is not null and not is_summed order by number';

// Whoever comes second waits for the first, and has nothing to add.
const SUM = `
  insert into cycle_movement (cycle, program, ${MOVEMENT_COLUMNS.join(', ')})
  select $1, program, ${MOVEMENT_SUMS}
  from ${postedIn('$1')}
  group by program
  on conflict (cycle, program) do nothing`;

const MARK = 'update cycle set is_summed = true where number = $1 and not is_summed';

/**
 * Adds up the movements of each closed cycle for which that was not done, in order. Each is kept as soon as it is done: who
 * is interrupted goes on where it was.
 *
 * @throws {Fault} `STORE_UNAVAILABLE`
 */
export async function sumClosedCycles(pool: pg.Pool): Promise<void> {
  const cycles = await rowsOf<{ number: number }>(pool, 'find cycles to add up', NOT_SUMMED);
  for (const { number } of cycles) {
    try {
      await inTransaction(pool, async (client) => {
        await client.query(SUM, [number]);
        await client.query(MARK, [number]);
      });
    } catch (error) {
      throw storeFault(error, 'add up the movements of a cycle');
    }
  }
}
