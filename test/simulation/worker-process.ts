import { CardCache } from '../../src/shard/card-cache.ts';
import { ShardHost } from '../../src/shard/host.ts';
import type { NetworkSource, Ownership, ShardSession } from '../../src/shard/ports.ts';
import { Switch } from '../../src/switch/switch.ts';
import type { FakeDatabase } from './fake-database.ts';
import type { FakeHost } from './fake-host.ts';
import { FakeHosts } from './fake-host.ts';
import type { FakeHostBackend } from './fake-host-queues.ts';
import { FakeHostQueues } from './fake-host-queues.ts';
import type { FakeQueues } from './fake-queue.ts';
import { FakeMailboxes, FakeSender } from './fake-queue.ts';
import { FakeNetworkSource, FakeOwnership } from './fake-store.ts';
import { SimulatedProcess } from './simulated-process.ts';
import type { World } from './world.ts';

/** What may be broken in a worker, to see that it is found out. */
export interface WorkerSabotage {
  readonly session?: (session: ShardSession) => ShardSession;
  readonly cache?: (cardsMax: number) => CardCache;
  readonly network?: (network: NetworkSource) => NetworkSource;
}

/** A worker: the real host, actors and switch, on fakes. */
export class WorkerProcess {
  readonly process: SimulatedProcess;
  readonly #switch: Switch;
  readonly #host: ShardHost;

  constructor(
    world: World,
    parts: {
      database: FakeDatabase;
      queues: FakeQueues;
      hostQueues: FakeHostBackend;
      hosts: ReadonlyMap<string, FakeHost>;
      sabotage: WorkerSabotage;
    },
    options: { name: string; cardsMax: number },
  ) {
    const { prng } = world;
    const process = new SimulatedProcess(world, options.name, 'worker crash');
    this.process = process;
    const sender = new FakeSender(process, parts.queues);
    const network = new FakeNetworkSource(process, parts.database);
    const { cardsMax, name } = options;
    const shards = parts.database.shards.length;
    this.#switch = new Switch(
      {
        queues: new FakeHostQueues(process, parts.hostQueues),
        hosts: new FakeHosts(process, parts.hosts),
        replies: { reply: () => {} },
        network,
        clock: process.clock,
        observer: { opened: () => {}, called: () => {}, skipped: () => {}, circuit: () => {} },
        log: {
          issuerOpened: () => {},
          queuesFailed: (error) => world.fail(error as Error),
          wrongAnswer: () => {},
          hostAway: () => {},
          hostBack: () => {},
          callFailed: (_issuer, error) => world.fail(error as Error),
        },
      },
      {
        shards,
        callTimeoutMs: 600,
        asksMax: prng.pick([1, 4, 64]),
        followUpsMax: prng.pick([1, 8]),
        inquiriesMax: 1,
        breaker: { failuresMax: prng.pick([1, 5]), openMs: 100, openMsMax: 400 },
      },
    );
    this.#host = new ShardHost(
      {
        ownership: sabotaged(new FakeOwnership(process, parts.database), parts.sabotage),
        mailboxes: new FakeMailboxes(process, parts.queues),
        sender,
        hosts: this.#switch,
        replies: sender,
        network: parts.sabotage.network?.(network) ?? network,
        cache: parts.sabotage.cache?.(cardsMax) ?? new CardCache(cardsMax),
        clock: process.clock,
        observer: {
          turnCommitted: () => {},
          cacheAccessed: () => {},
          shardAcquired: (shard, takenOver) =>
            world.trace?.(`${name} has shard ${shard}, ${takenOver} taken over`),
          shardReleased: () => {},
          retried: () => {},
        },
        log: {
          shardOwned: () => {},
          shardFreed: (shard, end) =>
            world.trace?.(`${name} frees shard ${shard}: ${end === 'stopped' ? end : String(end.fault)}`),
          shardBroken: (_shard, error) => world.fail(error as Error),
          ownershipFailed: (error) => world.trace?.(`${name} can't balance: ${String(error)}`),
        },
      },
      {
        shards,
        limits: {
          itemsPerTurnMax: prng.pick([1, 5, 1_000]),
          idleMs: 200,
          dueEveryMs: prng.pick([50, 400]),
          duePerTurnMax: prng.pick([1, 100]),
          resendAfterMs: 100,
          resendAfterMsMax: 800,
          tellAgainAfterMsMax: 1_600,
          // Few, so that they are forgotten.
          recentIds: 3,
          recentAuthorizations: 2,
          balanceEveryMs: prng.pick([20, 200]),
        },
      },
    );
    this.#switch.start(this.#host);
    this.#host.start();
  }

  /** Finishes turns under way, frees all shards, and finishes the calls under way. */
  async stop(): Promise<void> {
    this.process.world.trace?.(`${this.process.name} stops`);
    await this.#host.stop();
    await this.#switch.stop();
    this.process.end();
    this.process.world.trace?.(`${this.process.name} has stopped`);
  }
}

function sabotaged(ownership: Ownership, sabotage: WorkerSabotage): Ownership {
  const { session: replace } = sabotage;
  if (replace === undefined) return ownership;
  return {
    join: () => ownership.join(),
    leave: () => ownership.leave(),
    census: () => ownership.census(),
    acquire: async (shard) => {
      const session = await ownership.acquire(shard);
      return session === undefined ? undefined : replace(session);
    },
  };
}
