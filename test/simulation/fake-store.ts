import { Fault } from '../../src/fault.ts';
import type { NetworkSource, Ownership, ShardSession } from '../../src/shard/ports.ts';
import type { FakeDatabase } from './fake-database.ts';
import { FakeSession, FakeShardSession } from './fake-session.ts';
import type { SimulatedProcess } from './simulated-process.ts';

/** Who owns what, by the advisory locks of a database that may be away. */
export class FakeOwnership implements Ownership {
  readonly #process: SimulatedProcess;
  readonly #database: FakeDatabase;
  #member: FakeSession | undefined;

  constructor(process: SimulatedProcess, database: FakeDatabase) {
    this.#process = process;
    this.#database = database;
  }

  async join(): Promise<void> {
    if (this.#member?.isLost === false) return;
    const session = await this.#open('census', 'STORE_UNAVAILABLE');
    await session.run(() => this.#database.join(session.backend));
    this.#member = session;
  }

  async leave(): Promise<void> {
    await this.#member?.close();
    this.#member = undefined;
  }

  census(): Promise<{ readonly workers: number; readonly owned: ReadonlySet<number> }> {
    const member = this.#member;
    if (member === undefined) return Promise.reject(new Error('only members ask here'));
    return member.run(() => this.#database.census());
  }

  async acquire(shard: number): Promise<ShardSession | undefined> {
    const session = await this.#open(`shard ${shard}`, 'SHARD_LOST');
    let isOwned = false;
    try {
      isOwned = await session.run(() => this.#database.tryLock(shard, session.backend));
    } catch (error) {
      await session.close();
      throw error;
    }
    if (isOwned) return new FakeShardSession(shard, session, this.#database);
    await session.close();
    return undefined;
  }

  #open(name: string, lostAs: 'STORE_UNAVAILABLE' | 'SHARD_LOST'): Promise<FakeSession> {
    return FakeSession.open(this.#process, this.#database, { name, lostAs });
  }
}

/** The reference data as a process knows it: up to a second old, unless it asks. */
export class FakeNetworkSource implements NetworkSource {
  readonly #process: SimulatedProcess;
  readonly #database: FakeDatabase;
  readonly #lagMs: number;
  #knownAtMs = 0;

  constructor(process: SimulatedProcess, database: FakeDatabase) {
    this.#process = process;
    this.#database = database;
    this.#lagMs = process.world.prng.between(0, 1_000);
  }

  current() {
    const atMs = Math.max(this.#knownAtMs, this.#process.world.scheduler.nowMs - this.#lagMs);
    return this.#database.networkAt(atMs);
  }

  async recent() {
    return this.current();
  }

  refresh() {
    const { scheduler, weather } = this.#process.world;
    this.#process.mayCrash();
    return this.#process.wait<ReturnType<NetworkSource['current']>>(({ resolve, reject }) => {
      scheduler.after(weather.latencyMs(), () => {
        const isAway = this.#database.isDown || this.#process.unreachable.has('store');
        if (isAway || weather.strikes('read failed')) {
          reject(new Fault('STORE_UNAVAILABLE', 'the store does not answer', { retryable: true }));
          return;
        }
        const { network } = this.#database;
        const askedAtMs = scheduler.nowMs;
        scheduler.after(weather.latencyMs(), () => {
          this.#knownAtMs = askedAtMs;
          resolve(network);
        });
      });
    });
  }
}
