import { CutOver } from '../../src/cycle/cut-over.ts';
import type { Directory } from '../../src/directory/ports.ts';
import { Fault } from '../../src/fault.ts';
import type { CardStatus } from '../../src/ledger/account.ts';
import { nextDay } from '../../src/ledger/calendar.ts';
import type { FakeDatabase } from './fake-database.ts';
import type { FakeQueues } from './fake-queue.ts';
import { FakeSender } from './fake-queue.ts';
import type { GatewayProcess } from './gateway-process.ts';
import { cardOf, withMerchant } from './network.ts';
import { SimulatedProcess } from './simulated-process.ts';
import type { Workload } from './workload.ts';
import type { World } from './world.ts';

/** Who runs the network: cuts over, opens cards and merchants, blocks cards. */
export class Operator {
  readonly #world: World;
  readonly #process: SimulatedProcess;
  readonly #database: FakeDatabase;
  readonly #cutOver: CutOver;
  readonly #workload: Workload;
  readonly #gateway: () => GatewayProcess | undefined;
  /** What was confirmed last. */
  readonly #statuses = new Map<number, CardStatus>();

  constructor(
    world: World,
    parts: {
      database: FakeDatabase;
      queues: FakeQueues;
      workload: Workload;
      gateway: () => GatewayProcess | undefined;
    },
  ) {
    const process = new SimulatedProcess(world, 'operator');
    this.#world = world;
    this.#process = process;
    this.#database = parts.database;
    this.#workload = parts.workload;
    this.#gateway = parts.gateway;
    this.#cutOver = new CutOver({
      directory: directoryOf(process, parts.database),
      sender: new FakeSender(process, parts.queues),
      clock: process.clock,
      // Closing is one transaction of the database, in which nothing can be out of order.
      settlement: { closeBefore: () => Promise.resolve() },
    });
  }

  async work(steps: number): Promise<void> {
    const { prng } = this.#world;
    for (let step = 0; step < steps; step += 1) {
      await this.#process.clock.sleep(prng.next() * 400);
      const what = prng.weighted({ 'cut-over': 4, 'card status': 3, card: 2, merchant: 2 });
      if (what === 'cut-over') await this.cutOver(prng.pick([1, 1, 16, 31]));
      else if (what === 'card status') await this.#blockCard();
      else if (what === 'card') this.#openCard();
      else this.#openMerchant();
    }
  }

  /** Moves the network on by so many days, and does not rest before every shard has crossed. */
  async cutOver(days: number): Promise<void> {
    let date = this.#database.cycle.businessDate;
    for (let day = 0; day < days; day += 1) date = nextDay(date);
    this.#world.trace?.(`operator cuts over to ${date}`);
    for (;;) {
      try {
        await this.#cutOver.cutOver(date, new AbortController().signal);
        return;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        await this.#process.clock.sleep(50);
      }
    }
  }

  /** Blocks a card and makes it active again, at once: copies of the first change may still be under way. */
  async #blockCard(): Promise<void> {
    const { prng } = this.#world;
    const card = prng.pick(this.#workload.cards);
    for (let change = prng.between(1, 3); change > 0; change -= 1) {
      const isBlocked = this.#statuses.get(card) === 'blocked';
      await this.#setCardStatus(card, isBlocked ? 'active' : 'blocked');
    }
  }

  async #setCardStatus(card: number, status: CardStatus): Promise<void> {
    const { prng } = this.#world;
    this.#world.trace?.(`operator makes ${card} ${status}`);
    const tables = this.#database.tablesOf(card);
    this.checkStatuses();
    let isDone: boolean | undefined;
    while (isDone !== true) {
      const version = (tables.cards.get(card)?.statusVersion ?? 0) + 1;
      const change = { card, status, version };
      isDone = await this.#gateway()?.setCardStatus(this.#process, change, prng.pick([150, 1_000]));
      if (isDone !== true) await this.#process.clock.sleep(prng.next() * 100);
    }
    this.#statuses.set(card, status);
    this.checkStatuses();
  }

  /** What was confirmed is stored, and no copy that came later has undone it. */
  checkStatuses(): void {
    for (const [card, status] of this.#statuses) {
      const stored = this.#database.tablesOf(card).cards.get(card)?.status;
      this.#world.check(stored === status, `a status that was confirmed stays: ${card} ${status}`);
    }
  }

  /** As a bulk opening does, straight in the database. */
  #openCard(): void {
    const card = cardOf(this.#workload.cards.length);
    this.#database.tablesOf(card).openCard(card);
    this.#workload.cards.push(card);
    this.#world.trace?.(`operator opens card ${card}`);
  }

  #openMerchant(): void {
    const acquirer = this.#world.prng.pick(Object.keys(this.#workload.merchants));
    const code = `SHOP-${this.#database.network.version}`;
    this.#database.network = withMerchant(this.#database.network, code, acquirer);
    this.#workload.merchants[acquirer]?.push(code);
    this.#world.trace?.(`operator opens merchant ${code} of ${acquirer}`);
  }
}

/** What a cut-over needs of the directory, on a database that may be away. */
function directoryOf(
  process: SimulatedProcess,
  database: FakeDatabase,
): Pick<Directory, 'cycle' | 'openCycle' | 'shardCycles'> {
  const { scheduler, weather } = process.world;
  const ask = <T>(query: () => T): Promise<T> =>
    process.wait(({ resolve, reject }) => {
      scheduler.after(weather.latencyMs(), () => {
        if (database.isDown || weather.strikes('read failed')) {
          reject(new Fault('STORE_UNAVAILABLE', 'the store does not answer', { retryable: true }));
          return;
        }
        const answer = query();
        scheduler.after(weather.latencyMs(), () => resolve(answer));
      });
    });
  return {
    cycle: () => ask(() => database.cycle),
    shardCycles: () => ask(() => database.shards.map((tables) => tables.head.cycle)),
    openCycle: (after, businessDate) =>
      ask(() => {
        if (database.cycle.number !== after) return false;
        database.cycle = { number: after + 1, businessDate, openedAtMs: scheduler.nowMs };
        return true;
      }),
  };
}
