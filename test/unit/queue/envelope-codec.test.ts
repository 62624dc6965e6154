import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEnvelope, encodeEnvelope } from '../../../src/queue/envelope-codec.ts';
import type { Envelope } from '../../../src/shard/envelope.ts';
import { BLANK } from '../../support/blank-transaction.ts';
import { envelope } from './arbitraries.ts';

test('an envelope comes out of the queue as it went in, whichever backend carried it', () => {
  fc.assert(
    fc.property(envelope, (sent) => {
      const json = JSON.stringify(encodeEnvelope(sent));
      expect(decodeEnvelope(JSON.parse(json))).toEqual(sent);
      expect(decodeEnvelope(json)).toEqual(sent);
    }),
  );
});

test('a transaction of few words is short', () => {
  const sent: Envelope = {
    kind: 'submit',
    gateway: 'g',
    number: 7,
    transactions: [
      {
        ...BLANK,
        id: '0190b6a5-0000-7000-8000-000000000001',
        type: 'EARN',
        card: 4000001000000001,
        program: 'ACME',
        amount: 250,
        participant: 'ACQ-1',
        merchant: 'M1',
        reference: 'order-1',
      },
    ],
  };
  const ids = '0190b6a5-0000-7000-8000-000000000001';
  expect(JSON.stringify(encodeEnvelope(sent))).toBe(
    `[1,"submit","g",7,[["${ids}",0,4000001000000001,250,"ACME","ACQ-1","M1","order-1"]]]`,
  );
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a number', 17],
  ['an object', { kind: 'submit' }],
  ['an empty array', []],
  ['another version', [2, 'cut-over', 1, 20260101]],
  ['a version that is text', ['1', 'cut-over', 1, 20260101]],
  ['another kind', [1, 'greeting', 1, 20260101]],
  ['a missing field', [1, 'cut-over', 1]],
  ['text for a number', [1, 'cut-over', '1', 20260101]],
  ['a number that is not exact', [1, 'cut-over', 2 ** 53, 20260101]],
  ['a fraction', [1, 'cut-over', 1.5, 20260101]],
  ['a number for text', [1, 'submit', 5, 1, []]],
  ['transactions that are no array', [1, 'submit', 'g', 1, 'all']],
  ['a transaction cut short', [1, 'submit', 'g', 1, [['id', 0, 1, 1, 'P', 'A', 'M']]]],
  ['a type that does not exist', [1, 'submit', 'g', 1, [['id', 99, 1, 1, 'P', 'A', 'M', 'r']]]],
  ['an expiry from outside', [1, 'submit', 'g', 1, [['id', 7, 1, 1, 'P', 'A', 'M', 'r']]]],
  ['a status that does not exist', [1, 'card-status', 'g', 1, 4000001000000001, 'lost']],
  ['a leg of no kind', [1, 'legs', 0, 1, [['gift', 'id', 1, 2, 'P', 1, 'A', 'r', '', 'g']]]],
  ['text that is no JSON', 'garbage'],
])('%s is no envelope', (_what, data) => {
  expect(() => decodeEnvelope(data)).toThrow();
});

test('an envelope of another version is refused with the version that is spoken', () => {
  expect(() => decodeEnvelope([2, 'cut-over', 1, 20260101])).toThrow(
    'a message is of version 1, which this process speaks',
  );
});
