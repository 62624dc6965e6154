import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/ledger/account.ts';
import { CardCache } from '../../../src/shard/card-cache.ts';

function card(number: number): Card {
  return { number, issuer: 'ISSUER', status: 'active', statusVersion: 0, accounts: [] };
}

describe('the card cache', () => {
  it('gives back the very card that was put', () => {
    const cache = new CardCache(10);
    const term = { shard: 0 };
    const put = card(1);
    cache.put(term, put);
    expect(cache.get(term, 1)).toBe(put);
    expect(cache.get(term, 2)).toBeUndefined();
  });

  it('forgets the card that was used least recently, whatever shard it is of', () => {
    const cache = new CardCache(2);
    const [one, other] = [{ shard: 0 }, { shard: 1 }];
    cache.put(one, card(1));
    cache.put(other, card(2));
    expect(cache.get(one, 1)).toBeDefined();
    cache.put(one, card(3));
    expect(cache.size).toBe(2);
    expect(cache.get(other, 2)).toBeUndefined();
    expect(cache.get(one, 1)).toBeDefined();
    expect(cache.get(one, 3)).toBeDefined();
  });

  it('never gives a card of a term that is over, though the same worker has the shard again', () => {
    const cache = new CardCache(10);
    const [before, now] = [{ shard: 0 }, { shard: 0 }];
    cache.put(before, card(1));
    expect(cache.get(now, 1)).toBeUndefined();
    const fresh = card(1);
    cache.put(now, fresh);
    expect(cache.get(now, 1)).toBe(fresh);
    expect(cache.get(before, 1)).toBeUndefined();
  });
});
