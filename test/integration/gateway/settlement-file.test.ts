import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectTongfen } from '../../../src/client/client.ts';
import { entryOf } from '../../unit/gateway/entries.ts';
import { World } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.close());

test('a settlement file ends when the key is revoked', async () => {
  const cycle = {
    number: 3,
    businessDate: 20_260_105,
    state: 'closed',
    openedAtMs: 1_000,
    closedAtMs: 2_000,
    settledAtMs: undefined,
  } as const;
  let parts = 0;
  world.settlement = {
    ...world.settlement,
    shards: async () => [],
    settlement: async () => ({ cycle, bilateral: [], net: [], exceptions: [] }),
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
