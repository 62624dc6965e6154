import type { Scenario } from '../table-parser.ts';

export const HOLD: readonly Scenario[] = [
  {
    title: 'an authorization sets points aside and pins the lots that expire first',
    table: `
      give A 30@20260301,50@20270131
      AUTHORIZE a1 A 40  | POSTED 80/40 moved=40 lots=none counter=none merchant=SHOP
      account A          | 80/40 free=40@20270131 pinned=30@20260301,10@20270131 held=40
      AUTHORIZE a1 A 40  | POSTED 80/40 moved=40 duplicate
      AUTHORIZE a1 A 41  | ID_REUSED
      AUTHORIZE a1 A 40 for=60s | ID_REUSED
      AUTHORIZE a2 A 41  | INSUFFICIENT_POINTS 80/40 moved=0
      AUTHORIZE a3 A 40  | POSTED 80/0
      AUTHORIZE a4 A 1   | INSUFFICIENT_POINTS 80/0
      AUTHORIZE a5 B 1   | INSUFFICIENT_POINTS 0/0
    `,
  },
  {
    title: 'what is said against an earn by the reference data is said against an authorization',
    table: `
      give A 30@never
      AUTHORIZE a1 A 1 in=GONE  | PROGRAM_UNKNOWN 0/0
      AUTHORIZE a2 U 1          | CARD_UNKNOWN 0/0
      AUTHORIZE a3 A 1 at=CAFE  | MERCHANT_UNKNOWN 30/30
      limit ACME 10
      AUTHORIZE a4 A 11         | AMOUNT_ABOVE_LIMIT 30/30
      block merchant SHOP
      AUTHORIZE a5 A 1          | MERCHANT_BLOCKED 30/30
      block card A
      AUTHORIZE a6 A 1          | CARD_BLOCKED 30/30
      block program ACME
      AUTHORIZE a7 A 1          | PROGRAM_BLOCKED 30/30
    `,
  },
  {
    title: 'an account has a thousand open holds at most',
    table: `
      give A 1002@never
      holds A 999
      AUTHORIZE a1 A 1         | POSTED 1002/2
      AUTHORIZE a2 A 1         | TOO_MANY_HOLDS 1002/2 moved=0
      AUTHORIZE a3 A 3         | INSUFFICIENT_POINTS 1002/2
      AUTHORIZE a4 B 1         | INSUFFICIENT_POINTS
      CAPTURE   c1 A 1 of=a1   | POSTED 1001/2
      AUTHORIZE a2 A 1         | TOO_MANY_HOLDS 1002/2 moved=0 duplicate
      AUTHORIZE a5 A 1         | POSTED 1001/1
    `,
  },
  {
    title: 'a capture takes the pinned lots and frees what it does not take',
    table: `
      give A 30@20260301,50@20270131
      AUTHORIZE a1 A 40        | POSTED 80/40
      CAPTURE   c1 A 35 of=a1  | POSTED 45/45 moved=35 lots=-30@20260301,-5@20270131 counter=MERCHANT merchant=SHOP
      account A                | 45/45 free=45@20270131 held=0
      CAPTURE   c1 A 35 of=a1  | POSTED 45/45 moved=35 duplicate
      CAPTURE   c1 A 34 of=a1  | ID_REUSED
    `,
  },
  {
    title: 'a capture without a merchant goes to the issuance',
    table: `
      give A 30@never
      AUTHORIZE a1 A 10 by=ISSUER at=        | POSTED 30/20
      CAPTURE   c1 A 10 by=ISSUER of=a1      | POSTED 20/20 counter=ISSUANCE merchant=none
    `,
  },
  {
    title: 'a release frees the lots with their days',
    table: `
      give A 30@20260301,50@20270131
      AUTHORIZE a1 A 40        | POSTED 80/40
      REDEEM    r1 A 10        | POSTED 70/30 lots=-10@20270131
      RELEASE   l1 A    of=a1  | POSTED 70/70 moved=0 lots=none counter=none merchant=SHOP
      account A                | 70/70 free=30@20260301,40@20270131 held=0
      RELEASE   l1 A    of=a1  | POSTED 70/70 moved=0 duplicate
      RELEASE   l1 A    of=a2  | ID_REUSED
    `,
  },
  {
    title: 'a hold ends once: captured, it is closed',
    table: `
      give A 30@never
      AUTHORIZE a1 A 20        | POSTED 30/10
      CAPTURE   c1 A 5  of=a1  | POSTED 25/25
      CAPTURE   c2 A 5  of=a1  | HOLD_CLOSED 25/25
      RELEASE   l1 A    of=a1  | HOLD_CLOSED 25/25
      CAPTURE   c2 A 5  of=a1  | HOLD_CLOSED 25/25 duplicate
    `,
  },
  {
    title: 'a hold ends once: released, it is closed',
    table: `
      give A 30@never
      AUTHORIZE a1 A 20        | POSTED 30/10
      RELEASE   l1 A    of=a1  | POSTED 30/30
      RELEASE   l2 A    of=a1  | HOLD_CLOSED 30/30
      CAPTURE   c1 A 20 of=a1  | HOLD_CLOSED 30/30
    `,
  },
  {
    title: 'a hold ends once: at its moment it has expired, and its points are free',
    table: `
      give A 30@never
      AUTHORIZE a1 A 20 for=60s  | POSTED 30/10
      wait 59s
      CAPTURE   c1 A 1 of=none   | HOLD_UNKNOWN 30/10
      wait 1s
      CAPTURE   c2 A 20 of=a1    | HOLD_EXPIRED 30/30
      EXPIRE       A 20 of=a1    | POSTED 30/30 moved=0 lots=none counter=none merchant=SHOP
      RELEASE   l1 A    of=a1    | HOLD_EXPIRED 30/30
      REDEEM    r1 A 30          | POSTED 0/0
    `,
  },
  {
    title: 'a hold without a time of its own lasts seven days',
    table: `
      give A 30@never
      AUTHORIZE a1 A 20          | POSTED 30/10
      AUTHORIZE a2 A 5 for=604801s | POSTED 30/5
      wait 604799s
      sweep A
      account A                  | 30/5 held=25
      wait 1s
      sweep A
      EXPIRE       A 20 of=a1    | POSTED 30/25
      wait 1s
      sweep A
      EXPIRE       A 5  of=a2    | POSTED 30/30
    `,
  },
  {
    title: 'a hold keeps points past their day, until it ends',
    table: `
      give A 30@20260131
      AUTHORIZE a1 A 20        | POSTED 30/10
      AUTHORIZE a2 A 10        | POSTED 30/0
      date 20260201
      sweep A
      account A                | 30/0 pinned=20@20260131,10@20260131
      CAPTURE   c1 A 15 of=a1  | POSTED 15/5 lots=-15@20260131
      RELEASE   l1 A    of=a2  | POSTED 10/10
      EXPIRE       A 5         | POSTED 10/0 lots=-5@20260131 counter=BREAKAGE
      REDEEM    r1 A 1         | INSUFFICIENT_POINTS 0/0
      EXPIRE       A 10        | POSTED 0/0 lots=-10@20260131
    `,
  },
  {
    title: 'an authorization that was declined, and what is no authorization, is no hold',
    table: `
      give A 30@never
      AUTHORIZE a1 A 31         | INSUFFICIENT_POINTS 30/30
      REDEEM    r1 A 10         | POSTED 20/20
      CAPTURE   c1 A 1  of=a1   | HOLD_UNKNOWN 20/20
      CAPTURE   c2 A 1  of=r1   | HOLD_UNKNOWN 20/20
      RELEASE   l1 A    of=gone | HOLD_UNKNOWN 20/20
    `,
  },
  {
    title: 'a hold of another card, program or participant is unknown',
    table: `
      give A 30@never
      give A 30@never in=PART
      AUTHORIZE a1 A 10                 | POSTED 30/20
      CAPTURE   c1 B 10 of=a1           | HOLD_UNKNOWN 0/0
      CAPTURE   c2 A 10 of=a1 in=PART   | HOLD_UNKNOWN 30/30
      CAPTURE   c3 A 10 of=a1 by=OTHER  | HOLD_UNKNOWN 30/20
      CAPTURE   c4 A 10 of=a1 by=RIVAL  | PROGRAM_UNKNOWN 30/20
      RELEASE   l1 A    of=a1           | POSTED 30/30
      RELEASE   l2 A    of=a1 by=OTHER  | HOLD_UNKNOWN 30/30
    `,
  },
  {
    title: "the program's issuer and the operator end holds of others",
    table: `
      give A 30@never
      AUTHORIZE a1 A 10                    | POSTED 30/20
      AUTHORIZE a2 A 10                    | POSTED 30/10
      CAPTURE   c1 A 10 of=a1 by=ISSUER    | POSTED 20/10 counter=MERCHANT merchant=SHOP
      RELEASE   l1 A    of=a2 by=OPERATOR  | POSTED 20/20
    `,
  },
  {
    title: 'who ended a hold under an id that others used too ended its own',
    table: `
      give A 30@never
      AUTHORIZE a1 A 10                             | POSTED 30/20
      AUTHORIZE a1 A 5  by=ISSUER at=               | POSTED 30/15
      CAPTURE   c1 A 6  of=a1 by=ISSUER             | AMOUNT_ABOVE_HOLD 30/15
      CAPTURE   c2 A 5  of=a1 by=ISSUER             | POSTED 25/15 counter=ISSUANCE
      CAPTURE   c3 A 5  of=a1 by=ISSUER             | HOLD_CLOSED 25/15
      CAPTURE   c1 A 10 of=a1                       | POSTED 15/15 merchant=SHOP
    `,
  },
  {
    title: 'holds of one id, of two participants, expire each by itself',
    table: `
      give A 30@never
      AUTHORIZE a1 A 10 for=60s                     | POSTED 30/20
      AUTHORIZE a1 A 5  for=60s by=OTHER at=CAFE    | POSTED 30/15
      AUTHORIZE a1 A 3  for=90s by=ISSUER at=       | POSTED 30/12
      wait 60s
      sweep A
      EXPIRE       A 10 of=a1                       | POSTED 30/22 merchant=SHOP
      EXPIRE       A 5  of=a1                       | POSTED 30/27 merchant=CAFE
      CAPTURE   c1 A 10 of=a1                       | HOLD_EXPIRED 30/27
      CAPTURE   c1 A 5  of=a1 by=OTHER              | HOLD_EXPIRED 30/27
      CAPTURE   c1 A 3  of=a1 by=ISSUER             | POSTED 27/27
    `,
  },
  {
    title: 'a hold that was captured has not expired because one of another participant has',
    table: `
      give A 30@never
      AUTHORIZE a1 A 10                             | POSTED 30/20
      AUTHORIZE a1 A 5  for=60s by=OTHER at=CAFE    | POSTED 30/15
      CAPTURE   c1 A 10 of=a1                       | POSTED 20/15
      wait 60s
      CAPTURE   c2 A 10 of=a1                       | HOLD_CLOSED 20/20
      EXPIRE       A 5  of=a1                       | POSTED 20/20
    `,
  },
  {
    title: "of others' authorizations of one id, the one that is open is meant",
    table: `
      give A 30@never
      AUTHORIZE a1 A 10                             | POSTED 30/20
      AUTHORIZE a1 A 5  by=OTHER at=CAFE            | POSTED 30/15
      CAPTURE   c1 A 10 of=a1                       | POSTED 20/15
      RELEASE   l1 A    of=a1 by=ISSUER             | POSTED 20/20 merchant=CAFE
      RELEASE   l2 A    of=a1 by=ISSUER             | HOLD_CLOSED 20/20
    `,
  },
  {
    title: 'a capture takes no more than is held, and a capture that is declined leaves the hold open',
    table: `
      give A 30@never
      AUTHORIZE a1 A 10        | POSTED 30/20
      CAPTURE   c1 A 11 of=a1  | AMOUNT_ABOVE_HOLD 30/20 merchant=SHOP
      CAPTURE   c2 A 10 of=a1  | POSTED 20/20
    `,
  },
  {
    title: 'what was accepted is followed up on a blocked program and a blocked card, above the limit too',
    table: `
      give A 30@never
      AUTHORIZE a1 A 10        | POSTED 30/20
      AUTHORIZE a2 A 10        | POSTED 30/10
      limit ACME 1
      block merchant SHOP
      block card A
      block program ACME
      CAPTURE   c1 A 10 of=a1  | POSTED 20/10
      RELEASE   l1 A    of=a2  | POSTED 20/20
      CAPTURE   c2 A 10 of=a1 in=GONE | PROGRAM_UNKNOWN 0/0
      CAPTURE   c3 U 10 of=a1  | CARD_UNKNOWN 0/0
      RELEASE   l2 A    of=a1 in=GONE | PROGRAM_UNKNOWN 0/0
      RELEASE   l3 U    of=a1  | CARD_UNKNOWN 0/0
    `,
  },
  {
    title: 'points that a hold frees pay what is overdrawn first',
    table: `
      EARN      e1 A 100 in=OVER            | POSTED 100/100
      AUTHORIZE a1 A 60  in=OVER            | POSTED 100/40
      REVERSE   v1 A 100 of=e1 in=OVER      | POSTED 0/-60 lots=-40@20260630
      account A in=OVER                     | 0/-60 free=none pinned=60@20260630 held=60 overdrawn=60
      CAPTURE   c1 A 20 of=a1 in=OVER       | POSTED -20/-20 lots=-60@20260630
      account A in=OVER                     | -20/-20 free=none held=0 overdrawn=20
      REVERSE   v2 A 20 of=c1 in=OVER       | POSTED 0/0 lots=none
      account A in=OVER                     | 0/0 free=none overdrawn=0
    `,
  },
  {
    title: 'a refund of a capture that freed points too brings back what was captured',
    table: `
      give A 10@20260301,50@20270131 in=OVER
      EARN      e1 A 40 in=OVER             | POSTED 100/100
      AUTHORIZE a1 A 100 in=OVER            | POSTED 100/0
      REVERSE   v1 A 40 of=e1 in=OVER       | POSTED 60/-40
      CAPTURE   c1 A 20 of=a1 in=OVER       | POSTED 40/40 lots=-10@20260301,-40@20260630,-10@20270131
      account A in=OVER                     | 40/40 free=40@20270131
      REVERSE   v2 A 20 of=c1 in=OVER       | POSTED 60/60 lots=+10@20260301,+10@20260630
    `,
  },
];
