import { cardNumber } from '../../../src/ledger/card.ts';
import type { Entry } from '../../../src/ledger/transaction.ts';

/** An entry of the journal: an earn that an acquirer submitted. */
export function entryOf(fields: Partial<Entry>): Entry {
  return {
    seq: 1,
    id: '0190a5b0-5b5d-7cc1-8b5f-3d1f6e6b3a10',
    card: cardNumber(400_001, 5),
    origin: 'ACQUIRER-1',
    type: 'EARN',
    outcome: 'POSTED',
    program: 'ACME',
    amount: 100,
    postedChange: 100,
    heldChange: 0,
    balance: 100,
    available: 100,
    lots: [99_991_231, 100],
    counter: 'MERCHANT',
    merchant: 'SHOP-1',
    reference: '',
    originalId: '',
    peer: 0,
    holdSeconds: 0,
    debit: false,
    reason: '',
    linked: false,
    ledgerTimeMs: 1_767_571_200_123,
    cycle: 3,
    businessDate: 20_260_105,
    ...fields,
  };
}
