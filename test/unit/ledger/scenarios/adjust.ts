import type { Scenario } from '../table-parser.ts';

export const ADJUST: readonly Scenario[] = [
  {
    title: 'an adjustment gives points or takes them, by the issuer or the operator',
    table: `
      ADJUST j1 A 50                     | POSTED 50/50 moved=50 lots=+50@20270131 counter=ADJUSTMENT
      ADJUST j2 A 20 by=OPERATOR debit   | POSTED 30/30 lots=-20@20270131 counter=ADJUSTMENT
      ADJUST j2 A 20 by=OPERATOR debit   | POSTED 30/30 duplicate
      ADJUST j2 A 20 by=OPERATOR         | ID_REUSED
      ADJUST j1 A 50 reason=fraud        | ID_REUSED
    `,
  },
  {
    title: 'nobody adjusts what is not its own',
    table: `
      ADJUST j1 A 50 by=TILL  | PROGRAM_UNKNOWN 0/0
      ADJUST j2 A 50 by=RIVAL | PROGRAM_UNKNOWN 0/0
      ADJUST j3 A 50 in=GONE  | PROGRAM_UNKNOWN 0/0
    `,
  },
  {
    title: 'a blocked card can be adjusted, a blocked program can not',
    table: `
      block card A
      ADJUST j1 A 50 | POSTED 50/50
      block program ACME
      ADJUST j2 A 50 | PROGRAM_BLOCKED 50/50
    `,
  },
  {
    title:
      'an adjustment takes no more than there is, gives no more than fits, and has the limit of the program',
    table: `
      ADJUST j1 U 50        | CARD_UNKNOWN 0/0
      ADJUST j2 A 50 debit  | INSUFFICIENT_POINTS 0/0
      give A 9007199254740991@never
      ADJUST j3 A 1         | BALANCE_OVERFLOW
      ADJUST j4 A 1 debit   | POSTED 9007199254740990/9007199254740990
      ADJUST j5 A 1         | POSTED 9007199254740991/9007199254740991
      limit ACME 10
      ADJUST j6 A 11 debit  | AMOUNT_ABOVE_LIMIT
    `,
  },
];
