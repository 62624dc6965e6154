import { expect, test } from 'vitest';
import { Random } from '../../../src/demo/random.ts';
import { Recent, Sample } from '../../../src/demo/recent.ts';

test('the last so many are drawn from, each taken once', () => {
  const random = new Random(1);
  const recent = new Recent<number>(10);
  expect(recent.take(random)).toBeUndefined();
  for (let item = 0; item < 25; item += 1) recent.add(item);
  const taken = Array.from({ length: 10 }, () => recent.take(random));
  expect(taken.sort()).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
  expect(recent.draw(random)).toBeUndefined();
  recent.add(99);
  expect(recent.draw(random)).toBe(99);
});

test('a sample is of all there ever was', () => {
  const random = new Random(2);
  const sample = new Sample<number>(1_000);
  for (let item = 0; item < 10_000; item += 1) sample.add(item, random);
  const mean = sample.all().reduce((sum, item) => sum + item, 0) / 1_000;
  expect(new Set(sample.all()).size).toBe(1_000);
  expect(mean).toBeGreaterThan(4_500);
  expect(mean).toBeLessThan(5_500);
});
