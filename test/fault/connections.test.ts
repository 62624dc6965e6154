import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { BACKENDS } from '../support/backends.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import { FaultWorld } from './fault-world.ts';

/** How long a fault lasts that does not end by itself. */
const FAULT_MS = 4_000;

describe.each(BACKENDS)(
  'under load with queues on %s, nothing is lost, doubled or altered when',
  (backend) => {
    let world: FaultWorld;

    beforeAll(async () => {
      world = await FaultWorld.start(backend, { gateways: 1, workers: 2, hasProxies: true });
    });

    afterAll(() => world?.stop());

    /** Does something to the connections of one process to one server, and then to the next, and so on. */
    async function toEachConnection(seed: number, fault: (proxy: TcpProxy) => unknown): Promise<void> {
      await world.underLoad(seed, async (load) => {
        const gateway = world.proxies.find(({ process }) => process.role === 'gateway');
        const worker = world.proxies.find(({ process }) => process.role === 'worker');
        for (const proxy of [gateway?.postgres, worker?.postgres, gateway?.redis, worker?.redis]) {
          if (proxy === undefined) continue;
          await fault(proxy);
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
        await sleep(FAULT_MS);
        proxy.accept();
      }));

    test('connections say nothing any more, and for a while neither do new ones', () =>
      toEachConnection(24, async (proxy) => {
        proxy.swallow();
        proxy.freeze();
        await sleep(FAULT_MS);
        proxy.accept();
      }));
  },
);
