import { status as Code } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallerCode } from './world.ts';
import { called, eventually, World } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.close());

test('liability reports of one participant leave settlement to the others', async () => {
  const making: (() => void)[] = [];
  world.settlement = {
    ...world.settlement,
    liability: () => new Promise((resolve) => making.push(() => resolve([]))),
  };
  await world.start();
  const ask = (caller: CallerCode) => {
    const { settlement } = world.clients(caller);
    return called(settlement, settlement.getLiability, {});
  };

  const first = ask('ISSUER-A');
  await eventually(() => making.length).toBe(1);
  await expect(ask('ISSUER-A')).rejects.toMatchObject({
    code: Code.RESOURCE_EXHAUSTED,
    details: 'one report of a participant at a time',
  });
  const second = ask('ISSUER-B');
  await eventually(() => making.length).toBe(2);
  await expect(ask('OPERATOR')).rejects.toMatchObject({ details: 'at most 2 reports at a time' });
  expect(world.observations.limits).toEqual(['liability-reports', 'liability-reports']);

  for (const make of making) make();
  await Promise.all([first, second]);
  const again = ask('ISSUER-A');
  await eventually(() => making.length).toBe(3);
  making[2]?.();
  expect(await again).toMatchObject({ liabilities: [] });
});
