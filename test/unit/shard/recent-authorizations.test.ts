import { expect, it } from 'vitest';
import type { Entry } from '../../../src/ledger/transaction.ts';
import { RecentAuthorizations } from '../../../src/shard/recent-authorizations.ts';
import { RecentIds } from '../../../src/shard/recent-ids.ts';

const CARD = 4_000_000_000_000_002;

const idOf = (time: number): string => `${String(time).padStart(8, '0')}-0000-7000-8000-000000000000`;

function entry(time: number, fields: Partial<Entry> = {}): Entry {
  return { id: idOf(time), card: CARD, type: 'AUTHORIZE', outcome: 'POSTED', ...fields } as Entry;
}

/** What is at hand after these were committed, by time. */
function atHand(entries: readonly Entry[], max = 10): number[] {
  const recentIds = new RecentIds(idOf(0), 100);
  const authorizations = new RecentAuthorizations(max);
  for (const each of entries) {
    authorizations.add(each, recentIds);
    recentIds.add(each.id);
  }
  return [1, 2, 3].filter((time) => authorizations.get({ id: idOf(time), card: CARD }) !== undefined);
}

it('keeps authorizations that posted, and nothing else', () => {
  expect(
    atHand([entry(1), entry(2, { type: 'REDEEM' }), entry(3, { outcome: 'INSUFFICIENT_POINTS' })]),
  ).toEqual([1]);
});

it('forgets one when another entry gets its id: what is at hand is all that there is', () => {
  expect(atHand([entry(1), entry(2), entry(1, { type: 'EXPIRE' })])).toEqual([2]);
  expect(atHand([entry(1), entry(1, { origin: 'OTHER' }), entry(1, { origin: 'THIRD' })])).toEqual([]);
});

it('does not keep one whose id an earlier entry may have', () => {
  expect(atHand([entry(1, { type: 'EARN' }), entry(1), entry(0)])).toEqual([]);
});

it('gives an authorization to nobody who names another card', () => {
  const authorizations = new RecentAuthorizations(10);
  authorizations.add(entry(1), new RecentIds('', 10));
  expect(authorizations.get({ id: idOf(1), card: CARD + 1 })).toBeUndefined();
});

it('forgets the oldest when there are too many', () => {
  expect(atHand([entry(1), entry(2), entry(3)], 2)).toEqual([2, 3]);
});
