import type { CycleRecord } from '../../src/directory/ports.ts';
import { shardOf } from '../../src/ledger/card.ts';
import type { LimitKind, Network } from '../../src/ledger/network.ts';
import type { Share } from '../../src/ledger/shares.ts';
import type { HeadroomMove } from '../../src/shard/ports.ts';
import type { Constraints } from './shard-tables.ts';
import { ShardTables } from './shard-tables.ts';
import type { World } from './world.ts';

/** What Postgres knows of a session. */
export class Backend {
  readonly #database: FakeDatabase;
  readonly name: string;
  /** Told when Postgres ends it. */
  readonly #onEnd: () => void;
  isAlive = true;

  constructor(database: FakeDatabase, name: string, onEnd: () => void) {
    this.#database = database;
    this.name = name;
    this.#onEnd = onEnd;
  }

  /** Ends the session: its locks are free, and what it has not done will never be. */
  end(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#database.forget(this);
    this.#onEnd();
  }
}

interface Pool {
  readonly kind: LimitKind;
  readonly participant: string;
  readonly limit: bigint;
  free: bigint;
}

/** Postgres: the tables of all shards, the reference data, and the sessions with their locks. */
export class FakeDatabase {
  readonly world: World;
  readonly shards: readonly ShardTables[];
  readonly #backends = new Set<Backend>();
  /** Advisory locks of shards. */
  readonly #locks = new Map<number, Backend>();
  readonly #members = new Set<Backend>();
  readonly #networks: { readonly sinceMs: number; readonly network: Network }[];
  /** False for a sabotaged database, which lets anybody have a lock that another holds. */
  readonly #isFenced: boolean;
  /** The limits of participants, and what of them no shard has drawn. */
  readonly pools: Pool[] = [];
  cycle: CycleRecord;
  isDown = false;

  constructor(
    world: World,
    options: {
      shards: number;
      businessDate: number;
      network: Network;
      constraints: Constraints;
      isFenced: boolean;
    },
  ) {
    const { businessDate, constraints } = options;
    this.world = world;
    this.shards = Array.from(
      { length: options.shards },
      (_, shard) => new ShardTables(world, { shard, businessDate, constraints }),
    );
    this.#networks = [{ sinceMs: 0, network: options.network }];
    this.#isFenced = options.isFenced;
    this.cycle = { number: 1, businessDate, openedAtMs: world.scheduler.nowMs };
  }

  get network(): Network {
    return (this.#networks.at(-1) as { network: Network }).network;
  }

  set network(network: Network) {
    this.#networks.push({ sinceMs: this.world.scheduler.nowMs, network });
  }

  /** The reference data as it was. */
  networkAt(atMs: number): Network {
    return (this.#networks.findLast(({ sinceMs }) => sinceMs <= atMs) ?? this.#networks[0])
      ?.network as Network;
  }

  /** As `moveHeadroom` in src/store. */
  moveHeadroom(shard: number, moves: readonly HeadroomMove[]): Share[] {
    const tables = this.shards[shard] as ShardTables;
    return moves.flatMap(({ kind, participant, change }) => {
      const pool = this.pools.find((each) => each.kind === kind && each.participant === participant);
      if (pool === undefined) return [];
      const before = tables.share(kind, participant);
      if (before === undefined) pool.free -= tables.usedOf(kind, participant);
      const share = before ?? 0;
      const free = Math.max(0, Number(pool.free));
      const part = Math.floor(free / (2 * this.shards.length));
      const drawn = change > 0 ? Math.min(free, Math.max(change, part)) : -Math.min(-change, share);
      pool.free -= BigInt(drawn);
      const after = { kind, participant, amount: share + drawn };
      tables.setShare(after);
      return [after];
    });
  }

  /** No more is used of any limit than it is, and what may still be used of it is all accounted for. */
  checkLimits(): void {
    for (const { kind, participant, limit, free } of this.pools) {
      const used = this.shards.reduce((sum, tables) => sum + tables.usedOf(kind, participant), 0n);
      const name = `${kind} of ${participant}`;
      this.world.check(used <= limit, () => `${used} are used of the ${name}, which is ${limit}`);
      let counted = free;
      for (const tables of this.shards) {
        const share = tables.share(kind, participant);
        if (share !== undefined) counted += BigInt(share) + tables.usedOf(kind, participant);
      }
      this.world.check(counted === limit, () => `the ${name} adds up to ${counted}, it is ${limit}`);
    }
  }

  tablesOf(card: number): ShardTables {
    return this.shards[shardOf(card, this.shards.length)] as ShardTables;
  }

  connect(name: string, onEnd: () => void): Backend {
    const backend = new Backend(this, name, onEnd);
    this.#backends.add(backend);
    return backend;
  }

  join(backend: Backend): void {
    this.#members.add(backend);
  }

  census(): { workers: number; owned: ReadonlySet<number> } {
    return { workers: this.#members.size, owned: new Set(this.#locks.keys()) };
  }

  tryLock(shard: number, backend: Backend): boolean {
    if (this.#isFenced && this.#locks.has(shard)) return false;
    this.#locks.set(shard, backend);
    return true;
  }

  forget(backend: Backend): void {
    this.#backends.delete(backend);
    this.#members.delete(backend);
    for (const [shard, holder] of this.#locks) if (holder === backend) this.#locks.delete(shard);
  }

  /** Ends one session, as an administrator may, or all, as a restart does. */
  endSessions(which: 'one' | 'all'): void {
    const backends = [...this.#backends];
    const ended = which === 'all' ? backends : backends.length === 0 ? [] : [this.world.prng.pick(backends)];
    for (const backend of ended) {
      this.world.trace?.(`store: session of ${backend.name} ended`);
      backend.end();
    }
  }
}
