import { proposedChange } from '../reconciliation/adjustment.ts';
import type {
  AdjustmentRecord,
  AdjustmentStatus,
  BreakKind,
  BreakRecord,
  BreakSide,
  ReconciliationRecord,
} from '../reconciliation/ports.ts';
import type { AdjustmentStatus as AdjustmentStatusMessage } from '../wire/generated/tongfen/v1/AdjustmentStatus.ts';
import type { Break } from '../wire/generated/tongfen/v1/Break.ts';
import type { BreakAdjustment } from '../wire/generated/tongfen/v1/BreakAdjustment.ts';
import type { BreakKind as BreakKindMessage } from '../wire/generated/tongfen/v1/BreakKind.ts';
import type { ReconciliationResult } from '../wire/generated/tongfen/v1/ReconciliationResult.ts';
import { timestampOf } from './codec.ts';

// Reconciliation as the messages of the contract show it.

const KINDS: Readonly<Record<BreakKind, BreakKindMessage>> = {
  different: 'DIFFERENT',
  'missing-here': 'MISSING_HERE',
  'missing-there': 'MISSING_THERE',
};

const STATUSES: Readonly<Record<AdjustmentStatus, AdjustmentStatusMessage>> = {
  proposed: 'ADJUSTMENT_PROPOSED',
  rejected: 'ADJUSTMENT_REJECTED',
  approved: 'ADJUSTMENT_APPROVED',
  posted: 'ADJUSTMENT_POSTED',
  declined: 'ADJUSTMENT_DECLINED',
};

export function resultView(record: ReconciliationRecord): ReconciliationResult {
  const { lines, different, missingHere } = record;
  return { ...record, matched: lines - different - missingHere };
}

export function breakView(record: BreakRecord): Break {
  const side = (says: BreakSide | undefined) => (says === undefined ? null : { ...says });
  return {
    ...record,
    kind: KINDS[record.kind],
    line: record.line ?? 0,
    theirs: side(record.theirs),
    ours: side(record.ours),
    proposedChange: proposedChange(record),
  };
}

export function adjustmentView(record: AdjustmentRecord): BreakAdjustment {
  return {
    id: record.id,
    reconciliation: record.reconciliation,
    break: record.break,
    card: record.card,
    program: record.program,
    change: record.debit ? -record.amount : record.amount,
    status: STATUSES[record.status],
    proposedBy: record.proposedBy,
    proposedAt: timestampOf(record.proposedAtMs),
    decidedBy: record.decidedBy,
    decidedAt: record.decidedAtMs === undefined ? null : timestampOf(record.decidedAtMs),
    outcome: record.outcome,
  };
}
