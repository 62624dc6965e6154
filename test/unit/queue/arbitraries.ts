import fc from 'fast-check';
import type { Leg, LegRefusal } from '../../../src/ledger/leg.ts';
import { LIMIT_KINDS } from '../../../src/ledger/network.ts';
import { OUTCOMES } from '../../../src/ledger/outcome.ts';
import type { Result, SubmittedType, Transaction } from '../../../src/ledger/transaction.ts';
import { TRANSACTION_TYPES } from '../../../src/ledger/transaction.ts';
import type { Envelope, Reply } from '../../../src/shard/envelope.ts';

// Every message there can be: numbers to the ends of their range, texts of any characters, each field empty or not.

const number = fc.oneof(
  fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
  fc.maxSafeInteger().map((value) => value + 0),
);
const text = fc.oneof(fc.constant(''), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
const outcome = fc.constantFrom(...OUTCOMES);
const submittedTypes = TRANSACTION_TYPES.filter((type): type is SubmittedType => type !== 'EXPIRE');
/** Mostly the value that says nothing, so that short tuples are met too. */
const seldom = <Value>(none: Value, some: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(none) }, { weight: 1, arbitrary: some });

export const transaction: fc.Arbitrary<Transaction> = fc.record({
  id: text,
  type: fc.constantFrom(...submittedTypes),
  card: number,
  program: text,
  amount: number,
  participant: text,
  merchant: text,
  reference: text,
  originalId: seldom('', text),
  toCard: seldom(0, number),
  holdSeconds: seldom(0, number),
  debit: seldom(false, fc.boolean()),
  reason: seldom('', text),
  linked: seldom(false, fc.boolean()),
  exchange: seldom(
    undefined,
    fc.record({ toProgram: text, amountOutMin: number, quote: text, isQuoteGenuine: fc.boolean() }),
  ),
});

const result: fc.Arbitrary<Result> = fc.record(
  {
    outcome,
    shard: number,
    seq: number,
    ledgerTimeMs: number,
    amount: number,
    balance: number,
    available: number,
    duplicate: fc.boolean(),
    amountOut: number,
  },
  {
    requiredKeys: ['outcome', 'shard', 'seq', 'ledgerTimeMs', 'amount', 'balance', 'available', 'duplicate'],
  },
);

const common = {
  id: text,
  card: number,
  peer: number,
  program: text,
  amount: number,
  participant: text,
  reference: text,
  originalId: text,
  gateway: text,
};
const lots = fc.array(number);

const leg: fc.Arbitrary<Leg> = fc.oneof(
  fc.record({ kind: fc.constant('credit' as const), ...common, lots, result }),
  fc.record({ kind: fc.constant('reclaim' as const), ...common, originalParticipant: text }),
  fc.record({ kind: fc.constant('settle' as const), ...common, originalParticipant: text, outcome, lots }),
);

const refusal: fc.Arbitrary<LegRefusal> = fc.record({
  id: text,
  card: number,
  peer: number,
  participant: text,
  outcome,
});

export const envelope: fc.Arbitrary<Envelope> = fc.oneof(
  fc.record({
    kind: fc.constant('submit' as const),
    gateway: text,
    number,
    transactions: fc.array(transaction),
  }),
  fc.record({ kind: fc.constant('legs' as const), from: number, outbox: number, legs: fc.array(leg) }),
  fc.record({
    kind: fc.constant('acknowledge' as const),
    from: number,
    outbox: number,
    refusals: fc.array(refusal),
  }),
  fc.record({
    kind: fc.constant('recall' as const),
    limit: fc.constantFrom(...LIMIT_KINDS),
    participant: text,
  }),
  fc.record({ kind: fc.constant('cut-over' as const), cycle: number, businessDate: number }),
  fc.record({
    kind: fc.constant('card-status' as const),
    gateway: text,
    number,
    card: number,
    status: fc.constantFrom('active' as const, 'blocked' as const),
    version: number,
  }),
);

export const reply: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({
    kind: fc.constant('results' as const),
    number,
    results: fc.array(fc.oneof(fc.option(result), fc.constant('again' as const))),
  }),
  fc.record({
    kind: fc.constant('late' as const),
    results: fc.array(fc.record({ card: number, id: text, participant: text, result })),
  }),
  fc.record({ kind: fc.constant('done' as const), number }),
  fc.record({
    kind: fc.constant('balance' as const),
    number,
    answer: fc.oneof(
      fc.record({ kind: fc.constant('known' as const), posted: number, held: number }),
      fc.record({ kind: fc.constantFrom('unknown' as const, 'none' as const) }),
    ),
  }),
);
