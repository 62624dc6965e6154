import type { Scenario } from '../table-parser.ts';

export const REVERSE: readonly Scenario[] = [
  {
    title: 'the reversal of an earn takes the lot that it made, whatever expires first',
    table: `
      give A 30@20260301
      EARN    e1 A 100          | POSTED 130/130
      give A 30@never
      REVERSE v1 A 40 of=e1     | POSTED 120/120 moved=40 lots=-40@20270131 counter=MERCHANT merchant=SHOP
      REVERSE v1 A 40 of=e1     | POSTED 120/120 moved=40 duplicate
      REVERSE v1 A 41 of=e1     | ID_REUSED
      REVERSE v2 A 61 of=e1     | AMOUNT_ABOVE_ORIGINAL 120/120 moved=0
      REVERSE v3 A 60 of=e1     | POSTED 60/60 lots=-60@20270131
      REVERSE v4 A 1 of=e1      | AMOUNT_ABOVE_ORIGINAL 60/60
    `,
  },
  {
    title: 'the reversal of an earn whose lot was spent takes others, the first to expire first',
    table: `
      give A 30@never
      EARN    e1 A 100          | POSTED 130/130
      REDEEM  r1 A 90           | POSTED 40/40
      give A 5@20260301
      REVERSE v1 A 20 of=e1     | POSTED 25/25 lots=-5@20260301,-10@20270131,-5@never
    `,
  },
  {
    title: 'the reversal of an earn without a merchant, or of one that paid a debt, has its counter account',
    table: `
      EARN    e1 A 100 in=OVER by=ISSUER at=             | POSTED 100/100
      REDEEM  r1 A 100 in=OVER                           | POSTED 0/0
      REVERSE v1 A 100 of=e1 in=OVER by=ISSUER           | POSTED -100/-100 counter=ISSUANCE merchant=none
      EARN    e2 A 100 in=OVER                           | POSTED 0/0 lots=none
      REVERSE v2 A 100 of=e2 in=OVER                     | POSTED -100/-100 lots=none counter=MERCHANT
    `,
  },
  {
    title: 'reject: points that were spent are not taken back, not even in part',
    table: `
      EARN    e1 A 100                 | POSTED 100/100
      REDEEM  r1 A 70                  | POSTED 30/30
      REVERSE v1 A 31 of=e1            | INSUFFICIENT_POINTS 30/30 moved=0
      REVERSE v2 A 30 of=e1            | POSTED 0/0
      REVERSE v1 A 31 of=e1            | INSUFFICIENT_POINTS 30/30 duplicate
    `,
  },
  {
    title: 'partial: what is left is taken back, and only that counts as reversed',
    table: `
      EARN    e1 A 100 in=PART         | POSTED 100/100
      REDEEM  r1 A 70  in=PART         | POSTED 30/30
      REVERSE v1 A 100 of=e1 in=PART   | POSTED 0/0 moved=30
      REVERSE v2 A 70  of=e1 in=PART   | INSUFFICIENT_POINTS 0/0
      EARN    e2 A 100 in=PART         | POSTED 100/100
      REVERSE v3 A 71  of=e1 in=PART   | AMOUNT_ABOVE_ORIGINAL 100/100
      REVERSE v4 A 70  of=e1 in=PART   | POSTED 30/30 moved=70
    `,
  },
  {
    title: 'partial: what a hold has set aside is not taken back',
    table: `
      EARN      e1 A 100 in=PART       | POSTED 100/100
      AUTHORIZE a1 A 60  in=PART       | POSTED 100/40
      REVERSE   v1 A 100 of=e1 in=PART | POSTED 60/0 moved=40
      REVERSE   v2 A 60  of=e1 in=PART | INSUFFICIENT_POINTS 60/0
    `,
  },
  {
    title: 'overdraw: the whole is taken back, and the member owes it',
    table: `
      EARN      e1 A 100 in=OVER       | POSTED 100/100
      REDEEM    r1 A 70  in=OVER       | POSTED 30/30
      REVERSE   v1 A 100 of=e1 in=OVER | POSTED -70/-70 moved=100 lots=-30@20260630
      account A in=OVER                | -70/-70 free=none overdrawn=70
      REDEEM    r2 A 1 in=OVER         | INSUFFICIENT_POINTS -70/-70
      AUTHORIZE a1 A 1 in=OVER         | INSUFFICIENT_POINTS -70/-70
      REVERSE   v2 A 1 of=e1 in=OVER   | AMOUNT_ABOVE_ORIGINAL -70/-70
    `,
  },
  {
    title: 'the reversal of a redeem restores the lots with their days, the last taken first',
    table: `
      give A 30@20260301,50@20270131
      REDEEM  r1 A 60           | POSTED 20/20 lots=-30@20260301,-30@20270131
      REVERSE v1 A 20 of=r1     | POSTED 40/40 moved=20 lots=+20@20270131 counter=MERCHANT merchant=SHOP
      REVERSE v2 A 20 of=r1     | POSTED 60/60 lots=+10@20260301,+10@20270131
      REVERSE v3 A 21 of=r1     | AMOUNT_ABOVE_ORIGINAL 60/60
      REVERSE v4 A 20 of=r1     | POSTED 80/80 lots=+20@20260301
      account A                 | 80/80 free=30@20260301,50@20270131
    `,
  },
  {
    title: 'points that come back after their day expire before anything else is done with them',
    table: `
      give A 30@20260131
      REDEEM  r1 A 30           | POSTED 0/0
      date 20260201
      REVERSE v1 A 30 of=r1     | POSTED 30/30 lots=+30@20260131
      REDEEM  r2 A 1            | INSUFFICIENT_POINTS 0/0
      EXPIRE     A 30           | POSTED 0/0 lots=-30@20260131
    `,
  },
  {
    title: 'the reversal of a capture restores the lots that it took',
    table: `
      give A 30@20260301,50@20270131
      AUTHORIZE a1 A 40         | POSTED 80/40
      CAPTURE   c1 A 35 of=a1   | POSTED 45/45
      REVERSE   v1 A 35 of=c1   | POSTED 80/80 lots=+30@20260301,+5@20270131 counter=MERCHANT merchant=SHOP
      REVERSE   v2 A 1  of=c1   | AMOUNT_ABOVE_ORIGINAL 80/80
    `,
  },
  {
    title: 'a refund pays what is overdrawn first',
    table: `
      EARN    e1 A 100 in=OVER         | POSTED 100/100
      REDEEM  r1 A 100 in=OVER         | POSTED 0/0
      REVERSE v1 A 100 of=e1 in=OVER   | POSTED -100/-100
      REVERSE v2 A 100 of=r1 in=OVER   | POSTED 0/0 lots=none
      account A in=OVER                | 0/0 free=none overdrawn=0
    `,
  },
  {
    title: 'a refund beyond the largest balance does not go through',
    table: `
      give A 100@20270131
      REDEEM  r1 A 100          | POSTED 0/0
      give A 9007199254740951@never
      REVERSE v1 A 41 of=r1     | BALANCE_OVERFLOW 9007199254740951/9007199254740951
      REVERSE v2 A 40 of=r1     | POSTED 9007199254740991/9007199254740991
      REVERSE v3 A 41 of=r1     | BALANCE_OVERFLOW
    `,
  },
  {
    title: 'points are taken back down to the lowest balance, of which what is held is a part',
    table: `
      limit OVER 9007199254740991
      EARN      e1 A 9007199254740991 in=OVER       | POSTED
      REDEEM    r1 A 9007199254740991 in=OVER       | POSTED 0/0
      EARN      e2 A 11 in=OVER                     | POSTED 11/11
      AUTHORIZE a1 A 11 in=OVER                     | POSTED 11/0
      REVERSE   v1 A 11 of=e2 in=OVER               | POSTED 0/-11
      REVERSE   v2 A 9007199254740981 of=e1 in=OVER | BALANCE_OVERFLOW 0/-11
      REVERSE   v3 A 9007199254740980 of=e1 in=OVER | POSTED -9007199254740980/-9007199254740991
      CAPTURE   c1 A 11 of=a1 in=OVER               | POSTED -9007199254740991/-9007199254740991
    `,
  },
  {
    title: 'what is not there, or not for the submitter to see, is an unknown original',
    table: `
      EARN    e1 A 100                  | POSTED 100/100
      REVERSE v1 A 1 of=gone            | ORIGINAL_UNKNOWN 100/100
      REVERSE v2 B 1 of=e1              | ORIGINAL_UNKNOWN 0/0
      REVERSE v3 A 1 of=e1 in=PART      | ORIGINAL_UNKNOWN 0/0
      REVERSE v4 A 1 of=e1 by=OTHER     | ORIGINAL_UNKNOWN 100/100
      REVERSE v5 A 1 of=e1 by=ISSUER    | POSTED 99/99
      REVERSE v6 A 1 of=e1 by=OPERATOR  | POSTED 98/98
    `,
  },
  {
    title: "one's own original comes before another's of the same id",
    table: `
      EARN    e1 A 100                     | POSTED 100/100
      EARN    e1 A 20 by=ISSUER at=        | POSTED 120/120
      REVERSE v1 A 21 of=e1 by=ISSUER      | AMOUNT_ABOVE_ORIGINAL 120/120
      REVERSE v2 A 20 of=e1 by=ISSUER      | POSTED 100/100 counter=ISSUANCE
      REVERSE v3 A 100 of=e1               | POSTED 0/0 merchant=SHOP
    `,
  },
  {
    title: "of others' originals of one id, the one that can be reversed is meant",
    table: `
      EARN    e1 A 100 at=GONE             | MERCHANT_UNKNOWN 0/0
      EARN    e1 A 20 by=OTHER at=CAFE     | POSTED 20/20
      REVERSE v1 A 5 of=e1 by=ISSUER       | POSTED 15/15 merchant=CAFE
      REVERSE v2 A 15 of=e1 by=OPERATOR    | POSTED 0/0 merchant=CAFE
      REVERSE v3 A 1 of=e1 by=ISSUER       | ORIGINAL_NOT_REVERSIBLE 0/0
      REVERSE v4 A 1 of=e1                 | ORIGINAL_NOT_REVERSIBLE 0/0
    `,
  },
  {
    title: 'what did not post, and what moved nothing for good, can not be reversed',
    table: `
      EARN      e1 A 100             | POSTED 100/100
      REDEEM    r1 A 101             | INSUFFICIENT_POINTS 100/100
      REVERSE   v1 A 1 of=r1         | ORIGINAL_NOT_REVERSIBLE 100/100
      AUTHORIZE a1 A 10              | POSTED 100/90
      REVERSE   v2 A 1 of=a1         | ORIGINAL_NOT_REVERSIBLE 100/90
      RELEASE   l1 A   of=a1         | POSTED 100/100
      REVERSE   v3 A 1 of=l1         | ORIGINAL_NOT_REVERSIBLE 100/100
      REVERSE   v4 A 1 of=e1         | POSTED 99/99
      REVERSE   v5 A 1 of=v4         | ORIGINAL_NOT_REVERSIBLE 99/99
      ADJUST    j1 A 10              | POSTED 109/109
      REVERSE   v6 A 1 of=j1 by=ISSUER | ORIGINAL_NOT_REVERSIBLE 109/109
    `,
  },
  {
    title: 'what was accepted is reversed on a blocked program and a blocked card, above the limit too',
    table: `
      EARN    e1 A 100            | POSTED 100/100
      limit ACME 1
      block merchant SHOP
      block card A
      block program ACME
      REVERSE v1 A 50 of=e1         | POSTED 50/50
      REVERSE v2 A 50 of=e1 in=GONE | PROGRAM_UNKNOWN 0/0
      REVERSE v3 U 50 of=e1         | CARD_UNKNOWN 0/0
    `,
  },
];
