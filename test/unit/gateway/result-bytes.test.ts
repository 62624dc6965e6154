import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import type { Answer } from '../../../src/gateway/batch.ts';
import { writeBatchResponse, writeSubmitResponse } from '../../../src/gateway/codec.ts';
import { MESSAGES } from '../../../src/gateway/messages.ts';
import { invalidArgument, Refusal, refusalOf } from '../../../src/gateway/refusal.ts';
import { OUTCOMES } from '../../../src/ledger/outcome.ts';

const NO_BATCH = { low: 0, high: 0 };

/** What protobufjs reads from bytes that were written by hand. */
function readBack(bytes: Uint8Array): unknown {
  const type = MESSAGES.SubmitBatchResponse;
  return type.toObject(type.decode(bytes), { longs: Number, enums: String, defaults: true });
}

/** What it should read. */
function shown(answer: Answer | Refusal): unknown {
  if (answer instanceof Fault) return shown(refusalOf(answer));
  const empty = {
    outcome: 'OUTCOME_UNSPECIFIED',
    ledgerTime: null,
    shard: 0,
    sequence: 0,
    amount: 0,
    balance: 0,
    available: 0,
    duplicate: false,
    error: null,
  };
  if (answer instanceof Refusal) {
    const { code, message, details } = answer.toRpcStatus();
    return { ...empty, error: { code, message, details: details.map((detail) => ({ ...detail })) } };
  }
  const { ledgerTimeMs, seq, ...rest } = answer;
  const seconds = Math.floor(ledgerTimeMs / 1_000);
  const nanos = (ledgerTimeMs - seconds * 1_000) * 1_000_000;
  return { ...empty, ...rest, sequence: seq, ledgerTime: { seconds, nanos } };
}

const results = fc.record({
  outcome: fc.constantFrom(...OUTCOMES),
  shard: fc.nat(1_023),
  seq: fc.maxSafeNat(),
  ledgerTimeMs: fc.nat(4_102_444_800_000),
  amount: fc.maxSafeNat(),
  balance: fc.maxSafeInteger(),
  available: fc.maxSafeInteger(),
  duplicate: fc.boolean(),
  amountOut: fc.nat(1_000_000_000),
});

const answers = fc.oneof(
  { weight: 5, arbitrary: results },
  fc.constant(invalidArgument('transactions[3].amount', 'must be 1 to 10^12')),
  fc.constant(new Fault('DEADLINE_EXCEEDED', 'no answer', { retryable: true })),
);

test('what is written by hand is what protobufjs reads', () => {
  fc.assert(
    fc.property(
      fc.array(answers, { maxLength: 40 }),
      fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
      (all, batch) => {
        const number = { low: Number(BigInt.asIntN(32, batch)), high: Number(batch >> 32n) };
        const bytes = writeBatchResponse({ batch: number, answers: all, error: undefined });
        const type = MESSAGES.SubmitBatchResponse;
        const text = type.toObject(type.decode(bytes), { longs: String, defaults: true }) as {
          batch: string;
        };
        expect(text.batch).toBe(String(batch));
        expect(readBack(bytes)).toMatchObject({ results: all.map(shown), error: null });
      },
    ),
  );
});

test('a batch that outgrows the buffer is written whole', () => {
  const answer: Answer = {
    outcome: 'POSTED',
    shard: 7,
    seq: Number.MAX_SAFE_INTEGER,
    ledgerTimeMs: 1_767_571_200_123,
    amount: 1,
    balance: -1,
    available: Number.MIN_SAFE_INTEGER,
    duplicate: true,
  };
  const many = Array.from({ length: 3_000 }, (_, n) => ({ ...answer, amount: n }));
  const bytes = writeBatchResponse({ batch: NO_BATCH, answers: many, error: undefined });
  expect(readBack(bytes)).toMatchObject({ results: many.map(shown) });
});

test('a refused batch has its status and no results', () => {
  const refusal = new Refusal('UNAVAILABLE', 'come again');
  const bytes = writeBatchResponse({ batch: NO_BATCH, answers: [], error: refusal });
  expect(readBack(bytes)).toMatchObject({ results: [], error: { code: 14, message: 'come again' } });
});

test('a single result is written alike', () => {
  fc.assert(
    fc.property(results, (result) => {
      const type = MESSAGES.SubmitResponse;
      const read = type.decode(writeSubmitResponse(result));
      expect(type.toObject(read, { longs: Number, enums: String, defaults: true })).toEqual({
        result: shown(result),
      });
    }),
  );
});
