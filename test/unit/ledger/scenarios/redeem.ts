import type { Scenario } from '../table-parser.ts';

export const REDEEM: readonly Scenario[] = [
  {
    title: 'a redeem takes the lot that expires first before others',
    table: `
      give A 30@20260301,50@20270131,20@never
      REDEEM r1 A 10 | POSTED 90/90 moved=10 lots=-10@20260301 counter=MERCHANT merchant=SHOP
      REDEEM r2 A 30 | POSTED 60/60 lots=-20@20260301,-10@20270131
      REDEEM r3 A 60 | POSTED 0/0 lots=-40@20270131,-20@never
      account A      | 0/0 free=none
    `,
  },
  {
    title: 'an issuer redeems points of its own program against the issuance',
    table: `
      give A 30@never
      REDEEM r1 A 10 by=ISSUER at= | POSTED 20/20 counter=ISSUANCE
    `,
  },
  {
    title: 'a redeem again is answered with its first outcome, a decline like a success',
    table: `
      give A 30@never
      REDEEM r1 A 30          | POSTED 0/0
      REDEEM r2 A 30          | INSUFFICIENT_POINTS 0/0
      EARN   e1 A 100         | POSTED 100/100
      REDEEM r1 A 30          | POSTED 0/0 duplicate
      REDEEM r2 A 30          | INSUFFICIENT_POINTS 0/0 duplicate
      REDEEM r2 A 31          | ID_REUSED
      account A               | 100/100
    `,
  },
  {
    title: 'a redeem spends what is there and not a point more',
    table: `
      REDEEM r0 A 1   | INSUFFICIENT_POINTS 0/0
      give A 30@never
      REDEEM r1 A 31  | INSUFFICIENT_POINTS 30/30 moved=0
      REDEEM r2 A 30  | POSTED 0/0
      REDEEM r3 A 1   | INSUFFICIENT_POINTS 0/0
    `,
  },
  {
    title: 'a redeem does not spend what a hold has set aside',
    table: `
      give A 30@never
      AUTHORIZE a1 A 20 | POSTED 30/10
      REDEEM    r1 A 11 | INSUFFICIENT_POINTS 30/10
      REDEEM    r2 A 10 | POSTED 20/0
    `,
  },
  {
    title: 'a redeem does not spend points of another program',
    table: `
      give A 30@never in=PART
      REDEEM r1 A 1 | INSUFFICIENT_POINTS 0/0
    `,
  },
  {
    title: 'a redeem finds what is due already expired',
    table: `
      give A 30@20260115,5@20260116
      REDEEM r1 A 10 | POSTED 25/25 lots=-10@20260115
      date 20260116
      REDEEM r2 A 6  | INSUFFICIENT_POINTS 5/5
      EXPIRE    A 20 | POSTED 5/5 lots=-20@20260115 counter=BREAKAGE
      REDEEM r3 A 5  | POSTED 0/0
    `,
  },
  {
    title: 'what is said against an earn by the reference data is said against a redeem',
    table: `
      give A 30@never
      REDEEM r1 A 1 in=GONE  | PROGRAM_UNKNOWN 0/0
      REDEEM r2 U 1          | CARD_UNKNOWN 0/0
      REDEEM r3 A 1 at=CAFE  | MERCHANT_UNKNOWN 30/30
      limit ACME 10
      REDEEM r4 A 11         | AMOUNT_ABOVE_LIMIT 30/30
      block merchant SHOP
      REDEEM r5 A 1          | MERCHANT_BLOCKED 30/30
      block card A
      REDEEM r6 A 1          | CARD_BLOCKED 30/30
      block program ACME
      REDEEM r7 A 1          | PROGRAM_BLOCKED 30/30
    `,
  },
  {
    title: 'in the programs of a suspended issuer nothing begins, and what was accepted is followed up',
    table: `
      give A 100@never
      REDEEM    r1 A 10             | POSTED 90/90
      AUTHORIZE a1 A 20             | POSTED 90/70
      AUTHORIZE a2 A 20             | POSTED 90/50
      block participant ISSUER
      REDEEM    r1 A 10             | POSTED 90/90 duplicate
      REDEEM    r2 A 1              | PROGRAM_BLOCKED 90/50
      EARN      e1 A 1              | PROGRAM_BLOCKED 90/50
      AUTHORIZE a3 A 1              | PROGRAM_BLOCKED 90/50
      TRANSFER  t1 A 1 to=B by=OPERATOR  | PROGRAM_BLOCKED 90/50
      ADJUST    j1 A 1 by=OPERATOR  | PROGRAM_BLOCKED 90/50
      EXCHANGE  x1 A 1 into=FARE by=OPERATOR | PROGRAM_BLOCKED
      EXCHANGE  x2 A 1 in=FARE into=ACME by=RIVAL | PROGRAM_BLOCKED
      CAPTURE   c1 A 15 of=a1       | POSTED 75/55
      RELEASE   l1 A of=a2          | POSTED 75/75
      REVERSE   v1 A 10 of=r1       | POSTED 85/85
      unblock participant ISSUER
      REDEEM    r3 A 85             | POSTED 0/0
    `,
  },
  {
    title: 'at the merchants of a suspended acquirer nothing begins, and what was accepted is followed up',
    table: `
      give A 100@never
      AUTHORIZE a1 A 20                     | POSTED 100/80
      REDEEM    r1 A 10                     | POSTED 90/70
      block participant TILL
      REDEEM    r2 A 1                      | PROGRAM_UNKNOWN
      REDEEM    r3 A 1 by=ISSUER            | MERCHANT_BLOCKED 90/70
      EARN      e1 A 1 by=ISSUER            | MERCHANT_BLOCKED 90/70
      AUTHORIZE a2 A 1 by=OPERATOR          | MERCHANT_BLOCKED 90/70
      REDEEM    r4 A 1 by=ISSUER at=        | POSTED 89/69
      CAPTURE   c1 A 15 of=a1 by=ISSUER     | POSTED 74/74
      REVERSE   v1 A 10 of=r1 by=ISSUER     | POSTED 84/84
      unblock participant TILL
      REDEEM    r5 A 1                      | POSTED 83/83
    `,
  },
];
