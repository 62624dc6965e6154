import fc from 'fast-check';
import type { SubmittedType, TransactionType } from '../../src/ledger/transaction.ts';
import type { Plot } from './plots.ts';
import { PLOTS } from './plots.ts';

// What is drawn at random: intents, which speak of "an earlier authorization" or "all that is there" and become
// transactions only when the ledger before them is known (generators.ts). They shrink well: taking one out leaves the
// others meaningful.

/** How much. */
export type AmountIntent =
  | { readonly kind: 'exactly'; readonly amount: number }
  /** Relative to something: half of it, all of it, and near it. */
  | { readonly kind: 'limit' | 'available' | 'original'; readonly halved: boolean; readonly plus: number };

export interface TransactionIntent {
  readonly type: SubmittedType;
  /** Index of the card. */
  readonly card: number;
  readonly otherCard: number;
  /** Program code. */
  readonly program: string;
  readonly by: 'issuer' | 'acquirer' | 'operator' | 'anyone';
  readonly anyone: number;
  /** 'none' for masters only; 'fitting' one that accepts the program. */
  readonly merchant: 'none' | 'fitting' | 'any';
  readonly whichMerchant: number;
  readonly amount: AmountIntent;
  /** Which of the earlier transactions it names, counted back. */
  readonly original: number;
  /** REVERSE: the type of what it names, if there is any of it. */
  readonly originalType: TransactionType;
  /**
   * Whether it makes sense: what it names is there and of a fitting type, the card and program are that one's, and there
   * are points to spend. What would not make sense yet becomes what has to come before.
   */
  readonly precise: boolean;
  /** Whether the one who submitted what it names submits it. */
  readonly sameParticipant: boolean;
  readonly holdSeconds: number;
  readonly debit: boolean;
  /** Counted back, the earlier transaction whose id it takes; undefined for a new id. */
  readonly idOf: number | undefined;
}

export type Intent =
  | { readonly kind: 'one'; readonly item: TransactionIntent }
  | { readonly kind: 'batch'; readonly items: readonly TransactionIntent[] }
  | { readonly kind: 'chain'; readonly items: readonly TransactionIntent[] }
  /** An earlier submission once more; `skip` items at its head are left out. */
  | { readonly kind: 'repeat'; readonly back: number; readonly skip: number }
  /** An earlier transaction with something changed. */
  | {
      readonly kind: 'change';
      readonly back: number;
      readonly field: 'amount' | 'reference' | 'program' | 'linked';
    }
  /** Several transactions that lead where chance hardly ever leads: see plots.ts. */
  | { readonly kind: 'plot'; readonly plot: Plot; readonly card: number; readonly debt: number }
  | { readonly kind: 'wait'; readonly ms: number }
  /** Until so many milliseconds after the next hold is due. */
  | { readonly kind: 'wait-for-hold'; readonly plus: number }
  | { readonly kind: 'cut-over'; readonly days: number }
  | { readonly kind: 'card-status'; readonly card: number; readonly active: boolean }
  | {
      readonly kind: 'participants' | 'programs' | 'merchants';
      readonly which: number;
      readonly active: boolean;
    };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const exactly = fc.constant('exactly' as const);

/** Small numbers far more often than large ones. */
const few = fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, { weight: 2, arbitrary: fc.nat(3) }, fc.nat(20));

/** Index of a card that was never opened. */
export const UNKNOWN_CARD_INDEX = 6;

/** The first cards far more often than others, so that transactions meet. */
const cardIndexes = fc.constantFrom(...many(0, 20), ...many(1, 8), 2, 2, 3, 4, 5, UNKNOWN_CARD_INDEX);

function amounts(usualMax: number): fc.Arbitrary<AmountIntent> {
  const extremes = [1, 100, 1_001, 999_999_999_999, 1_000_000_000_000];
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: exactly, amount: fc.integer({ min: 1, max: usualMax }) }) },
    { weight: 1, arbitrary: fc.record({ kind: exactly, amount: fc.constantFrom(...extremes) }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constantFrom('available', 'available', 'original', 'original', 'original', 'limit'),
        halved: fc.boolean(),
        plus: fc.constantFrom(0, 0, 0, 0, 1, -1),
      }),
    },
  );
}

/** Points that come in are more than those that go out at a time, or most spending would be declined. */
const CREDITS: readonly SubmittedType[] = ['EARN', 'EARN', 'EARN', 'EARN', 'EARN', 'ADJUST'];
const OTHERS: readonly SubmittedType[] = [
  ...many('REDEEM' as const, 3),
  ...many('AUTHORIZE' as const, 4),
  ...many('CAPTURE' as const, 3),
  'RELEASE',
  ...many('EXCHANGE' as const, 3),
  ...many('REVERSE' as const, 5),
  'ADJUST',
];

function transactions(
  types: readonly SubmittedType[],
  options: { usualMax: number; transfersWeight: number },
): fc.Arbitrary<TransactionIntent> {
  return fc.record({
    type: fc.constantFrom(...types),
    card: cardIndexes,
    otherCard: cardIndexes,
    program: fc.constantFrom(...many('AIR', 24), ...many('BUS', 4), ...many('CAR', 4), 'NONE'),
    by: fc.constantFrom<TransactionIntent['by'][]>(
      ...many('issuer' as const, 7),
      ...many('acquirer' as const, 7),
      'operator',
      'operator',
      'anyone',
    ),
    anyone: fc.nat(20),
    merchant: fc.constantFrom<TransactionIntent['merchant'][]>(
      ...many('fitting' as const, 10),
      ...many('none' as const, 6),
      'any',
    ),
    whichMerchant: fc.nat(20),
    amount: amounts(options.usualMax),
    original: few,
    originalType: fc.constantFrom<TransactionType[]>(
      'EARN',
      'EARN',
      'REDEEM',
      'CAPTURE',
      'CAPTURE',
      ...many('TRANSFER' as const, options.transfersWeight / 3),
    ),
    precise: fc.constantFrom(...many(true, 11), false),
    sameParticipant: fc.constantFrom(...many(true, 5), false),
    holdSeconds: fc.constantFrom(0, 0, 1, 60, 3_600, 2_678_400),
    debit: fc.boolean(),
    idOf: fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, few),
  });
}

/**
 * Any intent.
 *
 * @param transfersWeight how many of about 30 transactions are transfers
 */
export function intents(transfersWeight: number): fc.Arbitrary<Intent> {
  const linkable = fc.oneof(
    { weight: 6, arbitrary: transactions(CREDITS, { usualMax: 60, transfersWeight }) },
    { weight: 17, arbitrary: transactions(OTHERS, { usualMax: 12, transfersWeight }) },
  );
  const anyTransaction = fc.oneof(
    { weight: 23, arbitrary: linkable },
    { weight: transfersWeight, arbitrary: transactions(['TRANSFER'], { usualMax: 15, transfersWeight }) },
  );
  return fc.oneof(
    { weight: 60, arbitrary: fc.record({ kind: fc.constant('one'), item: anyTransaction }) },
    { weight: 4, arbitrary: several('batch', anyTransaction) },
    { weight: 5, arbitrary: several('chain', linkable) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('repeat'), back: few, skip: fc.constantFrom(0, 0, 1) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('change'),
        back: few,
        field: fc.constantFrom('amount', 'reference', 'program', 'linked'),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('plot'),
        plot: fc.constantFrom(...PLOTS),
        card: fc.nat(1),
        debt: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 30 })),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait'), ms: waits() }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('wait-for-hold'), plus: fc.constantFrom(0, 0, -1, 1) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('cut-over'), days: fc.constantFrom(1, 1, 7, 31, 180, 366) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('card-status'), card: cardIndexes, active: fc.boolean() }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('participants', 'programs', 'merchants'),
        which: fc.nat(20),
        active: fc.boolean(),
      }),
    },
  );
}

function several<Kind extends string>(kind: Kind, item: fc.Arbitrary<TransactionIntent>) {
  return fc.record({
    kind: fc.constant(kind),
    items: fc.oneof(
      { weight: 3, arbitrary: fc.array(item, { minLength: 2, maxLength: 3 }) },
      fc.array(item, { minLength: 2, maxLength: 6 }),
    ),
  });
}

function waits(): fc.Arbitrary<number> {
  return fc.constantFrom(1, 1_000, HOUR_MS, DAY_MS, 7 * DAY_MS, 40 * DAY_MS);
}

function many<T>(value: T, times: number): T[] {
  return Array.from({ length: times }, () => value);
}
