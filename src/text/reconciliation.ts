import { maskCard } from '../ledger/card.ts';
import type { Break__Output } from '../wire/generated/tongfen/v1/Break.ts';
import type { BreakAdjustment__Output } from '../wire/generated/tongfen/v1/BreakAdjustment.ts';
import type { ReconciliationResult__Output } from '../wire/generated/tongfen/v1/ReconciliationResult.ts';
import { tableOf } from './table.ts';

/** What came of a file, in a few lines. */
export function resultText(result: ReconciliationResult__Output): string {
  const { number, participant, cycle, lines, matched, different, missingHere, missingThere } = result;
  return [
    `Reconciliation ${number}: the file of ${participant} for cycle ${cycle}, ${lines} lines.`,
    `${matched} matched, ${different} different, ${missingHere} missing here, ${missingThere} missing there.`,
  ].join('\n');
}

/** Breaks, a row each. */
export function breaksTable(breaks: readonly Break__Output[]): string {
  if (breaks.length === 0) return 'No breaks.';
  const side = (says: Break__Output['theirs']): string =>
    says === null ? '' : `${says.outcome} ${says.postedChange}`;
  return tableOf(
    ['break', 'kind', 'line', 'id', 'card', 'program', 'theirs', 'ours', 'adjustment'],
    breaks.map((each) => [
      each.number,
      each.kind.replace('_', ' ').toLowerCase(),
      each.line === 0 ? '' : each.line,
      each.id,
      maskCard(each.card),
      each.program,
      side(each.theirs),
      side(each.ours),
      each.proposedChange === 0 ? '' : each.proposedChange,
    ]),
    'rlrlllllr',
  );
}

/** Adjustments, a row each. */
export function adjustmentsTable(adjustments: readonly BreakAdjustment__Output[]): string {
  if (adjustments.length === 0) return 'No adjustments.';
  return tableOf(
    ['adjustment', 'break', 'card', 'program', 'change', 'status', 'proposed by', 'decided by', 'outcome'],
    adjustments.map((each) => [
      each.id,
      each.break,
      maskCard(each.card),
      each.program,
      each.change,
      each.status.replace('ADJUSTMENT_', '').toLowerCase(),
      each.proposedBy,
      each.decidedBy,
      each.outcome,
    ]),
    'lrllrllll',
  );
}
