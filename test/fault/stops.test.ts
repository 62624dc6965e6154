import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { FaultWorld } from './fault-world.ts';
import { TRIED_BACKENDS } from './seeds.ts';
import { msUntilAllCommit } from './takeover.ts';
import { IMPATIENT_MS, Unanswered } from './unanswered.ts';

/** What a worker sent before it stood still has arrived after this time, and is not taken for another's. */
const ARRIVED_MS = 1_000;

/** How long a server is away: longer than callers wait. */
const AWAY_MS = 5_000;

describe.each(TRIED_BACKENDS)(
  'under load with queues on %s, nothing is lost, doubled or altered when',
  (backend) => {
    let world: FaultWorld;

    beforeAll(async () => {
      world = await FaultWorld.start(backend, { gateways: 2, workers: 2 });
    });

    afterAll(() => world?.stop());

    test('a worker is told to stop: it hands its shards over and exits well', async () => {
      await world.underLoad(11, async () => {
        const [worker] = world.engine.workers;
        expect(await worker!.terminate()).toEqual({ code: 0, signal: null });
        await msUntilAllCommit(world.services.databaseUrl);
        expect(worker!.complaints).toEqual([]);
        await world.engine.replace(worker!);
      });
    });

    test('a gateway is told to stop: it answers what it has and exits well', async () => {
      const load = await world.underLoad(12, async (running) => {
        const [gateway] = world.engine.gateways;
        expect(await gateway!.terminate()).toEqual({ code: 0, signal: null });
        await running.resumes();
        await world.engine.replace(gateway!);
      });
      expect([...load.refusals]).toEqual([]);
    });

    test('a worker stands still until others have its shards, and then goes on', async () => {
      await world.underLoad(13, async (load) => {
        const [frozen] = world.engine.workers;
        frozen!.freeze();
        await sleep(ARRIVED_MS);
        // Others commit in its place, once Postgres has ended its silent sessions.
        await msUntilAllCommit(world.services.databaseUrl);
        frozen!.thaw();
        await load.resumes();
        // It takes shards again, as any worker.
        await eventually(async () => {
          const owned = await frozen!.metric('tongfen_shard_owned');
          expect([...owned.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0);
        });
      });
    });

    test.each(backend === 'redis' ? (['postgres', 'redis'] as const) : (['postgres'] as const))(
      '%s is away for seconds: callers hear so before their deadline, and work resumes by itself',
      async (service) => {
        await world.underLoad(service === 'postgres' ? 14 : 15, async (load) => {
          const unanswered = new Unanswered(world.network);
          await world.services.kill(service);
          const backAtMs = performance.now() + AWAY_MS;
          while (performance.now() < backAtMs) {
            const startMs = performance.now();
            const error = await unanswered.submit(load);
            expect(error?.refusal.status).toMatch(/^(UNAVAILABLE|DEADLINE_EXCEEDED)$/);
            expect(performance.now() - startMs).toBeLessThan(2 * IMPATIENT_MS);
          }
          await world.services.restart(service);
          await unanswered.askAgain(load);
        });
      },
    );
  },
);
