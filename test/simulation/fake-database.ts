import type { CycleRecord } from '../../src/directory/ports.ts';
import { shardOf } from '../../src/ledger/card.ts';
import type { Network } from '../../src/ledger/network.ts';
import type { HeadroomMove, HeadroomShare } from '../../src/shard/ports.ts';
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
  /** Of capped participants: the cap, and what no shard has drawn. */
  readonly headroom = new Map<string, { readonly cap: bigint; free: bigint }>();
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
  moveHeadroom(shard: number, moves: readonly HeadroomMove[]): HeadroomShare[] {
    const tables = this.shards[shard] as ShardTables;
    return moves.flatMap(({ participant, change }) => {
      const pool = this.headroom.get(participant);
      if (pool === undefined) return [];
      if (!tables.headroom.has(participant)) pool.free -= tables.owedBy(participant);
      const share = tables.headroom.get(participant) ?? 0;
      const free = Math.max(0, Number(pool.free));
      const part = Math.floor(free / (2 * this.shards.length));
      const drawn = change > 0 ? Math.min(free, Math.max(change, part)) : -Math.min(-change, share);
      pool.free -= BigInt(drawn);
      tables.headroom.set(participant, share + drawn);
      return [{ participant, amount: share + drawn }];
    });
  }

  /** Nobody owes more than its cap, and what it may still come to owe is all accounted for. */
  checkCaps(): void {
    for (const [participant, { cap, free }] of this.headroom) {
      const owed = this.shards.reduce((sum, tables) => sum + tables.owedBy(participant), 0n);
      this.world.check(owed <= cap, () => `${participant} owes ${owed}, above its cap of ${cap}`);
      let counted = free;
      for (const tables of this.shards) {
        const share = tables.headroom.get(participant);
        if (share !== undefined) counted += BigInt(share) + tables.owedBy(participant);
      }
      this.world.check(counted === cap, () => `the headroom of ${participant} is ${counted}, its cap ${cap}`);
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
