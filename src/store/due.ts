import type { Day } from '../ledger/calendar.ts';
import type { Statement } from './round-trip.ts';
import type { Session } from './session.ts';

/** The accounts due longest. Lots are due the day after the last on which they may be spent, holds at their moment. */
const SELECT_DUE: Statement = {
  name: 'select-due',
  text: `select card from (
      (select card, to_date(lots_due_on::text, 'YYYYMMDD') + interval '1 day' as due_at
        from account where shard = $1::smallint and lots_due_on < $2::integer
        order by lots_due_on limit $4::integer)
      union all
      (select card, holds_due_at
        from account where shard = $1::smallint and holds_due_at <= $3::timestamptz
        order by holds_due_at limit $4::integer)
    ) as due
    order by due_at limit $4::integer`,
};

/** Cards with lots due before `businessDate` or holds due at `nowMs`, the longest due first. */
export async function dueCards(
  session: Session,
  shard: number,
  request: { businessDate: Day; nowMs: number; limit: number },
): Promise<number[]> {
  const { businessDate, nowMs, limit } = request;
  // Several accounts may be of one card, and fewer cards than the limit mean that there are no more.
  for (let accounts = limit; ; accounts *= 2) {
    const values = [String(shard), String(businessDate), new Date(nowMs).toISOString(), String(accounts)];
    const [due] = await session.run('look for what is due', [{ statement: SELECT_DUE, values }]);
    const cards = new Set((due.rows as { card: string }[]).map((row) => Number(row.card)));
    if (cards.size >= limit || due.rows.length < accounts) return [...cards].slice(0, limit);
  }
}
