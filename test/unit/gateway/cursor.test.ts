import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCursor, writeCursor } from '../../../src/gateway/cursor.ts';

test('a cursor reads as it was written', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.maxSafeNat(), { maxLength: 20 }), (question, sequences) => {
      expect(readCursor(question, writeCursor(question, sequences))).toEqual(sequences);
    }),
  );
});

test('a cursor is of no use for another question', () => {
  expect(readCursor('statement of B', writeCursor('statement of A', [7]))).toBeUndefined();
});

test('a text that is not a cursor is none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readCursor('journal', text)).toBeUndefined();
    }),
  );
});

test('a cursor that was changed is none', () => {
  const cursor = writeCursor('journal', [1, 2, 3]);
  for (let index = 0; index < cursor.length; index += 1) {
    const other = cursor[index] === 'A' ? 'B' : 'A';
    const changed = cursor.slice(0, index) + other + cursor.slice(index + 1);
    expect(readCursor('journal', changed)).toBeUndefined();
  }
  expect(readCursor('journal', cursor.slice(0, -4))).toBeUndefined();
  expect(readCursor('journal', '')).toBeUndefined();
});
