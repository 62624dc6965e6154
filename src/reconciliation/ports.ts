import type { Refused } from '../refused.ts';
import type { Concern } from '../settlement/ports.ts';
import type { FileLine } from './file.ts';

// Reconciliation as its edges need it. Postgres implements it (src/store).

export interface ReconciliationRecord {
  readonly number: number;
  readonly cycle: number;
  readonly participant: string;
  readonly lines: number;
  /** In both, but not the same. */
  readonly different: number;
  readonly missingHere: number;
  readonly missingThere: number;
}

export type BreakKind = 'different' | 'missing-here' | 'missing-there';

/** What one side says of a transaction. */
export interface BreakSide {
  readonly outcome: string;
  readonly amount: number;
  readonly postedChange: number;
}

export interface BreakRecord {
  readonly number: number;
  readonly kind: BreakKind;
  /** Of the file; undefined for what it does not have. */
  readonly line: number | undefined;
  readonly id: string;
  readonly card: number;
  readonly origin: string;
  readonly program: string;
  readonly theirs: BreakSide | undefined;
  readonly ours: BreakSide | undefined;
}

export type AdjustmentStatus = 'proposed' | 'rejected' | 'approved' | 'posted' | 'declined';

export interface AdjustmentRecord {
  /** Also the id of the transaction. */
  readonly id: string;
  readonly reconciliation: number;
  readonly break: number;
  readonly card: number;
  readonly program: string;
  readonly amount: number;
  /** True takes points from the member. */
  readonly debit: boolean;
  readonly status: AdjustmentStatus;
  readonly proposedBy: string;
  readonly proposedAtMs: number;
  /** '' before. */
  readonly decidedBy: string;
  readonly decidedAtMs: number | undefined;
  /** Of the transaction; '' before. */
  readonly outcome: string;
}

/** A line of a file that is why the file is refused. */
export interface LineProblem {
  readonly line: number;
  readonly problem: string;
}

/** Why something was refused: an expected result. */
export type ReconciliationRefusal =
  | { readonly refused: 'FILE'; readonly problems: readonly LineProblem[] }
  | Refused<'NOT_FOUND' | 'DONE'>;

/** Faults: `STORE_UNAVAILABLE`. */
export interface Reconciliations {
  /**
   * Compares the lines of a file with the journal. Refused: `FILE` for lines that name one transaction twice, and for what
   * `lines` gives as its end; then nothing is stored.
   *
   * @param lines in bounded pieces; ends with the problems of the file
   */
  reconcile(
    subject: { readonly cycle: number; readonly concern: Concern },
    lines: AsyncGenerator<readonly FileLine[], readonly LineProblem[]>,
  ): Promise<ReconciliationRecord | ReconciliationRefusal>;
  reconciliation(number: number): Promise<ReconciliationRecord | undefined>;
  breaks(query: {
    readonly reconciliation: number;
    readonly after: number;
    readonly limit: number;
  }): Promise<BreakRecord[]>;
  /**
   * Refused: `NOT_FOUND` for the break, `DONE` when it is adjusted, when there is nothing or too much to adjust, or when the
   * other side has the same in another cycle.
   *
   * @param proposal `concern`: of who proposes it
   */
  propose(proposal: {
    readonly id: string;
    readonly reconciliation: number;
    readonly break: number;
    readonly concern: Concern;
  }): Promise<AdjustmentRecord | ReconciliationRefusal>;
  adjustment(id: string): Promise<AdjustmentRecord | undefined>;
  adjustments(reconciliation: number): Promise<AdjustmentRecord[]>;
  /** Refused: `DONE` when somebody else decided it, or otherwise. */
  decide(decision: {
    readonly id: string;
    readonly approve: boolean;
    readonly by: string;
  }): Promise<AdjustmentRecord | ReconciliationRefusal>;
  /** Writes what became of the transaction of an approved adjustment. */
  finish(id: string, outcome: string): Promise<AdjustmentRecord>;
}
