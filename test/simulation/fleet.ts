import type { FakeDatabase } from './fake-database.ts';
import type { FakeHost } from './fake-host.ts';
import { FakeHostBackend } from './fake-host-queues.ts';
import type { FakeQueues } from './fake-queue.ts';
import { sessionsOf } from './fake-session.ts';
import { GatewayProcess } from './gateway-process.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { Blow } from './weather.ts';
import type { WorkerSabotage } from './worker-process.ts';
import { WorkerProcess } from './worker-process.ts';
import type { World } from './world.ts';

const GATEWAYS = 2;
/** How long a process that ended stays away, and how long a blow lasts. */
const AWAY_MS_MAX = 1_000;

/** All processes of the engine. One that ends is started again after a while, under another name. */
export class Fleet {
  readonly #world: World;
  readonly #database: FakeDatabase;
  readonly #queues: FakeQueues;
  readonly #hostQueues: FakeHostBackend;
  readonly #hosts: ReadonlyMap<string, FakeHost>;
  readonly #sabotage: WorkerSabotage;
  readonly #cardsMax: number;
  readonly #workers: (WorkerProcess | undefined)[];
  readonly #gateways: (GatewayProcess | undefined)[];
  #started = 0;

  constructor(
    world: World,
    parts: {
      database: FakeDatabase;
      queues: FakeQueues;
      hosts: ReadonlyMap<string, FakeHost>;
      sabotage: WorkerSabotage;
    },
  ) {
    this.#world = world;
    this.#database = parts.database;
    this.#queues = parts.queues;
    this.#hostQueues = new FakeHostBackend(world, parts.queues);
    this.#hosts = parts.hosts;
    this.#sabotage = parts.sabotage;
    this.#cardsMax = world.prng.pick([2, 4, 1_000]);
    this.#workers = new Array<undefined>(world.prng.between(1, 3)).fill(undefined);
    this.#gateways = new Array<undefined>(GATEWAYS).fill(undefined);
    for (const index of this.#workers.keys()) this.#startWorker(index);
    for (const index of this.#gateways.keys()) this.#startGateway(index);
    this.#awaitBlow();
  }

  /** A gateway that a client may turn to. */
  gateway(): GatewayProcess | undefined {
    const serving = this.#gateways.filter((gateway) => gateway?.isServing);
    return serving.length === 0 ? undefined : this.#world.prng.pick(serving);
  }

  #awaitBlow(): void {
    const { scheduler, weather } = this.#world;
    const next = weather.nextBlow();
    if (next === undefined) return;
    scheduler.after(next.inMs, () => {
      if (!weather.isStormy) return;
      this.#strike(next.blow);
      this.#awaitBlow();
    });
  }

  #strike(blow: Blow): void {
    const { met, prng, trace } = this.#world;
    trace?.(`-- ${blow}`);
    met.add(blow);
    const worker = prng.pick(this.#workers);
    const gateway = prng.pick(this.#gateways);
    switch (blow) {
      case 'worker crash':
        worker?.process.crash();
        break;
      case 'worker stop':
        if (worker !== undefined) this.#stopWorker(worker);
        break;
      case 'gateway crash':
        gateway?.process.crash();
        break;
      case 'gateway stop':
        if (gateway !== undefined) this.#stopGateway(gateway);
        break;
      case 'host away': {
        const host = prng.pick([...this.#hosts.values()]);
        host.isAway = true;
        this.#later(() => {
          host.isAway = false;
        });
        break;
      }
      case 'session ended':
        this.#database.endSessions('one');
        break;
      case 'store restart':
        this.#database.endSessions('all');
        this.#database.isDown = true;
        this.#later(() => {
          this.#database.isDown = false;
        });
        break;
      case 'queue away':
        this.#queues.isAway = true;
        this.#later(() => {
          this.#queues.isAway = false;
        });
        break;
      case 'queue emptied':
        this.#queues.empty();
        this.#hostQueues.empty();
        break;
      case 'cut off from the store':
        if (worker !== undefined) this.#cutOff(worker.process, 'store');
        break;
      case 'cut off from the queue': {
        const process = prng.chance(0.5) ? worker?.process : gateway?.process;
        if (process !== undefined) this.#cutOff(process, 'queue');
        break;
      }
    }
  }

  #cutOff(process: SimulatedProcess, from: 'store' | 'queue'): void {
    process.unreachable.add(from);
    if (from === 'store') for (const session of sessionsOf(process)) session.cut();
    this.#later(() => process.unreachable.delete(from));
  }

  #startWorker(index: number): void {
    this.#started += 1;
    const name = `worker-${this.#started}`;
    const parts = {
      database: this.#database,
      queues: this.#queues,
      hostQueues: this.#hostQueues,
      hosts: this.#hosts,
      sabotage: this.#sabotage,
    };
    const worker = new WorkerProcess(this.#world, parts, { name, cardsMax: this.#cardsMax });
    this.#workers[index] = worker;
    worker.process.onCrash(() => this.#replaceWorker(worker));
  }

  #stopWorker(worker: WorkerProcess): void {
    const stopped = worker.stop().then(() => this.#replaceWorker(worker));
    stopped.catch((error: Error) => this.#world.fail(error));
  }

  #replaceWorker(worker: WorkerProcess): void {
    const index = this.#workers.indexOf(worker);
    if (index < 0) return;
    this.#workers[index] = undefined;
    this.#later(() => this.#startWorker(index));
  }

  #startGateway(index: number): void {
    this.#started += 1;
    const shards = this.#database.shards.length;
    const gateway = new GatewayProcess(this.#world, this.#queues, {
      name: `gateway-${this.#started}`,
      shards,
    });
    this.#gateways[index] = gateway;
    gateway.process.onCrash(() => this.#replaceGateway(gateway));
  }

  #stopGateway(gateway: GatewayProcess): void {
    gateway.stop();
    this.#replaceGateway(gateway);
  }

  #replaceGateway(gateway: GatewayProcess): void {
    const index = this.#gateways.indexOf(gateway);
    if (index < 0) return;
    this.#gateways[index] = undefined;
    this.#later(() => this.#startGateway(index));
  }

  #later(action: () => void): void {
    this.#world.scheduler.after(this.#world.weather.durationMs(AWAY_MS_MAX), action);
  }
}
