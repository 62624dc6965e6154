import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvariantError } from '../../../src/assert.ts';
import { CLEARING } from '../../../src/client/contract.ts';
import { encodeBatchRequest, encodeRequest } from '../../../src/client/request-encoder.ts';
import { decodeBatchResponse, decodeResponse } from '../../../src/client/response-decoder.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import type { Outcome } from '../../../src/ledger/outcome.ts';
import { OUTCOMES } from '../../../src/ledger/outcome.ts';
import { TRANSACTION_TYPES } from '../../../src/ledger/transaction.ts';
import { MalformedMessage } from '../../../src/wire/message-reader.ts';

// proto-loader is the other side: what it makes of the contract is right by definition.

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 20 }),
  fc.constant(''),
);
const anyInteger = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer(),
  fc.constant(0),
  fc.integer({ min: 120, max: 140 }),
);
const submittedTypes = TRANSACTION_TYPES.filter((type) => type !== 'EXPIRE');

const anyTransaction = fc.record(
  {
    id: anyText,
    type: fc.constantFrom(...submittedTypes),
    card: anyInteger,
    program: anyText,
    amount: anyInteger,
    merchant: anyText,
    reference: anyText,
    originalId: anyText,
    toCard: anyInteger,
    holdSeconds: fc.integer(),
    adjustment: fc.constantFrom('CREDIT' as const, 'DEBIT' as const),
    reason: anyText,
    linked: fc.boolean(),
    exchange: fc.record({ toProgram: anyText, amountOutMin: anyInteger, quote: anyText }),
  },
  { requiredKeys: ['id', 'type', 'card', 'program'] },
) as fc.Arbitrary<NewTransaction>;

/** As proto-loader shows a message: every field, absent ones with their defaults. */
function complete(transaction: NewTransaction) {
  return {
    amount: 0,
    merchant: '',
    reference: '',
    originalId: '',
    toCard: 0,
    holdSeconds: 0,
    adjustment: 'ADJUSTMENT_UNSPECIFIED',
    reason: '',
    linked: false,
    exchange: null,
    ...transaction,
  };
}

test('a batch reads as it was written', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.array(anyTransaction, { maxLength: 5 }), (batch, transactions) => {
      const read = CLEARING.SubmitBatch.requestDeserialize(encodeBatchRequest(batch, transactions));
      expect(read).toEqual({ batch, transactions: transactions.map(complete) });
    }),
  );
});

test('a single transaction reads as it was written', () => {
  fc.assert(
    fc.property(anyTransaction, (transaction) => {
      const read = CLEARING.Submit.requestDeserialize(encodeRequest(transaction));
      expect(read.transaction).toEqual(complete(transaction));
    }),
  );
});

test.each([127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 5_000_000])(
  'a text of %i characters reads as it was written',
  (length) => {
    const long: NewTransaction = { id: 'x'.repeat(length), type: 'EARN', card: 1, program: 'ACME' };
    const read = CLEARING.SubmitBatch.requestDeserialize(encodeBatchRequest(7, [long, long]));
    expect(read.transactions.map(({ id, program }) => [id.length, program])).toEqual([
      [length, 'ACME'],
      [length, 'ACME'],
    ]);
  },
);

test('a number that does not fit is a bug, and does not spoil what is written next', () => {
  const good: NewTransaction = { id: 'a', type: 'EARN', card: 1, program: 'ACME', amount: 2 };
  expect(() => encodeRequest({ ...good, amount: 1.5 })).toThrow(InvariantError);
  expect(() => encodeRequest({ ...good, amount: Number.NaN })).toThrow(InvariantError);
  expect(() => encodeRequest({ ...good, card: 2 ** 53 })).toThrow(InvariantError);
  // Of more than 32 bits, the gateway would read the lower ones: a minute.
  expect(() => encodeRequest({ ...good, holdSeconds: 2 ** 32 + 60 })).toThrow(InvariantError);
  expect(CLEARING.Submit.requestDeserialize(encodeRequest(good)).transaction).toEqual(complete(good));
});

const anyResult = fc.record({
  outcome: fc.constantFrom(...OUTCOMES),
  shard: fc.nat(),
  seq: fc.maxSafeNat(),
  ledgerTimeMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  amount: fc.maxSafeNat(),
  balance: fc.maxSafeInteger(),
  available: fc.maxSafeInteger(),
  duplicate: fc.boolean(),
  amountOut: fc.integer({ min: 1, max: 1_000_000_000_000 }),
});

test('results read as they were written', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.array(anyResult, { maxLength: 5 }), (batch, results) => {
      const bytes = CLEARING.SubmitBatch.responseSerialize({
        batch,
        results: results.map(({ seq, ledgerTimeMs, ...rest }) => ({
          ...rest,
          sequence: seq,
          ledgerTime: {
            seconds: Math.floor(ledgerTimeMs / 1_000),
            nanos: (ledgerTimeMs % 1_000) * 1_000_000,
          },
        })),
      });
      expect(decodeBatchResponse(bytes)).toEqual({ batch, answers: results, refusal: undefined });
    }),
  );
});

test('an item without a result reads as its refusal', () => {
  const error = { code: 3, message: 'amount: must be 1 to 10^12', details: [] };
  const bytes = CLEARING.Submit.responseSerialize({ result: { error } });
  expect(decodeResponse(bytes)).toEqual({
    status: 'INVALID_ARGUMENT',
    message: error.message,
    retryDelayMs: undefined,
    violations: [],
  });
});

test('an outcome of a later contract is not taken for one that is known', () => {
  const outcome = OUTCOMES.at(-1) as Outcome;
  const known = CLEARING.Submit.responseSerialize({ result: { outcome } });
  expect(decodeResponse(known)).toMatchObject({ outcome });
  const later = Buffer.from(known);
  later[later.indexOf(OUTCOMES.length)] = OUTCOMES.length + 1;
  expect(decodeResponse(later)).toMatchObject({ status: 'UNKNOWN' });
});

test('fields that are not known, or of another wire type, are passed over', () => {
  const bytes = CLEARING.Submit.responseSerialize({ result: { outcome: 'POSTED', shard: 3 } });
  const unknown = Buffer.from([
    ...[0xf8, 0x01, 0x96, 0x01], // field 31, varint
    ...[0xf9, 0x01, 1, 2, 3, 4, 5, 6, 7, 8], // field 31, 64 bits
    ...[0xfa, 0x01, 2, 9, 9], // field 31, bytes
    ...[0xfd, 0x01, 1, 2, 3, 4], // field 31, 32 bits
    ...[0x08, 0x05], // field 1, which is a message, as a varint
  ]);
  const expected = { outcome: 'POSTED', shard: 3 };
  expect(decodeResponse(Buffer.concat([unknown, bytes, unknown]))).toMatchObject(expected);
});

test('whatever bytes come are read or refused as malformed', () => {
  const results = [{ outcome: 'POSTED' as const, sequence: 2 ** 40, balance: -5, error: null }];
  const message = CLEARING.SubmitBatch.responseSerialize({ batch: 9, results });
  const spoiled = fc
    .tuple(fc.nat(message.length), fc.uint8Array({ maxLength: 12 }))
    .map(([at, bytes]) => Buffer.concat([message.subarray(0, at), bytes]));
  const anyBytes = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.oneof(spoiled, anyBytes), (bytes) => {
      try {
        decodeBatchResponse(bytes);
      } catch (error) {
        if (!(error instanceof MalformedMessage) && !isOfProtobuf(error)) throw error;
      }
    }),
    { numRuns: 2_000 },
  );
});

/** protobufjs reads the statuses within, and says it in its own words. */
function isOfProtobuf(error: unknown): boolean {
  return error instanceof Error && /index out of range|invalid|illegal/i.test(error.message);
}
