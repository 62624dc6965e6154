import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Prng } from '../simulation/prng.ts';
import { BACKENDS } from '../support/backends.ts';
import type { EngineProcess } from '../support/engine-process.ts';
import { FaultWorld } from './fault-world.ts';
import { isLongRun, randomSeeds } from './seeds.ts';
import { msUntilAllCommit } from './takeover.ts';

/** What the network promises: every shard of a killed worker has a new owner that commits after this time. */
const TAKEOVER_MS_MAX = 3_000;

/** A machine that is busy with something else at that moment is given another chance. */
const TRIES = 3;

/** A random test takes as long as its kills do. */
const RANDOM_MS_MAX = isLongRun ? 600_000 : 180_000;

/** How long a server is away. */
const AWAY_MS = 1_500;

describe.each(BACKENDS)(
  'under load with queues on %s, nothing is lost, doubled or altered when',
  (backend) => {
    let world: FaultWorld;

    beforeAll(async () => {
      world = await FaultWorld.start(backend, { gateways: 2, workers: 3 });
    });

    afterAll(() => world?.stop());

    async function killAndReplace(process: EngineProcess): Promise<void> {
      await process.kill();
      await world.engine.replace(process);
    }

    async function killAndRestart(service: 'postgres' | 'redis'): Promise<void> {
      await world.services.kill(service);
      await sleep(AWAY_MS);
      await world.services.restart(service);
    }

    test('a gateway is killed', async () => {
      await world.underLoad(1, async (load) => {
        const [gateway] = world.engine.gateways;
        await gateway!.kill();
        // The other one goes on.
        await load.resumes();
        await world.engine.replace(gateway!);
      });
    });

    test('a worker is killed; within three seconds every shard of its commits elsewhere', async () => {
      await world.underLoad(2, async () => {
        let bestMs = Number.POSITIVE_INFINITY;
        for (let tries = 1; tries <= TRIES && bestMs >= TAKEOVER_MS_MAX; tries += 1) {
          const [worker] = world.engine.workers;
          await worker!.kill();
          bestMs = Math.min(bestMs, await msUntilAllCommit(world.services.databaseUrl));
          await world.engine.replace(worker!);
        }
        expect(bestMs).toBeLessThan(TAKEOVER_MS_MAX);
      });
    });

    test('Postgres is killed and comes back', async () => {
      await world.underLoad(3, () => killAndRestart('postgres'));
    });

    test.runIf(backend === 'redis')('Redis is killed and comes back', async () => {
      await world.underLoad(4, () => killAndRestart('redis'));
    });

    test('all workers are killed at once', async () => {
      await world.underLoad(5, () => Promise.all(world.engine.workers.map(killAndReplace)));
    });

    test.each(randomSeeds({ usual: 1, long: 20 }))(
      'anything is killed at any time (seed %i)',
      async (seed) => {
        const prng = new Prng(seed);
        await world.underLoad(seed, async (load) => {
          for (let kills = isLongRun ? 12 : 4; kills > 0; kills -= 1) {
            await sleep(prng.between(0, 1_500));
            const victim = prng.pick([
              'gateway',
              'worker',
              'worker',
              'postgres',
              ...(backend === 'redis' ? ['redis'] : []),
            ]);
            if (victim === 'gateway') await killAndReplace(prng.pick(world.engine.gateways));
            else if (victim === 'worker') await killAndReplace(prng.pick(world.engine.workers));
            else await killAndRestart(victim as 'postgres' | 'redis');
            if (prng.chance(0.5)) await load.resumes();
          }
        });
      },
      RANDOM_MS_MAX,
    );
  },
);
