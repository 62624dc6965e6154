import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectTongfen } from '../../../src/client/client.ts';
import type { Concern } from '../../../src/settlement/ports.ts';
import { entryOf } from '../../unit/gateway/entries.ts';
import { NOTHING_TO_SETTLE, programOf, World } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.close());

const CYCLE = {
  number: 3,
  businessDate: 20_260_105,
  state: 'closed',
  openedAtMs: 1_000,
  closedAtMs: 2_000,
  settledAtMs: undefined,
} as const;

test('a settlement file has what was posted in a program that the gateway has not heard of yet', async () => {
  let sight: Concern | undefined;
  world.settlement = {
    ...world.settlement,
    shards: async () => [],
    settlement: async () => ({ cycle: CYCLE, bilateral: [], net: [], exceptions: [] }),
    journal: (shards, concern) => {
      sight = concern;
      return NOTHING_TO_SETTLE.journal(shards, concern);
    },
  };
  await world.start();
  vi.spyOn(world.directory, 'recent').mockResolvedValue(await world.directory.recent());
  await world.directory.createProgram(programOf('NEW', 'ISSUER-A'));
  const address = `127.0.0.1:${world.gateway.port}`;
  const client = world.register(connectTongfen({ address, apiKey: world.keys.get('ISSUER-A') ?? '' }));
  for await (const _ of client.settlementFile({ cycle: 3, format: 'CSV' }));
  expect([...(sight?.programs ?? [])]).toEqual(['ACME', 'NEW']);
});

test('a settlement file ends when the key is revoked', async () => {
  let parts = 0;
  world.settlement = {
    ...world.settlement,
    shards: async () => [],
    settlement: async () => ({ cycle: CYCLE, bilateral: [], net: [], exceptions: [] }),
    async *journal() {
      for (; parts < 500; parts += 1) {
        await sleep(10);
        yield { shard: 0, entries: [{ ...entryOf({ seq: parts + 1 }), positionMicro: 0 }] };
      }
    },
  };
  await world.start();
  const address = `127.0.0.1:${world.gateway.port}`;
  const client = world.register(connectTongfen({ address, apiKey: world.keys.get('ISSUER-A') ?? '' }));
  const file = client.settlementFile({ cycle: 3, format: 'CSV' });
  await file.next();
  await world.directory.revokeApiKey('key-1');
  const rest = async () => {
    for await (const _ of file);
  };
  await expect(rest()).rejects.toMatchObject({ refusal: { status: 'UNAUTHENTICATED' } });
  expect(parts).toBeLessThan(500);
});
