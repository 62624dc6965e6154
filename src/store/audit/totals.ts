import type pg from 'pg';
import type { ProgramTotals } from './report.ts';

/** What is against transit moves points between members, and is neither issued nor redeemed. */
const SELECT_TOTALS = `
  select program.code as program,
    coalesce(issued, 0) as issued, coalesce(redeemed, 0) as redeemed, coalesce(expired, 0) as expired,
    coalesce(adjusted, 0) as adjusted, coalesce(exchanged, 0) as exchanged, coalesce(outstanding, 0) as outstanding,
    coalesce(in_transit, 0) as in_transit
  from (select code from program union select program from account) as program
    left join (
      select program as code,
        sum(posted_change) filter (where type = 'EARN' or type = 'REVERSE' and posted_change < 0) as issued,
        -sum(posted_change) filter (
          where type in ('REDEEM', 'CAPTURE') or type = 'REVERSE' and posted_change > 0) as redeemed,
        -sum(posted_change) filter (where type = 'EXPIRE') as expired,
        sum(posted_change) filter (where type = 'ADJUST') as adjusted,
        sum(posted_change) filter (where type = 'EXCHANGE') as exchanged
      from transaction where counter <> 'TRANSIT' group by program
    ) as journal using (code)
    left join (select program as code, sum(posted) as outstanding from account group by program) as member
      using (code)
    left join (
      select program as code, sum(change) as in_transit from stripe where kind = 'TRANSIT' group by program
    ) as transit using (code)
  order by program.code`;

/** Each program's points, from the journal and the accounts. */
export async function selectTotals(client: pg.ClientBase): Promise<ProgramTotals[]> {
  const { rows } = await client.query<Record<string, string>>(SELECT_TOTALS);
  return rows.map((row) => ({
    program: row['program'] ?? '',
    issued: BigInt(row['issued'] ?? 0),
    redeemed: BigInt(row['redeemed'] ?? 0),
    expired: BigInt(row['expired'] ?? 0),
    adjusted: BigInt(row['adjusted'] ?? 0),
    exchanged: BigInt(row['exchanged'] ?? 0),
    outstanding: BigInt(row['outstanding'] ?? 0),
    inTransit: BigInt(row['in_transit'] ?? 0),
  }));
}
