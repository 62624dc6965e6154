import type { Transaction } from '../ledger/transaction.ts';
import type { SettlementException } from './ports.ts';

/**
 * The transaction that reverses an exception, once two have agreed: the same whenever it is asked for. It is the operator's: the
 * issuer may have been suspended since it agreed.
 */
export function reversalOf(exception: SettlementException): Transaction {
  const { cycle, issuer, proposedBy, decidedBy, postedChange } = exception;
  return {
    id: exception.exception,
    type: 'ADJUST',
    card: exception.card,
    program: exception.program,
    amount: Math.abs(postedChange),
    participant: decidedBy === issuer ? proposedBy : decidedBy,
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
