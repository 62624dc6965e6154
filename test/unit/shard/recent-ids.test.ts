import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newestIdOf, RecentIds } from '../../../src/shard/recent-ids.ts';

const v7 = (time: number, rest = 0): string =>
  `${time.toString(16).padStart(8, '0')}-0000-7000-8000-${rest.toString(16).padStart(12, '0')}`;
const V4 = '00000000-0000-4000-8000-000000000001';

test('an id above all that were recorded before the term is new until it is recorded', () => {
  const ids = new RecentIds(v7(10), 100);
  expect(ids.mayBeRecorded(v7(11))).toBe(false);
  ids.add(v7(11));
  expect(ids.mayBeRecorded(v7(11))).toBe(true);
  expect(ids.mayBeRecorded(v7(12))).toBe(false);
});

test('an id at or below the greatest of the term before may be recorded', () => {
  const ids = new RecentIds(v7(10), 100);
  expect(ids.mayBeRecorded(v7(10))).toBe(true);
  expect(ids.mayBeRecorded(v7(9))).toBe(true);
});

test('an id of another version may always be recorded', () => {
  const ids = new RecentIds('', 100);
  expect(ids.mayBeRecorded(V4)).toBe(true);
  expect(ids.mayBeRecorded('ffffffff-ffff-4fff-bfff-ffffffffffff')).toBe(true);
});

test('the greatest id of version 7 is found among others', () => {
  const entries = [
    { id: v7(5) },
    { id: 'ffffffff-ffff-4fff-bfff-ffffffffffff' },
    { id: v7(7) },
    { id: v7(6) },
  ];
  expect(newestIdOf('', entries)).toBe(v7(7));
  expect(newestIdOf(v7(8), entries)).toBe(v7(8));
});

test('no id that was recorded is ever taken for new, in whatever order they come and however few are kept', () => {
  const id = fc
    .tuple(fc.nat(30), fc.nat(3), fc.boolean())
    .map(([time, rest, is7]) => (is7 ? v7(time, rest) : V4));
  fc.assert(
    fc.property(fc.array(id), fc.array(id), fc.integer({ min: 1, max: 5 }), (before, during, kept) => {
      const ids = new RecentIds(
        newestIdOf(
          '',
          before.map((each) => ({ id: each })),
        ),
        kept,
      );
      for (const each of during) ids.add(each);
      for (const each of [...before, ...during]) expect(ids.mayBeRecorded(each)).toBe(true);
    }),
  );
});
