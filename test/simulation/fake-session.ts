import type { FaultCode } from '../../src/fault.ts';
import { Fault } from '../../src/fault.ts';
import type { ShardSession, TurnRecord } from '../../src/shard/ports.ts';
import { Channel } from './channel.ts';
import type { Backend, FakeDatabase } from './fake-database.ts';
import { encodeTurn } from './shard-tables.ts';
import type { Settle, SimulatedProcess } from './simulated-process.ts';

/** How long either end may not notice that the other is gone. */
const UNNOTICED_MS_MAX = 1_000;

/**
 * A connection to Postgres, seen from the process that opened it. Requests arrive in their order; each has its effect
 * whole or not at all, and when the connection breaks in between, the caller can't know which.
 */
export class FakeSession {
  readonly process: SimulatedProcess;
  readonly backend: Backend;
  readonly #lostAs: FaultCode;
  readonly #requests: Channel;
  readonly #pending = new Set<Settle<never>>();
  /** Requests no longer arrive, answers no longer come back. */
  #isDeaf = false;
  #isMute = false;
  #isLost = false;

  constructor(
    process: SimulatedProcess,
    database: FakeDatabase,
    options: { name: string; lostAs: FaultCode },
  ) {
    const { world } = process;
    this.process = process;
    this.#lostAs = options.lostAs;
    this.#requests = new Channel(world);
    this.backend = database.connect(`${process.name} ${options.name}`, () => {
      world.scheduler.after(world.weather.latencyMs(), () => this.#lose());
    });
    process.onCrash(() => this.#leaveBehind());
  }

  /** Opens a session; a fault STORE_UNAVAILABLE when Postgres is away. */
  static open(
    process: SimulatedProcess,
    database: FakeDatabase,
    options: { name: string; lostAs: FaultCode },
  ): Promise<FakeSession> {
    const { world } = process;
    return process.wait(({ resolve, reject }) => {
      world.scheduler.after(world.weather.latencyMs(), () => {
        if (!process.isAlive) return;
        if (database.isDown || process.unreachable.has('store') || world.weather.strikes('open failed')) {
          reject(new Fault('STORE_UNAVAILABLE', 'the store does not answer', { retryable: true }));
        } else {
          const session = new FakeSession(process, database, options);
          sessionsOf(process).add(session);
          resolve(session);
        }
      });
    });
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  run<T>(effect: () => T): Promise<T> {
    const { process } = this;
    const { scheduler, weather } = process.world;
    process.mayCrash();
    if (this.#isLost) return process.refuse(this.#fault());
    return process.wait((settle) => {
      this.#pending.add(settle);
      const answer = (say: () => void): void => {
        if (!this.#isMute && this.#pending.delete(settle)) say();
      };
      if (!process.isAlive) return;
      this.#requests.send(() => {
        if (!this.backend.isAlive || this.#isDeaf) return;
        const say = outcomeOf(effect, settle);
        process.mayCrash();
        scheduler.after(weather.latencyMs(), () => answer(say));
      });
      process.mayCrash();
      if (weather.strikes('session cut')) this.cut();
    });
  }

  /** The connection breaks: what is under way may arrive or not, and each end notices in its own time. */
  cut(): void {
    const { name, world } = this.process;
    if (this.#isLost || !this.backend.isAlive) return;
    this.#isMute = true;
    this.#isDeaf = world.prng.chance(0.5);
    world.trace?.(`${this.backend.name}: connection cut by ${name}${this.#isDeaf ? ', requests lost' : ''}`);
    world.scheduler.after(world.weather.durationMs(UNNOTICED_MS_MAX), () => this.#lose());
    world.scheduler.after(world.weather.durationMs(UNNOTICED_MS_MAX), () => this.backend.end());
  }

  /** Ends the session; its locks are free when this resolves, or will be when Postgres notices. */
  close(): Promise<void> {
    const { scheduler, weather } = this.process.world;
    this.process.mayCrash();
    if (!this.process.isAlive) return this.process.wait(() => {});
    this.#isLost = true;
    sessionsOf(this.process).delete(this);
    this.#requests.send(() => {
      if (!this.#isDeaf) this.backend.end();
    });
    return this.process.wait(({ resolve }) => scheduler.after(2 * weather.latencyMs(), resolve));
  }

  #lose(): void {
    this.#isLost = true;
    sessionsOf(this.process).delete(this);
    for (const settle of this.#pending) settle.reject(this.#fault());
    this.#pending.clear();
  }

  /** The process is gone. Postgres notices at once, or, when its host went too, some time later. */
  #leaveBehind(): void {
    const { prng, scheduler, weather } = this.process.world;
    if (!this.backend.isAlive) return;
    const isHostGone = prng.chance(0.2);
    if (isHostGone) this.#isDeaf = prng.chance(0.5);
    const noticedMs = isHostGone ? weather.durationMs(UNNOTICED_MS_MAX) : 3 * weather.latencyMs();
    scheduler.after(noticedMs, () => this.backend.end());
  }

  #fault(): Fault {
    return new Fault(this.#lostAs, 'the session is gone', { retryable: true });
  }
}

/** The open sessions of a process, so that a network that is away can cut them all. */
const sessions = new WeakMap<SimulatedProcess, Set<FakeSession>>();

export function sessionsOf(process: SimulatedProcess): Set<FakeSession> {
  let open = sessions.get(process);
  if (open === undefined) {
    open = new Set();
    sessions.set(process, open);
  }
  return open;
}

/** The session that owns a shard. */
export class FakeShardSession implements ShardSession {
  readonly shard: number;
  readonly #session: FakeSession;
  readonly #database: FakeDatabase;

  constructor(shard: number, session: FakeSession, database: FakeDatabase) {
    this.shard = shard;
    this.#session = session;
    this.#database = database;
  }

  load() {
    return this.#read(() => this.#tables.snapshot());
  }

  prefetch(request: Parameters<ShardSession['prefetch']>[0]) {
    return this.#read(() => this.#tables.prefetch(request));
  }

  due(request: Parameters<ShardSession['due']>[0]) {
    return this.#read(() => this.#tables.due(request));
  }

  moveHeadroom(moves: Parameters<ShardSession['moveHeadroom']>[0]) {
    return this.#read(() => this.#database.moveHeadroom(this.shard, moves));
  }

  async commit(turn: TurnRecord): Promise<void> {
    const { world, name } = this.#session.process;
    const encoded = encodeTurn(turn);
    await this.#session.run(() => {
      if (world.weather.strikes('commit refused')) throw unavailable('could not write');
      this.#tables.commit(encoded);
      this.#database.checkLimits();
      world.trace?.(`${name} shard ${this.shard} turn ${turn.number} committed: ${describe(turn)}`);
    });
    for (const account of turn.accounts) account.stored = true;
  }

  release(): Promise<void> {
    return this.#session.close();
  }

  #read<T>(query: () => T): Promise<T> {
    return this.#session.run(() => {
      if (this.#session.process.world.weather.strikes('read failed')) throw unavailable('could not read');
      return query();
    });
  }

  get #tables() {
    return this.#database.shards[this.shard]!;
  }
}

function outcomeOf<T>(effect: () => T, settle: Settle<T>): () => void {
  try {
    const value = effect();
    return () => settle.resolve(value);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return () => settle.reject(error);
  }
}

function unavailable(message: string): Fault {
  return new Fault('STORE_UNAVAILABLE', message, { retryable: true });
}

function describe(turn: TurnRecord): string {
  const entries = turn.entries.map(
    ({ seq, type, id, card, origin, outcome, amount }) =>
      `${seq} ${type} ${id.slice(-5)} ${card} ${origin} ${outcome} ${amount}`,
  );
  const outbox = turn.outboxAdded.map((row) => `+outbox ${row.number} to ${row.target}`);
  const removed = turn.outboxRemoved.map((number) => `-outbox ${number}`);
  const statuses = turn.cardStatuses.map(({ card, status }) => `${card} ${status}`);
  return [`cycle ${turn.cycle}`, ...entries, ...outbox, ...removed, ...statuses].join('; ');
}
