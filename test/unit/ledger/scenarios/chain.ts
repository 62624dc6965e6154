import type { Scenario } from '../table-parser.ts';

export const CHAIN: readonly Scenario[] = [
  {
    title: 'linked neighbours post together, each with the effects of those before it',
    table: `
      EARN   e1 A 100 linked   | POSTED 100/100
      REDEEM r1 A 60  linked   | POSTED 40/40
      REDEEM r2 A 40           | POSTED 0/0
      EARN   e2 A 1            | POSTED 1/1
    `,
  },
  {
    title: 'one that is declined declines its neighbours, and nothing of them is left',
    table: `
      give A 10@20260301
      EARN      e1 A 100 linked  | LINKED_DECLINED 10/10 moved=0
      AUTHORIZE a1 A 50  linked  | LINKED_DECLINED 10/10
      REDEEM    r1 A 111 linked  | INSUFFICIENT_POINTS 10/10
      EARN      e2 A 5           | LINKED_DECLINED 10/10
      account A                  | 10/10 free=10@20260301 held=0
      EARN      e3 A 100 linked in=PART | LINKED_DECLINED 0/0
      EARN      e4 A 100 in=GONE        | PROGRAM_UNKNOWN 0/0
    `,
  },
  {
    title: 'a chain of holds, captures and refunds',
    table: `
      give A 100@never
      AUTHORIZE a1 A 30                  | POSTED 100/70
      AUTHORIZE a2 A 30                  | POSTED 100/40
      REDEEM    r1 A 40                  | POSTED 60/0
      CAPTURE   c1 A 20 of=a1 linked     | POSTED 40/10
      RELEASE   l1 A    of=a2 linked     | POSTED 40/40
      REVERSE   v1 A 40 of=r1 linked     | POSTED 80/80
      AUTHORIZE a3 A 80 linked           | POSTED 80/0
      CAPTURE   c2 A 80 of=a3            | POSTED 0/0
    `,
  },
  {
    title: 'the same chain, declined at its end, leaves holds, lots and what was reversed as they were',
    table: `
      give A 30@20260301,70@20270131
      AUTHORIZE a1 A 40                  | POSTED 100/60
      REDEEM    r1 A 40                  | POSTED 60/20
      CAPTURE   c1 A 20 of=a1 linked     | LINKED_DECLINED 60/20
      REVERSE   v1 A 40 of=r1 linked     | LINKED_DECLINED 60/20
      AUTHORIZE a2 A 80 linked           | LINKED_DECLINED 60/20
      CAPTURE   c2 A 81 of=a2            | AMOUNT_ABOVE_HOLD 60/20
      account A                          | 60/20 free=20@20270131 pinned=30@20260301,10@20270131
      REVERSE   v2 A 40 of=r1            | POSTED 100/60
      CAPTURE   c3 A 40 of=a1            | POSTED 60/60
    `,
  },
  {
    title: 'each type is declined with its chain',
    table: `
      give A 100@never
      EARN      e1 A 10                  | POSTED 110/110
      AUTHORIZE a1 A 10                  | POSTED 110/100
      AUTHORIZE a2 A 10                  | POSTED 110/90
      REDEEM    r1 A 1 linked            | LINKED_DECLINED 110/90
      ADJUST    j1 A 1 linked            | LINKED_DECLINED 110/90
      AUTHORIZE a3 A 1 linked            | LINKED_DECLINED 110/90
      CAPTURE   c1 A 1 of=a1 linked      | LINKED_DECLINED 110/90
      RELEASE   l1 A   of=a2 linked      | LINKED_DECLINED 110/90
      REVERSE   v1 A 1 of=e1 linked      | LINKED_DECLINED 110/90
      EARN      e2 A 1 in=GONE           | PROGRAM_UNKNOWN 0/0
    `,
  },
  {
    title: 'a chain ends with its card',
    table: `
      EARN   e1 A 100 linked   | POSTED 100/100
      EARN   e2 A 5   linked   | POSTED 105/105
      REDEEM r1 B 1            | INSUFFICIENT_POINTS 0/0
    `,
  },
  {
    title: 'a chain again is answered as it was, posted or declined',
    table: `
      EARN   e1 A 100 linked   | POSTED 100/100
      REDEEM r1 A 60           | POSTED 40/40
      EARN   e1 A 100 linked   | POSTED 100/100 duplicate
      REDEEM r1 A 60           | POSTED 40/40 duplicate
      EARN   e2 A 10 linked    | LINKED_DECLINED 40/40
      REDEEM r2 A 60           | INSUFFICIENT_POINTS 40/40
      EARN   e3 A 90           | POSTED 130/130
      EARN   e2 A 10 linked    | LINKED_DECLINED 40/40 duplicate
      REDEEM r2 A 60           | INSUFFICIENT_POINTS 40/40 duplicate
      account A                | 130/130
    `,
  },
  {
    title: 'one link again by itself has its outcome, and unlinked it is other content',
    table: `
      EARN   e1 A 100 linked   | POSTED 100/100
      REDEEM r1 A 60           | POSTED 40/40
      REDEEM r1 A 60           | POSTED 40/40 duplicate
      EARN   e1 A 100          | ID_REUSED
      REDEEM r2 A 1 linked     | LINKED_DECLINED 40/40
      REDEEM r1 A 60           | POSTED 40/40 duplicate
    `,
  },
  {
    title: 'a chain with an id that was used before posts nothing',
    table: `
      EARN   e1 A 100          | POSTED 100/100
      EARN   e2 A 10 linked    | LINKED_DECLINED 100/100
      EARN   e1 A 100          | POSTED 100/100 duplicate
      EARN   e3 A 10 linked    | LINKED_DECLINED 100/100
      REDEEM e1 A 10           | ID_REUSED
      account A                | 100/100
    `,
  },
  {
    title: 'an id that a chain names twice: the same content counts once, other content declines the chain',
    table: `
      EARN   e1 A 100 linked   | POSTED 100/100
      EARN   e1 A 100 linked   | POSTED 100/100 duplicate
      REDEEM r1 A 60           | POSTED 40/40
      EARN   e2 A 10 linked    | LINKED_DECLINED 40/40
      EARN   e2 A 11 linked    | ID_REUSED
      REDEEM r2 A 1            | LINKED_DECLINED 40/40
      EARN   e3 A 10 linked    | LINKED_DECLINED 40/40
      EARN   e3 A 10 linked    | LINKED_DECLINED 40/40 duplicate
      REDEEM r3 A 51           | INSUFFICIENT_POINTS 40/40
    `,
  },
  {
    title: 'what falls due is expired for good, whatever becomes of the chain',
    table: `
      give A 10@20260131,50@never
      AUTHORIZE a1 A 20 for=60s  | POSTED 60/40
      RELEASE   l1 A of=a1       | POSTED 60/60
      AUTHORIZE a2 A 20 for=60s  | POSTED 60/40
      wait 60s
      date 20260201
      EARN      e1 A 1 linked    | LINKED_DECLINED 50/50
      REDEEM    r1 A 52          | INSUFFICIENT_POINTS 50/50
      EXPIRE       A 20 of=a2    | POSTED 60/60
      EXPIRE       A 10          | POSTED 50/50
    `,
  },
  {
    title: 'points that come back after their day expire with the chain, or not at all',
    table: `
      give A 30@20260131
      REDEEM  r1 A 30            | POSTED 0/0
      date 20260201
      REVERSE v1 A 20 of=r1 linked | LINKED_DECLINED 0/0
      REDEEM  r2 A 1             | INSUFFICIENT_POINTS 0/0
      REVERSE v2 A 20 of=r1 linked | POSTED 20/20
      EARN    e1 A 5             | POSTED 5/5
      EXPIRE     A 20            | POSTED 0/0
    `,
  },
];
