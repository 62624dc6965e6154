import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import { FaultWorld } from './fault-world.ts';
import { isLongRun, TRIED_BACKENDS } from './seeds.ts';

/** How long connections are refused: several attempts long. */
const REFUSED_MS = 1_500;

/** How long new connections are met with silence: longer than a process waits for one. */
const SWALLOWED_MS = 4_000;

describe.each(TRIED_BACKENDS)(
  'under load with queues on %s, nothing is lost, doubled or altered when',
  (backend) => {
    let world: FaultWorld;

    beforeAll(async () => {
      world = await FaultWorld.start(backend, { gateways: 1, workers: 2, hasProxies: true });
    });

    afterAll(() => world?.stop());

    /**
     * Does something to the connections of one process to one server, and then to the next, and so on. In a short run to
     * two at once: of different processes to different servers, so that neither fault hides the other.
     */
    async function toEachConnection(seed: number, fault: (proxy: TcpProxy) => unknown): Promise<void> {
      await world.underLoad(seed, async (load) => {
        const gateway = world.proxies.find(({ process }) => process.role === 'gateway');
        const worker = world.proxies.find(({ process }) => process.role === 'worker');
        const pairs = [
          [gateway?.postgres, worker?.redis],
          [worker?.postgres, gateway?.redis],
        ];
        for (const together of isLongRun ? pairs.flat().map((proxy) => [proxy]) : pairs) {
          const proxies = together.filter((proxy) => proxy !== undefined);
          await Promise.all(proxies.map((proxy) => fault(proxy)));
          await load.resumes();
        }
      });
    }

    test('connections are cut', () => toEachConnection(21, (proxy) => proxy.cut()));

    test('connections say nothing any more', () => toEachConnection(22, (proxy) => proxy.freeze()));

    test('connections are cut, and refused for a while', () =>
      toEachConnection(23, async (proxy) => {
        proxy.refuse();
        proxy.cut();
        await sleep(REFUSED_MS);
        proxy.accept();
      }));

    test('connections say nothing any more, and for a while neither do new ones', () =>
      toEachConnection(24, async (proxy) => {
        proxy.swallow();
        proxy.freeze();
        await sleep(SWALLOWED_MS);
        proxy.accept();
      }));
  },
);
