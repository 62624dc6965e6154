import type pg from 'pg';
import { assert } from '../assert.ts';
import type {
  ExceptionState,
  ExceptionWord,
  SettlementException,
  SettlementRefusal,
} from '../settlement/ports.ts';
import { rowsOf } from './pool.ts';
import { refused } from './settlement-decide.ts';

const EXCEPTIONS = `
  select message, cycle, issuer, program, transaction, card, participant, merchant, reason,
    case direction when 'DEBIT' then -amount else amount end as posted_change,
    state, proposed_by, proposed_at, decided_by, decided_at, outcome
  from settlement_exception`;

// The two sides are the issuer, which bears it as it stands, and the operator, who would: of several operators' words one
// is the operator's.
const PROPOSE_OR_APPROVE = `
  insert into exception_resolution as known (shard, message, state, proposed_by, proposed_at)
  select shard, message, 'proposed', $2, now() from settlement_exception where message = $1
  on conflict (shard, message) do update set state = 'approved', decided_by = $2, decided_at = now()
    where known.state = 'proposed' and (
      select (known.proposed_by = issuer) <> ($2 = issuer) from settlement_exception where message = $1)`;

// Also what two agreed to reverse and the ledger declined: it declines for ever, so that nothing of it will be posted.
const UPHOLD = `
  insert into exception_resolution as known (shard, message, state, decided_by, decided_at)
  select shard, message, 'upheld', $2, now() from settlement_exception where message = $1
  on conflict (shard, message) do update set state = 'upheld', decided_by = $2, decided_at = now(), outcome = null
    where known.state = 'proposed' or known.state = 'approved' and known.outcome is not null`;

const FINISH = `
  update exception_resolution as known set outcome = $2, state = case $2 when 'POSTED' then 'reversed' else known.state end
  from settlement_exception as disputed
  where disputed.message = $1 and known.shard = disputed.shard and known.message = $1 and known.state = 'approved'`;

interface ExceptionRow {
  readonly message: string;
  readonly cycle: number;
  readonly issuer: string;
  readonly program: string;
  readonly transaction: string;
  readonly card: string;
  readonly participant: string;
  readonly merchant: string;
  readonly reason: string;
  readonly posted_change: string;
  readonly state: string;
  readonly proposed_by: string | null;
  readonly proposed_at: Date | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly outcome: string | null;
}

/** What issuers disputed within a cycle. */
export async function exceptionsOf(pool: pg.Pool, cycle: number): Promise<SettlementException[]> {
  const text = `${EXCEPTIONS} where cycle = $1 order by issuer, program, transaction, card, message`;
  const rows = await rowsOf<ExceptionRow>(pool, 'read exceptions', text, [cycle]);
  return rows.map(exceptionFromRow);
}

export async function exception(pool: pg.Pool, id: string): Promise<SettlementException | undefined> {
  const text = `${EXCEPTIONS} where message = $1`;
  const [row] = await rowsOf<ExceptionRow>(pool, 'read an exception', text, [id]);
  return row === undefined ? undefined : exceptionFromRow(row);
}

/**
 * Writes what one of two says of an exception, in one statement: of two who say something at once, the second finds what
 * the first has written.
 */
export async function resolveException(
  pool: pg.Pool,
  { exception: id, reverse, by }: ExceptionWord,
): Promise<SettlementException | SettlementRefusal> {
  await rowsOf(pool, 'resolve an exception', reverse ? PROPOSE_OR_APPROVE : UPHOLD, [id, by]);
  const resolved = await exception(pool, id);
  if (resolved === undefined) return refused('NOT_FOUND', 'exception', 'there is no such exception');
  const { state, decidedBy } = resolved;
  if ((state === 'upheld') !== reverse) return resolved;
  return refused('RESOLVED', 'exception', `${state === 'upheld' ? state : 'reversed'} by ${decidedBy}`);
}

export async function finishException(
  pool: pg.Pool,
  id: string,
  outcome: string,
): Promise<SettlementException> {
  await rowsOf(pool, 'write what became of an exception', FINISH, [id, outcome]);
  const finished = await exception(pool, id);
  assert(finished !== undefined, 'an exception is never deleted');
  return finished;
}

function exceptionFromRow(row: ExceptionRow): SettlementException {
  const { cycle, issuer, program, participant, merchant, reason } = row;
  return {
    ...{ cycle, issuer, program, participant, merchant, reason },
    exception: row.message,
    id: row.transaction,
    card: Number(row.card),
    postedChange: Number(row.posted_change),
    state: row.state as ExceptionState,
    proposedBy: row.proposed_by ?? '',
    proposedAtMs: row.proposed_at?.getTime(),
    decidedBy: row.decided_by ?? '',
    decidedAtMs: row.decided_at?.getTime(),
    outcome: row.outcome ?? '',
  };
}
