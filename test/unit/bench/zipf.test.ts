import { expect, it } from 'vitest';
import { Zipf } from '../../../bench/zipf.ts';

it('draws every rank by its weight', () => {
  const size = 50;
  const draws = 200_000;
  // Evenly spread instead of random: the shares are exact but for the grain.
  let point = 0;
  const zipf = new Zipf({ size, exponent: 0.99, random: () => (point++ % draws) / draws });
  const counts = new Array<number>(size).fill(0);
  for (let draw = 0; draw < draws; draw += 1) counts[zipf.next()]! += 1;

  const weights = counts.map((_, rank) => 1 / (rank + 1) ** 0.99);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  for (const [rank, count] of counts.entries()) {
    expect(count / draws).toBeCloseTo((weights[rank] as number) / sum, 3);
  }
});

it('draws the only rank there is', () => {
  expect(new Zipf({ size: 1, exponent: 0.99, random: () => 0.5 }).next()).toBe(0);
});
