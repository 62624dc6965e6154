import type { Scenario } from '../table-parser.ts';

export const EARN: readonly Scenario[] = [
  {
    title: 'an earn gives points that expire by the policy of their program',
    table: `
      EARN e1 A 100           | POSTED 100/100 moved=100 lots=+100@20270131 counter=MERCHANT merchant=SHOP
      EARN e2 A 50  in=PART   | POSTED 50/50   lots=+50@20260228
      EARN e3 A 50  in=OVER   | POSTED 50/50   lots=+50@20260630
      EARN e4 A 50  in=STAY   | POSTED 50/50   lots=+50@never
      date 20260630
      EARN e5 A 1   in=OVER   | POSTED 51/51   lots=+1@20270630
      EARN e6 A 1             | POSTED 101/101 lots=+1@20270630
      EXPIRE  A 50  in=PART   | POSTED 0/0     lots=-50@20260228 counter=BREAKAGE
      account A               | 101/101 free=100@20270131,1@20270630
    `,
  },
  {
    title: 'an issuer gives points of its own program without a merchant, against the issuance',
    table: `
      EARN e1 A 100 by=ISSUER at=     | POSTED 100/100 counter=ISSUANCE merchant=none
      EARN e2 A 100 by=OPERATOR at=   | POSTED 200/200 counter=ISSUANCE
      EARN e3 A 100 by=ISSUER at=CAFE | POSTED 300/300 counter=MERCHANT merchant=CAFE
    `,
  },
  {
    title: 'an earn again is answered with its first outcome, whatever happened since',
    table: `
      EARN   e1 A 100 | POSTED 100/100
      REDEEM r1 A 60  | POSTED 40/40
      EARN   e1 A 100 | POSTED 100/100 moved=100 duplicate
      EARN   e2 U 100 | CARD_UNKNOWN 0/0
      EARN   e2 U 100 | CARD_UNKNOWN 0/0 duplicate
      block program ACME
      EARN   e1 A 100 | POSTED 100/100 duplicate
      EARN   e3 A 1   | PROGRAM_BLOCKED 40/40
      unblock program ACME
      EARN   e3 A 1   | PROGRAM_BLOCKED 40/40 duplicate
    `,
  },
  {
    title: 'an id that names other content is reused, and nothing is recorded of it',
    table: `
      EARN   e1 A 100              | POSTED 100/100
      EARN   e1 A 101              | ID_REUSED
      EARN   e1 A 100 in=PART      | ID_REUSED
      EARN   e1 A 100 at=KIOSK     | ID_REUSED
      EARN   e1 A 100 ref=receipt  | ID_REUSED
      REDEEM e1 A 100              | ID_REUSED
      ADJUST e1 A 100 by=TILL      | ID_REUSED
      EARN   e1 A 100 in=GONE      | ID_REUSED
      account A                    | 100/100
    `,
  },
  {
    title: 'one id names another transaction on another card and of another participant',
    table: `
      EARN e1 A 100                  | POSTED 100/100
      EARN e1 B 30                   | POSTED 30/30
      EARN e1 A 20 by=OTHER at=CAFE  | POSTED 120/120
      EARN e1 A 100                  | POSTED 100/100 duplicate
    `,
  },
  {
    title: 'a program that is not there, or not for the submitter, is unknown',
    table: `
      EARN e1 A 100 in=GONE             | PROGRAM_UNKNOWN 0/0
      EARN e2 A 100 by=RIVAL at=        | PROGRAM_UNKNOWN 0/0
      EARN e3 A 100 by=NOBODY at=       | PROGRAM_UNKNOWN 0/0
      block participant TILL
      EARN e4 A 100                     | PROGRAM_UNKNOWN 0/0
      unblock participant TILL
      EARN e5 A 100                     | POSTED 100/100
    `,
  },
  {
    title: 'a program, card or merchant that is blocked takes nothing new',
    table: `
      block program ACME
      EARN e1 A 100         | PROGRAM_BLOCKED 0/0
      EARN e2 A 100 in=PART | POSTED 100/100
      unblock program ACME
      block card A
      EARN e3 A 100         | CARD_BLOCKED 0/0
      unblock card A
      block merchant SHOP
      EARN e4 A 100         | MERCHANT_BLOCKED 0/0 merchant=SHOP
    `,
  },
  {
    title: 'a card that was never opened is unknown',
    table: `
      EARN e1 U 100 | CARD_UNKNOWN 0/0
    `,
  },
  {
    title: "a merchant that is not there, not the submitter's, or does not take the program is unknown",
    table: `
      EARN e1 A 100 at=GONE             | MERCHANT_UNKNOWN 0/0
      EARN e2 A 100 at=CAFE             | MERCHANT_UNKNOWN 0/0
      EARN e3 A 100 at=KIOSK            | MERCHANT_UNKNOWN 0/0
      EARN e4 A 100 at=                 | MERCHANT_UNKNOWN 0/0
      EARN e5 A 100 by=ISSUER at=KIOSK  | MERCHANT_UNKNOWN 0/0
      block merchant CAFE
      EARN e6 A 100 at=CAFE             | MERCHANT_UNKNOWN 0/0
    `,
  },
  {
    title: 'the limit of the program is the last amount that goes through',
    table: `
      limit ACME 500
      EARN e1 A 500 | POSTED 500/500
      EARN e2 A 501 | AMOUNT_ABOVE_LIMIT 500/500
    `,
  },
  {
    title: 'the largest balance is the last that is exact',
    table: `
      give A 9007199254740890@never
      EARN e1 A 102 | BALANCE_OVERFLOW 9007199254740890/9007199254740890
      EARN e2 A 101 | POSTED 9007199254740991/9007199254740991
      EARN e3 A 1   | BALANCE_OVERFLOW
    `,
  },
  {
    title: 'what is overdrawn is paid first, and only the rest becomes a lot',
    table: `
      EARN    e1 A 100 in=OVER        | POSTED 100/100
      REDEEM  r1 A 100 in=OVER        | POSTED 0/0
      REVERSE v1 A 100 of=e1 in=OVER  | POSTED -100/-100 lots=none
      EARN    e2 A 60  in=OVER        | POSTED -40/-40 lots=none
      account A in=OVER               | -40/-40 free=none overdrawn=40
      EARN    e3 A 60  in=OVER        | POSTED 20/20 lots=+20@20260630
      account A in=OVER               | 20/20 free=20@20260630 overdrawn=0
    `,
  },
];
