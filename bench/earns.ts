import { randomUUID } from 'node:crypto';
import { cardNumber } from '../src/ledger/card.ts';
import type { Transaction } from '../src/ledger/transaction.ts';

/** Earns of as many cards, at a thousand merchants. */
export function earns(count: number): Transaction[] {
  return Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    type: 'EARN',
    card: cardNumber(400_001, index),
    program: 'ACME',
    amount: 1 + (index % 500),
    participant: 'ACQ-1',
    merchant: `M-${index % 1_000}`,
    reference: `order-${1_000_000 + index}`,
    originalId: '',
    toCard: 0,
    holdSeconds: 0,
    debit: false,
    reason: '',
    linked: false,
  }));
}
