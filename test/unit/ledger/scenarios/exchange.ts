import type { Scenario } from '../table-parser.ts';

export const EXCHANGE: readonly Scenario[] = [
  {
    title: 'points of one program become points of another, with what the issuers owe and are owed',
    table: `
      give A 500@20270131
      EXCHANGE x1 A 100 into=FARE           | POSTED 400/400 moved=100 out=100 lots=-100@20270131 counter=EXCHANGE
      EXCHANGE x1 A 100 into=FARE           | POSTED 400/400 moved=100 out=100 duplicate
      account A in=FARE                     | 100/100 free=+100@20260228
      rate ACME 3/2 100
      rate FARE 7/10 0
      EXCHANGE x2 A 100 into=FARE           | POSTED 300/300 out=212 standard=150000000,148400000,1500000,100000
      EXCHANGE x3 A 100 into=FARE by=RIVAL  | PROGRAM_UNKNOWN
      EXCHANGE x4 A 100 into=FARE by=OPERATOR | POSTED 200/200 out=212
      account A in=FARE                     | 524/524 free=+524@20260228
    `,
  },
  {
    title: 'the same id with anything else of an exchange is another content',
    table: `
      give A 500@never
      EXCHANGE x1 A 100 into=FARE min=5  | POSTED 400/400
      EXCHANGE x1 A 100 into=FARE min=6  | ID_REUSED
      EXCHANGE x1 A 100 into=STAY min=5  | ID_REUSED
      EXCHANGE x1 A 100 into=FARE quote=ISSUER:ACME:FARE:100:100:60 | ID_REUSED
      EXCHANGE x1 A 101 into=FARE min=5  | ID_REUSED
      EXCHANGE x2 A 999 into=FARE        | INSUFFICIENT_POINTS
      give A 999@never
      EXCHANGE x2 A 999 into=FARE        | INSUFFICIENT_POINTS duplicate
    `,
  },
  {
    title: 'a quote promises what arrives until it expires, whatever the rate is by then',
    table: `
      give A 500@never
      rate FARE 1000/1 0
      EXCHANGE x1 A 100 into=FARE quote=ISSUER:ACME:FARE:100:90:60  | POSTED 400/400 out=90
      wait 60s
      EXCHANGE x2 A 100 into=FARE quote=ISSUER:ACME:FARE:100:90:60  | POSTED 300/300 out=90
      wait 1s
      EXCHANGE x1 A 100 into=FARE quote=ISSUER:ACME:FARE:100:90:60  | POSTED 400/400 out=90 duplicate
      EXCHANGE x3 A 100 into=FARE quote=ISSUER:ACME:FARE:100:90:60  | QUOTE_INVALID 300/300
      EXCHANGE x4 A 101 into=FARE quote=ISSUER:ACME:FARE:100:90:99  | QUOTE_INVALID
      EXCHANGE x5 A 100 into=STAY quote=ISSUER:ACME:FARE:100:90:99  | QUOTE_INVALID
      EXCHANGE x6 A 100 into=FARE quote=ISSUER:ACME:FARE:100:90:99 by=OPERATOR | QUOTE_INVALID
      EXCHANGE x7 A 100 into=FARE quote=ISSUER:ACME:FARE:100:90:99 forged | QUOTE_INVALID
      EXCHANGE x8 A 99 into=FARE quote=ISSUER:ACME:FARE:100:90:99   | QUOTE_INVALID
    `,
  },
  {
    title: 'both programs and the card have to be there and open',
    table: `
      give A 500@never
      EXCHANGE x1 A 100 into=GONE          | PROGRAM_UNKNOWN
      EXCHANGE x2 A 100 into=FARE in=GONE  | PROGRAM_UNKNOWN
      EXCHANGE x3 A 100 into=FARE by=TILL  | PROGRAM_UNKNOWN
      EXCHANGE x4 U 100 into=FARE          | CARD_UNKNOWN
      block card A
      EXCHANGE x5 A 100 into=FARE          | CARD_BLOCKED
      unblock card A
      block program FARE
      EXCHANGE x6 A 100 into=FARE          | PROGRAM_BLOCKED
      unblock program FARE
      block program ACME
      EXCHANGE x7 A 100 into=FARE          | PROGRAM_BLOCKED
    `,
  },
  {
    title: 'neither program gives or takes more than its limit, nor an account more than fits',
    table: `
      give A 509@never
      limit FARE 9
      EXCHANGE x0 A 9 into=FARE    | POSTED 500/500
      limit FARE 99
      EXCHANGE x1 A 100 into=FARE  | AMOUNT_ABOVE_LIMIT
      limit FARE 1000
      limit ACME 99
      EXCHANGE x2 A 100 into=FARE  | AMOUNT_ABOVE_LIMIT
      limit ACME 1000000
      rate ACME 1000000000/1 0
      EXCHANGE x3 A 500 into=FARE  | AMOUNT_ABOVE_LIMIT
      rate ACME 1/1000 0
      EXCHANGE x4 A 100 into=FARE  | AMOUNT_BELOW_MINIMUM 500/500
      rate ACME 1/1 0
      EXCHANGE x5 A 100 into=FARE min=101 | AMOUNT_BELOW_MINIMUM
      give A 9007199254740900@never in=FARE
      EXCHANGE x6 A 100 into=FARE  | BALANCE_OVERFLOW 500/500
    `,
  },
  {
    title: 'what arrives is rounded down, and what is owed up',
    table: `
      give A 100@never
      rate ACME 1/3 0
      EXCHANGE x1 A 100 into=FARE  | POSTED 0/0 out=33 standard=33333334,33000000,0,333334
    `,
  },
  {
    title: 'points keep the older day where the program says so',
    table: `
      give A 10@20260120,20@20260131,70@never
      arrival FARE older-day
      rate FARE 3/1 0
      EXCHANGE x1 A 100 into=FARE  | POSTED 0/0 out=33
      account A in=FARE            | 33/33 free=+3@20260120,+6@20260131,+24@20260228
    `,
  },
  {
    title: 'an issuer owes no more than its headroom, and is given it back by points that come',
    table: `
      give A 500@never
      give A 500@never in=FARE
      cap ISSUER 150000000
      EXCHANGE x1 A 100 into=FARE           | POSTED 400/400
      EXCHANGE x2 A 51 into=FARE            | NET_DEBIT_CAP 400/400
      EXCHANGE x3 A 50 into=FARE            | POSTED 350/350
      EXCHANGE x4 A 30 into=ACME in=FARE by=RIVAL | POSTED
      EXCHANGE x5 A 31 into=FARE            | NET_DEBIT_CAP
      EXCHANGE x6 A 30 into=FARE            | POSTED
      EXCHANGE x7 A 200 into=STAY           | POSTED
    `,
  },
  {
    title: 'what an issuer with a cap may owe is counted exactly, or the exchange is declined',
    table: `
      give A 100@never
      cap RIVAL 9007199154740992
      EXCHANGE x2 A 100 into=FARE           | BALANCE_OVERFLOW 100/100
      cap RIVAL 9007199154740991
      EXCHANGE x3 A 100 into=FARE           | POSTED 0/0
    `,
  },
  {
    title:
      'a chain that is declined gives the headroom back, and one redemption is paid from several programs or none',
    table: `
      give A 500@never
      give A 60@never in=FARE
      cap ISSUER 100000000
      EXCHANGE x1 A 100 into=FARE linked    | LINKED_DECLINED
      REDEEM r1 A 900                       | INSUFFICIENT_POINTS
      account A in=FARE                     | 60/60
      EXCHANGE x2 A 100 into=FARE linked    | POSTED
      REDEEM r2 A 300 linked                | POSTED
      REDEEM r3 A 160 in=FARE               | POSTED 0/0
      EXCHANGE x3 A 1 into=FARE linked      | NET_DEBIT_CAP
      REDEEM r4 A 1                         | LINKED_DECLINED 100/100
      REDEEM r5 A 100 linked                | LINKED_DECLINED
      REDEEM r6 A 1 in=FARE linked          | INSUFFICIENT_POINTS
      EXCHANGE x4 A 1 into=FARE             | LINKED_DECLINED
      account A                             | 100/100
    `,
  },
  {
    title: 'an exchange is not reversed, nor what arrived by it',
    table: `
      give A 500@never
      EXCHANGE x1 A 100 into=FARE      | POSTED
      REVERSE v1 A 100 of=x1           | ORIGINAL_UNKNOWN
      REVERSE v2 A 100 of=x1 by=ISSUER | ORIGINAL_NOT_REVERSIBLE
      REVERSE v3 A 100 of=x1 in=FARE by=RIVAL | ORIGINAL_UNKNOWN
    `,
  },
];
