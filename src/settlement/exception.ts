import type { Transaction } from '../ledger/transaction.ts';
import type { SettlementException } from './ports.ts';

/** The transaction that reverses an exception, once two have agreed: the same whenever it is asked for. */
export function reversalOf(exception: SettlementException): Transaction {
  const { cycle, proposedBy, decidedBy, postedChange } = exception;
  return {
    id: exception.exception,
    type: 'ADJUST',
    card: exception.card,
    program: exception.program,
    amount: Math.abs(postedChange),
    participant: decidedBy,
    merchant: exception.merchant,
    reference: `exception-of-cycle-${cycle}`,
    originalId: exception.id,
    toCard: 0,
    holdSeconds: 0,
    debit: postedChange > 0,
    reason: `exception of cycle ${cycle}: proposed by ${proposedBy}, approved by ${decidedBy}`,
    linked: false,
  };
}
