import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { OneAtATime } from '../../../src/store/one-at-a-time.ts';

it('work of one name is done in its order, one after another, though one of it fails', async () => {
  const done: string[] = [];
  const oneAtATime = new OneAtATime(10_000);
  const work = (name: string, what: string) =>
    oneAtATime.run(name, async () => {
      done.push(`begin ${what}`);
      await sleep(20);
      done.push(`end ${what}`);
      if (what === 'a1') throw new Error('failed');
      return what;
    });
  const all = [work('a', 'a1'), work('a', 'a2'), work('b', 'b1')];
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(done.filter((each) => each.includes('a'))).toEqual(['begin a1', 'end a1', 'begin a2', 'end a2']);
  expect(done.indexOf('begin b1')).toBeLessThan(done.indexOf('end a1'));
});

it('what comes while the second is at work waits for it, though the first has ended', async () => {
  const oneAtATime = new OneAtATime(10_000);
  let atWork = 0;
  const work = (ms: number) =>
    oneAtATime.run('a', async () => {
      atWork += 1;
      expect(atWork).toBe(1);
      await sleep(ms);
      atWork -= 1;
    });
  const [first, second] = [work(1), work(50)];
  await first;
  await sleep(5);
  expect(atWork).toBe(1);
  await Promise.all([second, work(1)]);
});

it('what has waited too long is not begun', async () => {
  const oneAtATime = new OneAtATime(10);
  const first = oneAtATime.run('a', () => sleep(50, 'first'));
  let isBegun = false;
  const second = oneAtATime.run('a', async () => {
    isBegun = true;
  });
  await expect(second).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
  expect(await first).toBe('first');
  expect(isBegun).toBe(false);
  expect(await oneAtATime.run('a', async () => 'third')).toBe('third');
});
