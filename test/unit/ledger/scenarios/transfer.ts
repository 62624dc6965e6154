import type { Scenario } from '../table-parser.ts';

export const TRANSFER: readonly Scenario[] = [
  {
    title: 'a transfer within the shard is both its entries at once, and lots keep their days',
    table: `
      give A 30@20260301,50@20270131
      give B 7@20260301
      TRANSFER t1 A 40 to=B  | POSTED 40/40 moved=40 lots=-30@20260301,-10@20270131 counter=TRANSIT
      account A              | 40/40 free=40@20270131
      account B              | 47/47 free=37@20260301,10@20270131
      TRANSFER t1 A 40 to=B  | POSTED 40/40 moved=40 duplicate
      TRANSFER t1 A 40 to=X  | ID_REUSED
      account B              | 47/47
    `,
  },
  {
    title: 'a transfer opens the account of a receiver that has none, and pays what it owes first',
    table: `
      EARN     e1 B 100 in=OVER          | POSTED 100/100
      REDEEM   r1 B 100 in=OVER          | POSTED 0/0
      REVERSE  v1 B 100 of=e1 in=OVER    | POSTED -100/-100
      give A 30@20260301,100@20270131 in=OVER
      TRANSFER t1 A 120 to=B in=OVER     | POSTED 10/10
      account B in=OVER                  | 20/20 free=20@20270131 overdrawn=0
      give A 5@never
      TRANSFER t2 A 5 to=B               | POSTED 0/0
      account B                          | 5/5 free=5@never
    `,
  },
  {
    title: 'what can be said against a transfer within the shard, in order',
    table: `
      give A 30@never
      TRANSFER t0 A 1 to=B by=TILL  | PROGRAM_UNKNOWN 30/30
      TRANSFER t1 A 1 to=B in=GONE  | PROGRAM_UNKNOWN 0/0
      TRANSFER t2 U 1 to=B          | CARD_UNKNOWN 0/0
      TRANSFER t3 A 1 to=U          | CARD_UNKNOWN 30/30
      TRANSFER t4 A 31 to=B         | INSUFFICIENT_POINTS 30/30
      TRANSFER t5 B 1 to=A          | INSUFFICIENT_POINTS 0/0
      limit ACME 10
      TRANSFER t6 A 11 to=B         | AMOUNT_ABOVE_LIMIT 30/30
      block card B
      TRANSFER t7 A 1 to=B          | CARD_BLOCKED 30/30
      unblock card B
      block card A
      TRANSFER t8 A 1 to=B          | CARD_BLOCKED 30/30
      block program ACME
      TRANSFER t9 A 1 to=B          | PROGRAM_BLOCKED 30/30
    `,
  },
  {
    title: 'a receiver that is full refuses before anything has moved',
    table: `
      give A 100@never
      give B 9007199254740951@never
      TRANSFER t1 A 41 to=B  | BALANCE_OVERFLOW 100/100
      TRANSFER t2 A 40 to=B  | POSTED 60/60
      account B              | 9007199254740991/9007199254740991
    `,
  },
  {
    title: 'both sides of a transfer within the shard expire what is due before',
    table: `
      give A 30@20260115,10@never
      give B 5@20260115
      date 20260116
      TRANSFER t1 A 20 to=B | INSUFFICIENT_POINTS 10/10
      EXPIRE A 30           | POSTED 10/10
      EXPIRE B 5            | POSTED 0/0
    `,
  },
  {
    title: 'a transfer to another shard is debited at once and answered when it is credited',
    table: `
      give A 30@20260301,50@20270131
      give X 7@20260301
      TRANSFER t1 A 40 to=X  | late
      account A              | 40/40 free=40@20270131
      TRANSFER t1 A 40 to=X  | late
      TRANSFER t1 A 41 to=X  | ID_REUSED
      credit t1              | POSTED 47/47 moved=40 lots=+30@20260301,+10@20270131 counter=TRANSIT
      TRANSFER t1 A 40 to=X  | POSTED 40/40 moved=40 duplicate
      credit t1 again        | POSTED 47/47 moved=40 duplicate
      account X              | 47/47 free=37@20260301,10@20270131
    `,
  },
  {
    title: 'a transfer that the other shard refuses comes back, and its outcome is the refusal',
    table: `
      give A 30@20260301,50@20270131
      block card X
      TRANSFER t1 A 40 to=X  | late
      credit t1              | CARD_BLOCKED 0/0
      unblock card X
      credit t1 again        | CARD_BLOCKED 0/0 duplicate
      return t1              | CARD_BLOCKED 80/80 moved=0 lots=+30@20260301,+10@20270131 counter=TRANSIT
      return t1 again        | CARD_BLOCKED 80/80 moved=0 duplicate
      TRANSFER t1 A 40 to=X  | CARD_BLOCKED 80/80 moved=0 duplicate
      TRANSFER t1 A 41 to=X  | ID_REUSED
      account A              | 80/80 free=30@20260301,50@20270131
    `,
  },
  {
    title: 'what the other shard can say against a transfer',
    table: `
      give A 100@never
      give X 9007199254740951@never
      TRANSFER t1 A 1 to=V   | late
      credit t1              | CARD_UNKNOWN 0/0
      return t1              | CARD_UNKNOWN 100/100
      TRANSFER t2 A 41 to=X  | late
      credit t2              | BALANCE_OVERFLOW 9007199254740951/9007199254740951
      return t2              | BALANCE_OVERFLOW 100/100
      TRANSFER t3 A 40 to=X  | late
      credit t3              | POSTED 9007199254740991/9007199254740991
    `,
  },
  {
    title: 'points that come back to an account that has become full stay in transit until there is room',
    table: `
      give A 100@never
      TRANSFER t1 A 100 to=V                | late
      give A 9007199254740991@20270131
      credit t1                             | CARD_UNKNOWN 0/0
      return t1                             | late
      REDEEM   r1 A 99                      | POSTED
      return t1                             | late
      REDEEM   r2 A 1                       | POSTED
      return t1                             | CARD_UNKNOWN 9007199254740991/9007199254740991
    `,
  },
  {
    title: 'points arrive after their day, and expire there',
    table: `
      give A 30@20260131
      TRANSFER t1 A 30 to=X  | late
      date 20260201
      credit t1              | POSTED 30/30 lots=+30@20260131
      REDEEM r1 X 1          | INSUFFICIENT_POINTS 0/0
      EXPIRE X 30            | POSTED 0/0
    `,
  },
  {
    title: 'two participants may use one id for transfers from one card',
    table: `
      give A 100@never
      TRANSFER t1 A 10 to=X               | late
      TRANSFER t1 A 20 to=X by=OPERATOR   | late
      credit t1                           | POSTED 10/10
      TRANSFER t1 A 10 to=X               | POSTED 90/90 duplicate
      TRANSFER t1 A 20 to=X by=OPERATOR   | late
    `,
  },
];

export const TRANSFER_REVERSALS: readonly Scenario[] = [
  {
    title:
      'the reversal of a transfer reclaims the points from the receiver and settles them with the sender',
    table: `
      give A 30@20260301,50@20270131
      TRANSFER t1 A 40 to=X               | late
      credit t1                           | POSTED 40/40
      REVERSE v1 A 35 of=t1 by=ISSUER     | late
      reclaim v1                          | POSTED 5/5 moved=35 lots=-30@20260301,-5@20270131 counter=TRANSIT
      reclaim v1 again                    | POSTED 5/5 moved=35 duplicate
      REVERSE v1 A 35 of=t1 by=ISSUER     | late
      settle v1                           | POSTED 75/75 moved=35 lots=+30@20260301,+5@20270131 counter=TRANSIT
      settle v1 again                     | POSTED 75/75 moved=35 duplicate
      REVERSE v1 A 35 of=t1 by=ISSUER     | POSTED 75/75 moved=35 duplicate
      REVERSE v2 A 6 of=t1 by=ISSUER      | AMOUNT_ABOVE_ORIGINAL 75/75
      REVERSE v3 A 5 of=t1 by=ISSUER      | late
      reclaim v3                          | POSTED 0/0
      settle v3                           | POSTED 80/80
    `,
  },
  {
    title: 'the reversal of a transfer within the shard goes the same way',
    table: `
      give A 40@never
      TRANSFER t1 A 40 to=B               | POSTED 0/0
      REVERSE v1 A 40 of=t1 by=ISSUER     | late
      reclaim v1                          | POSTED 0/0
      settle v1                           | POSTED 40/40
    `,
  },
  {
    title: 'while a reversal is under way its amount is taken, and its id names it alone',
    table: `
      give A 40@never
      TRANSFER t1 A 40 to=X                   | late
      credit t1                               | POSTED 40/40
      REVERSE v1 A 30 of=t1 by=ISSUER         | late
      REVERSE v2 A 11 of=t1 by=ISSUER         | AMOUNT_ABOVE_ORIGINAL 0/0
      REVERSE v1 A 29 of=t1 by=ISSUER         | ID_REUSED
      REVERSE v1 A 30 of=t2 by=ISSUER         | ID_REUSED
      REVERSE v1 A 30 of=t1 by=ISSUER in=PART | ID_REUSED
      REVERSE v1 A 30 of=t1 by=ISSUER ref=x   | ID_REUSED
      REVERSE v1 A 30 of=t1 by=ISSUER linked  | ID_REUSED
      ADJUST  j1 A 30                         | LINKED_DECLINED 0/0
    `,
  },
  {
    title: 'a reversal may overtake the transfer, and waits for it',
    table: `
      give A 40@never
      TRANSFER t1 A 40 to=X               | late
      REVERSE v1 A 40 of=t1 by=ISSUER     | late
      reclaim v1                          | late
      credit t1                           | POSTED 40/40
      reclaim v1                          | POSTED 0/0
      settle v1                           | POSTED 40/40
    `,
  },
  {
    title: 'a transfer that was refused has nothing to be reversed',
    table: `
      give A 40@never
      TRANSFER t1 A 40 to=V               | late
      REVERSE v1 A 40 of=t1 by=ISSUER     | late
      credit t1                           | CARD_UNKNOWN 0/0
      reclaim v1                          | ORIGINAL_NOT_REVERSIBLE 0/0
      return t1                           | CARD_UNKNOWN 40/40
      settle v1                           | ORIGINAL_NOT_REVERSIBLE 40/40
      REVERSE v2 A 40 of=t1 by=ISSUER     | ORIGINAL_NOT_REVERSIBLE 40/40
      TRANSFER t2 A 41 to=X               | INSUFFICIENT_POINTS 40/40
      REVERSE v3 A 40 of=t2 by=ISSUER     | ORIGINAL_NOT_REVERSIBLE 40/40
    `,
  },
  {
    title: 'reject: points that the receiver has spent are not reclaimed, and may be reversed again later',
    table: `
      give A 40@never
      TRANSFER t1 A 40 to=X               | late
      credit t1                           | POSTED 40/40
      REDEEM  r1 X 30                     | POSTED 10/10
      REVERSE v1 A 40 of=t1 by=ISSUER     | late
      reclaim v1                          | INSUFFICIENT_POINTS 10/10
      settle v1                           | INSUFFICIENT_POINTS 0/0 moved=0
      REVERSE v1 A 40 of=t1 by=ISSUER     | INSUFFICIENT_POINTS 0/0 duplicate
      give X 30@never
      REVERSE v2 A 40 of=t1 by=ISSUER     | late
      reclaim v2                          | POSTED 0/0
      settle v2                           | POSTED 40/40
    `,
  },
  {
    title: 'partial: what the receiver has left comes back, and only that counts as reversed',
    table: `
      give A 40@never in=PART
      TRANSFER t1 A 40 to=X in=PART             | late
      credit t1                                 | POSTED 40/40
      REDEEM  r1 X 30 in=PART                   | POSTED 10/10
      REVERSE v1 A 40 of=t1 by=ISSUER in=PART   | late
      reclaim v1                                | POSTED 0/0 moved=10
      settle v1                                 | POSTED 10/10 moved=10
      REVERSE v1 A 40 of=t1 by=ISSUER in=PART   | POSTED 10/10 moved=10 duplicate
      REVERSE v2 A 31 of=t1 by=ISSUER in=PART   | AMOUNT_ABOVE_ORIGINAL 10/10
      REVERSE v3 A 30 of=t1 by=ISSUER in=PART   | late
      reclaim v3                                | INSUFFICIENT_POINTS 0/0
      settle v3                                 | INSUFFICIENT_POINTS 10/10
    `,
  },
  {
    title: 'overdraw: the receiver owes what it has spent, which comes back as if it were earned today',
    table: `
      give A 40@20270131 in=OVER
      TRANSFER t1 A 40 to=X in=OVER             | late
      credit t1                                 | POSTED 40/40
      REDEEM  r1 X 30 in=OVER                   | POSTED 10/10
      REVERSE v1 A 40 of=t1 by=ISSUER in=OVER   | late
      reclaim v1                                | POSTED -30/-30 moved=40 lots=-10@20270131
      account X in=OVER                         | -30/-30 overdrawn=30
      settle v1                                 | POSTED 40/40 moved=40 lots=+30@20260630,+10@20270131
    `,
  },
  {
    title: 'points that settle in an account that has become full stay in transit until there is room',
    table: `
      give A 40@never
      TRANSFER t1 A 40 to=X               | late
      credit t1                           | POSTED 40/40
      REVERSE v1 A 40 of=t1 by=ISSUER     | late
      give A 9007199254740991@20270131
      REVERSE v2 A 1 of=t1 by=ISSUER      | BALANCE_OVERFLOW
      reclaim v1                          | POSTED 0/0
      settle v1                           | late
      REDEEM  r1 A 40                     | POSTED
      settle v1                           | POSTED 9007199254740991/9007199254740991
    `,
  },
  {
    title: 'points of a transfer are taken back down to the lowest balance, of which what is held is a part',
    table: `
      limit OVER 9007199254740991
      give A 9007199254740991@never in=OVER
      TRANSFER  t1 A 9007199254740991 to=X in=OVER              | late
      credit    t1                                              | POSTED
      REDEEM    r1 X 9007199254740991 in=OVER                   | POSTED 0/0
      EARN      e1 X 11 in=OVER                                 | POSTED 11/11
      AUTHORIZE a1 X 11 in=OVER                                 | POSTED 11/0
      REVERSE   v1 X 11 of=e1 in=OVER                           | POSTED 0/-11
      REVERSE   v2 A 9007199254740981 of=t1 by=ISSUER in=OVER   | late
      reclaim   v2                                              | BALANCE_OVERFLOW 0/-11
      settle    v2                                              | BALANCE_OVERFLOW 0/0
      REVERSE   v3 A 9007199254740980 of=t1 by=ISSUER in=OVER   | late
      reclaim   v3                                              | POSTED -9007199254740980/-9007199254740991
      settle    v3                                              | POSTED 9007199254740980/9007199254740980
    `,
  },
  {
    title: 'a chain can not hold the reversal of a transfer, nor a transfer',
    table: `
      give A 40@never
      TRANSFER t1 A 20 to=B                      | POSTED 20/20
      TRANSFER t2 A 1 to=B linked                | LINKED_DECLINED 20/20
      ADJUST   j1 A 1                            | LINKED_DECLINED 20/20
      ADJUST   j2 A 1 linked                     | LINKED_DECLINED 20/20
      TRANSFER t3 A 1 to=B                       | LINKED_DECLINED 20/20
      ADJUST   j3 A 1 linked                     | LINKED_DECLINED 20/20
      REVERSE  v1 A 1 of=t1 by=ISSUER            | ORIGINAL_NOT_REVERSIBLE 20/20
    `,
  },
];
