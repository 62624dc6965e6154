/** A transaction's fields as they are where its type does not need them. */
export const BLANK = {
  merchant: '',
  reference: '',
  originalId: '',
  toCard: 0,
  holdSeconds: 0,
  debit: false,
  reason: '',
  linked: false,
} as const;
