import type { Transaction } from '../ledger/transaction.ts';
import type { AdjustmentRecord, BreakRecord } from './ports.ts';

/** What would make the member's account agree with the file: above zero gives points, below zero takes them. */
export function proposedChange({ theirs, ours }: Pick<BreakRecord, 'theirs' | 'ours'>): number {
  return (theirs?.postedChange ?? 0) - (ours?.postedChange ?? 0);
}

/** The transaction of an adjustment that was approved: the same whenever it is asked for. */
export function transactionOf(adjustment: AdjustmentRecord): Transaction {
  const { reconciliation, break: number, proposedBy, decidedBy } = adjustment;
  return {
    id: adjustment.id,
    type: 'ADJUST',
    card: adjustment.card,
    program: adjustment.program,
    amount: adjustment.amount,
    participant: decidedBy,
    merchant: '',
    reference: `reconciliation-${reconciliation}-${number}`,
    originalId: '',
    toCard: 0,
    holdSeconds: 0,
    debit: adjustment.debit,
    reason: `reconciliation ${reconciliation}, break ${number}: proposed by ${proposedBy}, approved by ${decidedBy}`,
    linked: false,
  };
}
