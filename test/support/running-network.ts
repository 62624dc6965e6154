import { expect } from 'vitest';
import { audit } from '../../src/store/audit/audit.ts';
import type { BackendName } from './backends.ts';
import { takeRedis } from './backends.ts';
import { createTestDatabase } from './database.ts';
import type { EngineOptions } from './engine.ts';
import { Engine } from './engine.ts';
import type { TestNetwork } from './network.ts';
import { setUpNetwork } from './network.ts';

/** A network of processes on a database of its own, with participants, programs, merchants and cards. */
export interface RunningNetwork {
  readonly databaseUrl: string;
  readonly shards: number;
  readonly engine: Engine;
  readonly network: TestNetwork;
  /** Stops everything, and checks that the books are right and no session is left. */
  stop(): Promise<void>;
}

export interface RunningNetworkOptions
  extends Partial<Pick<EngineOptions, 'gateways' | 'workers' | 'shards' | 'settings'>> {
  readonly cards: number;
}

export async function runNetwork(
  backend: BackendName,
  { cards, shards = 4, ...options }: RunningNetworkOptions,
): Promise<RunningNetwork> {
  const database = await createTestDatabase({ shards });
  const redis = await takeRedis(backend);
  const urls = { databaseUrl: database.url, redisUrl: redis?.url };
  const engine = await Engine.start({ ...urls, shards, ...options });
  const network = await setUpNetwork({ databaseUrl: database.url, address: engine.address, cards });
  return {
    databaseUrl: database.url,
    shards,
    engine,
    network,
    stop: async () => {
      network.close();
      try {
        await engine.stop();
        await expectBooksRight(database.url);
        await database.drop();
      } finally {
        await redis?.release();
      }
    },
  };
}

/** Has the database prove its invariants, and shows what offends. */
export async function expectBooksRight(databaseUrl: string): Promise<void> {
  const { checks } = await audit(databaseUrl);
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(checks.length).toBeGreaterThan(0);
}
