import pg from 'pg';
import { assert, InvariantError } from '../assert.ts';
import { AMOUNT_MAX } from '../ledger/transaction.ts';
import { proposedChange } from '../reconciliation/adjustment.ts';
import type { FileLine } from '../reconciliation/file.ts';
import type {
  AdjustmentRecord,
  AdjustmentStatus,
  BreakKind,
  BreakRecord,
  BreakSide,
  LineProblem,
  ReconciliationRecord,
  ReconciliationRefusal,
  Reconciliations,
} from '../reconciliation/ports.ts';
import type { Concern } from '../settlement/ports.ts';
import { storeFault } from './faults.ts';
import { inTransaction, rowsOf } from './pool.ts';
import { agreeingCycle } from './reconciliation-elsewhere.ts';
import { matchFile } from './reconciliation-match.ts';

const RECONCILIATION = `
  select number, cycle, participant, lines, different, missing_here, missing_there
  from reconciliation where number = $1`;

const BREAKS = `
  select number, kind, line, id, card, origin, program, their_outcome, their_amount, their_change,
    our_outcome, our_amount, our_change
  from reconciliation_break where reconciliation = $1 and number > $2 order by number limit $3`;

const ADJUSTMENT_COLUMNS = `
  id, reconciliation, break, card, program, amount, debit, status, proposed_by, proposed_at, decided_by, decided_at,
  outcome`;

// Proposals about one transaction look at each other, in whatever cycles they are.
const LOCK_SUBJECT = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';

const PROPOSE = `
  insert into adjustment
    (id, reconciliation, break, cycle, subject, card, origin, program, amount, debit, status, proposed_by)
  select $1, reconciliation, reconciliation_break.number, cycle, reconciliation_break.id, card, origin, program, $4, $5,
    'proposed', $6
  from reconciliation_break join reconciliation on reconciliation.number = reconciliation
  where reconciliation = $2 and reconciliation_break.number = $3
  returning ${ADJUSTMENT_COLUMNS}`;

const ADJUSTMENT = `select ${ADJUSTMENT_COLUMNS} from adjustment where id = $1`;

const OF_RECONCILIATION = `
  select ${ADJUSTMENT_COLUMNS} from adjustment where reconciliation = $1 order by break, proposed_at`;

const DECIDE = `
  update adjustment set status = $2, decided_by = $3, decided_at = now()
  where id = $1 and status = 'proposed'`;

const FINISH = `
  update adjustment set status = case $2 when 'POSTED' then 'posted' else 'declined' end, outcome = $2
  where id = $1 and status = 'approved'`;

type Row = Readonly<Record<string, string | number | boolean | Date | null>>;

/** The rollback of a file that is refused. */
class Refused extends Error {
  readonly refusal: ReconciliationRefusal;

  constructor(refusal: ReconciliationRefusal) {
    super('the file is refused');
    this.refusal = refusal;
  }
}

/** Reconciliation on Postgres. */
export class PostgresReconciliations implements Reconciliations {
  readonly #pool: pg.Pool;

  /** @param pool of its own (`openPool`): a file takes a connection as long as it is read */
  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async reconcile(
    subject: { readonly cycle: number; readonly concern: Concern },
    lines: AsyncGenerator<readonly FileLine[], readonly LineProblem[]>,
  ): Promise<ReconciliationRecord | ReconciliationRefusal> {
    try {
      const number = await inTransaction(this.#pool, async (client) => {
        const matched = await matchFile(client, subject, lines);
        if (typeof matched !== 'number') throw new Refused(matched);
        return matched;
      });
      const record = await this.reconciliation(number);
      assert(record !== undefined, 'what was committed is there');
      return record;
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      if (error instanceof InvariantError) throw error;
      throw storeFault(error, 'reconcile a file');
    }
  }

  async reconciliation(number: number): Promise<ReconciliationRecord | undefined> {
    const [row] = await rowsOf<Row>(this.#pool, 'read a reconciliation', RECONCILIATION, [number]);
    if (row === undefined) return undefined;
    return {
      number: Number(row['number']),
      cycle: Number(row['cycle']),
      participant: String(row['participant']),
      lines: Number(row['lines']),
      different: Number(row['different']),
      missingHere: Number(row['missing_here']),
      missingThere: Number(row['missing_there']),
    };
  }

  async breaks(query: {
    readonly reconciliation: number;
    readonly after: number;
    readonly limit: number;
  }): Promise<BreakRecord[]> {
    const { reconciliation, after, limit } = query;
    const rows = await rowsOf<Row>(this.#pool, 'read breaks', BREAKS, [reconciliation, after, limit]);
    return rows.map(breakFromRow);
  }

  async propose(proposal: {
    readonly id: string;
    readonly reconciliation: number;
    readonly break: number;
    readonly concern: Concern;
  }): Promise<AdjustmentRecord | ReconciliationRefusal> {
    const { id, reconciliation, break: number, concern } = proposal;
    const [found] = await this.breaks({ reconciliation, after: number - 1, limit: 1 });
    if (found?.number !== number) {
      return { refused: 'NOT_FOUND', field: 'break', message: 'there is no such break' };
    }
    const change = proposedChange(found);
    if (change === 0) {
      return { refused: 'DONE', field: 'break', message: 'moves no points: there is nothing to adjust' };
    }
    if (Math.abs(change) > AMOUNT_MAX) {
      return { refused: 'DONE', field: 'break', message: 'is more than one transaction may move' };
    }
    try {
      return await inTransaction(this.#pool, async (client) => {
        await client.query(LOCK_SUBJECT, [found.id]);
        const cycle = await agreeingCycle(client, { reconciliation, break: number }, concern);
        if (cycle !== undefined) {
          return {
            refused: 'DONE',
            field: 'break',
            message: `agrees with cycle ${cycle}: nothing to adjust`,
          };
        }
        const values = [id, reconciliation, number, Math.abs(change), change < 0, concern.participant];
        const { rows } = await client.query<Row>(PROPOSE, values);
        const [row] = rows;
        assert(row !== undefined, 'what was inserted is returned');
        return adjustmentFromRow(row);
      });
    } catch (error) {
      if (error instanceof InvariantError) throw error;
      if (error instanceof pg.DatabaseError && error.constraint === 'adjustment_subject') {
        return { refused: 'DONE', field: 'break', message: 'its transaction has an adjustment already' };
      }
      throw storeFault(error, 'propose an adjustment');
    }
  }

  async adjustment(id: string): Promise<AdjustmentRecord | undefined> {
    const [row] = await rowsOf<Row>(this.#pool, 'read an adjustment', ADJUSTMENT, [id]);
    return row === undefined ? undefined : adjustmentFromRow(row);
  }

  async adjustments(reconciliation: number): Promise<AdjustmentRecord[]> {
    const rows = await rowsOf<Row>(this.#pool, 'read adjustments', OF_RECONCILIATION, [reconciliation]);
    return rows.map(adjustmentFromRow);
  }

  async decide(decision: {
    readonly id: string;
    readonly approve: boolean;
    readonly by: string;
  }): Promise<AdjustmentRecord | ReconciliationRefusal> {
    const { id, approve, by } = decision;
    await rowsOf(this.#pool, 'decide an adjustment', DECIDE, [id, approve ? 'approved' : 'rejected', by]);
    const adjustment = await this.adjustment(id);
    assert(adjustment !== undefined, 'an adjustment is never deleted');
    const isRejected = adjustment.status === 'rejected';
    if (isRejected === approve) {
      return {
        ...{ refused: 'DONE', field: 'id' },
        message: `was ${isRejected ? 'rejected' : 'approved'} by ${adjustment.decidedBy}`,
      };
    }
    return adjustment;
  }

  async finish(id: string, outcome: string): Promise<AdjustmentRecord> {
    await rowsOf(this.#pool, 'write what became of an adjustment', FINISH, [id, outcome]);
    const adjustment = await this.adjustment(id);
    assert(adjustment !== undefined, 'an adjustment is never deleted');
    return adjustment;
  }
}

function breakFromRow(row: Row): BreakRecord {
  return {
    number: Number(row['number']),
    kind: row['kind'] as BreakKind,
    line: row['line'] === null ? undefined : Number(row['line']),
    id: String(row['id']),
    card: Number(row['card']),
    origin: String(row['origin']),
    program: String(row['program']),
    theirs: sideOf(row['their_outcome'], row['their_amount'], row['their_change']),
    ours: sideOf(row['our_outcome'], row['our_amount'], row['our_change']),
  };
}

function sideOf(outcome: Row[string] | undefined, amount: unknown, change: unknown): BreakSide | undefined {
  if (outcome === null || outcome === undefined) return undefined;
  return { outcome: String(outcome), amount: Number(amount), postedChange: Number(change) };
}

function adjustmentFromRow(row: Row): AdjustmentRecord {
  return {
    id: String(row['id']),
    reconciliation: Number(row['reconciliation']),
    break: Number(row['break']),
    card: Number(row['card']),
    program: String(row['program']),
    amount: Number(row['amount']),
    debit: row['debit'] === true,
    status: row['status'] as AdjustmentStatus,
    proposedBy: String(row['proposed_by']),
    proposedAtMs: (row['proposed_at'] as Date).getTime(),
    decidedBy: String(row['decided_by'] ?? ''),
    decidedAtMs: (row['decided_at'] as Date | null)?.getTime(),
    outcome: String(row['outcome'] ?? ''),
  };
}
