import { describe, it } from 'vitest';
import type { Outcome } from '../../../src/ledger/outcome.ts';
import { OUTCOMES } from '../../../src/ledger/outcome.ts';
import { play } from './table-world.ts';

// Where two outcomes would apply, the one that comes first in OUTCOMES is the outcome. Each case is a transaction that
// posts, and the causes that each keep it from that; every two of them are tried together.

interface Fields {
  readonly card: string;
  readonly amount: number | undefined;
  /** Options of the row, by key. */
  readonly options: Readonly<Record<string, string>>;
}

interface Cause {
  readonly outcome: Outcome;
  /** What tells it from another cause of the same outcome. */
  readonly by?: string;
  /** Rows before the transaction, of a case that `fields` is the transaction of. */
  readonly given?: (fields: Fields) => readonly string[];
  readonly change?: { card?: string; amount?: number; options?: Readonly<Record<string, string>> };
}

interface Case {
  readonly name: string;
  readonly type: string;
  /** Rows that make it post. */
  readonly given: readonly string[];
  readonly fields: Fields;
  readonly causes: readonly Cause[];
  /** Causes that can't both be, or whose order is not that of OUTCOMES, and why. */
  readonly apart?: readonly { readonly causes: readonly [string, string]; readonly because: string }[];
}

const MAX = '9007199254740991@never';

const ID_REUSED: Cause = {
  outcome: 'ID_REUSED',
  given: ({ card }) => [`ADJUST x1 ${card} 7 by=OPERATOR | ${card === 'U' ? 'CARD_UNKNOWN' : 'POSTED'}`],
  change: { options: { by: 'OPERATOR' } },
};
const PROGRAM_UNKNOWN: Cause = { outcome: 'PROGRAM_UNKNOWN', change: { options: { in: 'GONE' } } };
const SUBMITTER_SUSPENDED: Cause = {
  outcome: 'PROGRAM_UNKNOWN',
  by: 'submitter',
  given: () => ['block participant TILL', 'block participant ISSUER', 'block participant OPERATOR'],
};
const PROGRAM_BLOCKED: Cause = { outcome: 'PROGRAM_BLOCKED', given: () => ['block program ACME'] };
const CARD_UNKNOWN: Cause = { outcome: 'CARD_UNKNOWN', change: { card: 'U' } };
const CARD_BLOCKED: Cause = { outcome: 'CARD_BLOCKED', given: () => ['block card A'] };
const MERCHANT_UNKNOWN: Cause = { outcome: 'MERCHANT_UNKNOWN', change: { options: { at: 'KIOSK' } } };
const MERCHANT_BLOCKED: Cause = {
  outcome: 'MERCHANT_BLOCKED',
  given: () => ['block merchant SHOP', 'block merchant KIOSK'],
};
const AMOUNT_ABOVE_LIMIT: Cause = { outcome: 'AMOUNT_ABOVE_LIMIT', given: () => ['limit ACME 10'] };
const INSUFFICIENT_POINTS: Cause = { outcome: 'INSUFFICIENT_POINTS', change: { amount: 501 } };

const OF_ANY: readonly Cause[] = [ID_REUSED, PROGRAM_UNKNOWN, SUBMITTER_SUSPENDED, CARD_UNKNOWN];
const OF_NEW: readonly Cause[] = [...OF_ANY, PROGRAM_BLOCKED, CARD_BLOCKED, AMOUNT_ABOVE_LIMIT];
const AT_MERCHANT: readonly Cause[] = [...OF_NEW, MERCHANT_UNKNOWN, MERCHANT_BLOCKED];

const HOLD_ENDINGS: Pick<Case, 'given' | 'apart'> & { causes: readonly Cause[] } = {
  given: ['give A 500@never', 'AUTHORIZE a1 A 100 for=60s | POSTED'],
  causes: [
    ...OF_ANY,
    { outcome: 'HOLD_UNKNOWN', change: { options: { of: 'gone' } } },
    { outcome: 'HOLD_EXPIRED', given: () => ['wait 60s', 'sweep A', 'EXPIRE A 100 of=a1 | POSTED'] },
    { outcome: 'HOLD_CLOSED', given: () => ['RELEASE l9 A of=a1 | POSTED'] },
  ],
  apart: [{ causes: ['HOLD_EXPIRED', 'HOLD_CLOSED'], because: 'a hold ends once' }],
};

const FOLLOW_UP_OF_UNKNOWN = [
  { causes: ['ORIGINAL_UNKNOWN', 'INSUFFICIENT_POINTS'], because: 'what is not known takes nothing' },
  { causes: ['ORIGINAL_UNKNOWN', 'BALANCE_OVERFLOW'], because: 'what is not known gives nothing' },
  {
    causes: ['ORIGINAL_NOT_REVERSIBLE', 'INSUFFICIENT_POINTS'],
    because: 'what is not reversed takes nothing',
  },
] as const;

const CASES: readonly Case[] = [
  {
    name: 'EARN',
    type: 'EARN',
    given: [],
    fields: { card: 'A', amount: 100, options: { at: 'SHOP' } },
    causes: [...AT_MERCHANT, { outcome: 'BALANCE_OVERFLOW', given: () => [`give A ${MAX}`] }],
    apart: [
      { causes: ['ID_REUSED', 'BALANCE_OVERFLOW'], because: 'an account that is full gets nothing more' },
    ],
  },
  {
    name: 'REDEEM',
    type: 'REDEEM',
    given: ['give A 500@never'],
    fields: { card: 'A', amount: 100, options: { at: 'SHOP' } },
    causes: [...AT_MERCHANT, { ...INSUFFICIENT_POINTS, change: { amount: 600 } }],
  },
  {
    name: 'AUTHORIZE',
    type: 'AUTHORIZE',
    given: ['give A 1500@never'],
    fields: { card: 'A', amount: 100, options: { at: 'SHOP' } },
    causes: [
      ...AT_MERCHANT,
      { ...INSUFFICIENT_POINTS, change: { amount: 1600 } },
      { outcome: 'TOO_MANY_HOLDS', given: () => ['holds A 1000'] },
    ],
  },
  {
    name: 'CAPTURE',
    type: 'CAPTURE',
    ...HOLD_ENDINGS,
    fields: { card: 'A', amount: 100, options: { of: 'a1' } },
    causes: [...HOLD_ENDINGS.causes, { outcome: 'AMOUNT_ABOVE_HOLD', change: { amount: 101 } }],
  },
  {
    name: 'RELEASE',
    type: 'RELEASE',
    ...HOLD_ENDINGS,
    fields: { card: 'A', amount: undefined, options: { of: 'a1' } },
  },
  {
    name: 'ADJUST, giving',
    type: 'ADJUST',
    given: [],
    fields: { card: 'A', amount: 100, options: {} },
    causes: [
      ...OF_NEW.filter((cause) => cause !== CARD_BLOCKED),
      { outcome: 'BALANCE_OVERFLOW', given: () => [`give A ${MAX}`] },
    ],
    apart: [
      { causes: ['ID_REUSED', 'BALANCE_OVERFLOW'], because: 'an account that is full gets nothing more' },
    ],
  },
  {
    name: 'TRANSFER',
    type: 'TRANSFER',
    given: ['give A 500@never'],
    fields: { card: 'A', amount: 100, options: { to: 'B' } },
    causes: [
      ...OF_NEW,
      { outcome: 'CARD_UNKNOWN', by: 'receiver', change: { options: { to: 'U' } } },
      { outcome: 'CARD_BLOCKED', by: 'receiver', given: () => ['block card B'] },
      { ...INSUFFICIENT_POINTS, change: { amount: 600 } },
      { outcome: 'BALANCE_OVERFLOW', given: () => [`give B ${MAX}`] },
    ],
    apart: [
      {
        causes: ['CARD_UNKNOWN (receiver)', 'CARD_BLOCKED'],
        because: 'the sending card is judged before the receiving one, which may live elsewhere',
      },
    ],
  },
  {
    name: 'EXCHANGE',
    type: 'EXCHANGE',
    given: ['give A 500@never'],
    fields: { card: 'A', amount: 100, options: { into: 'FARE' } },
    causes: [
      ...OF_NEW,
      { outcome: 'PROGRAM_UNKNOWN', by: 'target', change: { options: { into: 'GONE' } } },
      { outcome: 'PROGRAM_BLOCKED', by: 'target', given: () => ['block program FARE'] },
      { outcome: 'AMOUNT_ABOVE_LIMIT', by: 'target', given: () => ['limit FARE 10'] },
      { outcome: 'QUOTE_INVALID', change: { options: { quote: 'TILL:ACME:FARE:100:100:60' } } },
      { outcome: 'AMOUNT_BELOW_MINIMUM', change: { options: { min: '1001' } } },
      { ...INSUFFICIENT_POINTS, change: { amount: 600 } },
      { outcome: 'BALANCE_OVERFLOW', given: () => [`give A ${MAX} in=FARE`] },
      { outcome: 'NET_DEBIT_CAP', given: () => ['cap ISSUER 1000000'] },
    ],
    apart: [
      {
        causes: ['AMOUNT_ABOVE_LIMIT (target)', 'QUOTE_INVALID'],
        because: 'nobody knows what would arrive by a quote that is none',
      },
    ],
  },
  {
    name: 'REVERSE of an earn',
    type: 'REVERSE',
    given: ['EARN e1 A 100 | POSTED', 'REDEEM r1 A 999 | INSUFFICIENT_POINTS'],
    fields: { card: 'A', amount: 100, options: { of: 'e1' } },
    causes: [
      ...OF_ANY,
      { outcome: 'INSUFFICIENT_POINTS', given: () => ['REDEEM r2 A 50 | POSTED'] },
      { outcome: 'ORIGINAL_UNKNOWN', change: { options: { of: 'gone' } } },
      { outcome: 'ORIGINAL_NOT_REVERSIBLE', change: { options: { of: 'r1' } } },
      {
        outcome: 'AMOUNT_ABOVE_ORIGINAL',
        given: () => ['give A 60@never', 'REVERSE v9 A 60 of=e1 | POSTED'],
      },
    ],
    apart: FOLLOW_UP_OF_UNKNOWN,
  },
  {
    name: 'REVERSE of a redeem',
    type: 'REVERSE',
    given: ['give A 500@20270131', 'REDEEM r1 A 100 | POSTED', 'AUTHORIZE a1 A 400 | POSTED'],
    fields: { card: 'A', amount: 100, options: { of: 'r1' } },
    causes: [
      ...OF_ANY,
      { outcome: 'BALANCE_OVERFLOW', given: () => ['give A 9007199254740550@never'] },
      { outcome: 'ORIGINAL_UNKNOWN', change: { options: { of: 'gone' } } },
      { outcome: 'AMOUNT_ABOVE_ORIGINAL', change: { amount: 101 } },
    ],
    apart: FOLLOW_UP_OF_UNKNOWN,
  },
];

describe.each(CASES.map((each) => [each.name, each] as const))('%s', (_name, each) => {
  it('posts when nothing is against it', () => {
    play(tableOf(each, [], 'POSTED'));
  });

  it.each(each.causes.map((cause) => [nameOf(cause), cause] as const))('%s', (_cause, cause) => {
    play(tableOf(each, [cause], cause.outcome));
  });

  it.each(pairsOf(each))('%s before %s', (_first, _second, first, second) => {
    play(tableOf(each, [second, first], first.outcome));
    play(tableOf(each, [first, second], first.outcome));
  });
});

/** Every two causes that can be together, the one that comes first in OUTCOMES before the other. */
function pairsOf(each: Case): [string, string, Cause, Cause][] {
  const pairs: [string, string, Cause, Cause][] = [];
  for (const first of each.causes) {
    for (const second of each.causes) {
      if (OUTCOMES.indexOf(first.outcome) >= OUTCOMES.indexOf(second.outcome)) continue;
      const names = [nameOf(first), nameOf(second)];
      if (each.apart?.some(({ causes }) => causes.every((cause) => names.includes(cause)))) continue;
      if (changeTheSame(first, second)) continue;
      pairs.push([nameOf(first), nameOf(second), first, second]);
    }
  }
  return pairs;
}

function changeTheSame(first: Cause, second: Cause): boolean {
  const keysOf = ({ change = {} }: Cause): string[] => [
    ...Object.keys(change),
    ...Object.keys(change.options ?? {}),
  ];
  return keysOf(first).some((key) => key !== 'options' && keysOf(second).includes(key));
}

function nameOf({ outcome, by }: Cause): string {
  return by === undefined ? outcome : `${outcome} (${by})`;
}

function tableOf(each: Case, causes: readonly Cause[], outcome: Outcome) {
  let { fields } = each;
  for (const { change } of causes) {
    fields = { ...fields, ...change, options: { ...fields.options, ...change?.options } };
  }
  const given = [...each.given, ...causes.flatMap((cause) => cause.given?.(fields) ?? [])].toSorted(
    // What blocks comes after what has to go through before.
    (a, b) => Number(isChange(a)) - Number(isChange(b)),
  );
  const options = Object.entries(fields.options).map(([key, value]) => `${key}=${value}`);
  const row = [each.type, 'x1', fields.card, fields.amount ?? '', ...options].join(' ');
  return { title: each.name, table: [...given, `${row} | ${outcome}`].join('\n') };
}

function isChange(row: string): boolean {
  return /^(block|limit|cap)/.test(row);
}
