import { Switch } from '../../src/switch/switch.ts';
import type { FakeDatabase } from './fake-database.ts';
import type { FakeHost } from './fake-host.ts';
import { FakeHosts } from './fake-host.ts';
import type { FakeHostBackend } from './fake-host-queues.ts';
import { FakeHostQueues } from './fake-host-queues.ts';
import { FakeSender } from './fake-queue.ts';
import { FakeNetworkSource } from './fake-store.ts';
import { SimulatedProcess } from './simulated-process.ts';
import type { World } from './world.ts';

/** A switch: the real one, on fakes. */
export class SwitchProcess {
  readonly process: SimulatedProcess;
  readonly #switch: Switch;

  constructor(
    world: World,
    parts: { database: FakeDatabase; hostQueues: FakeHostBackend; hosts: ReadonlyMap<string, FakeHost> },
    name: string,
  ) {
    const process = new SimulatedProcess(world, name, 'switch crash');
    this.process = process;
    this.#switch = new Switch(
      {
        queues: new FakeHostQueues(process, parts.hostQueues),
        hosts: new FakeHosts(process, parts.hosts),
        sender: new FakeSender(process, parts.hostQueues.queues),
        replies: { reply: () => {} },
        network: new FakeNetworkSource(process, parts.database),
        clock: process.clock,
        observer: { opened: () => {}, called: () => {}, skipped: () => {}, circuit: () => {} },
        log: {
          issuerOpened: () => {},
          queuesFailed: (error) => world.fail(error as Error),
          wrongAnswer: () => {},
          hostAway: () => {},
          hostBack: () => {},
        },
      },
      {
        shards: parts.database.shards.length,
        callTimeoutMs: 600,
        asksMax: world.prng.pick([1, 4, 64]),
        followUpsMax: world.prng.pick([1, 8]),
        inquiriesMax: 1,
        breaker: { failuresMax: world.prng.pick([1, 5]), openMs: 100, openMsMax: 400 },
      },
    );
    this.#switch.start();
  }

  async stop(): Promise<void> {
    this.process.world.trace?.(`${this.process.name} stops`);
    await this.#switch.stop();
    this.process.end();
  }
}
