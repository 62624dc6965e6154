import type { FaultCode } from '../fault.ts';
import type { Ownership, ShardSession } from '../shard/ports.ts';
import { SHARD_LOCKS, WORKER_LOCKS } from './locks.ts';
import type { Statement } from './round-trip.ts';
import { Session } from './session.ts';
import { PostgresShardSession } from './shard-session.ts';

export interface OwnershipOptions {
  readonly databaseUrl: string;
  /**
   * How long Postgres may be silent while it owes an answer before a session is given up, in milliseconds; default
   * 3,000. Longer rides out a slow disk, shorter finds a dead connection sooner.
   */
  readonly silenceMaxMs?: number;
}

/** All workers share one lock, each in a session of its own: to count its holders is to count the workers. */
const LOCK_WORKER: Statement = {
  name: '',
  text: `select pg_advisory_lock_shared(${WORKER_LOCKS}, 0)`,
};

const LOCK_SHARD: Statement = {
  name: '',
  text: `select pg_try_advisory_lock(${SHARD_LOCKS}, $1::integer) as locked`,
};

const SELECT_HOLDERS: Statement = {
  name: 'select-holders',
  text: `select classid::integer as class, objid::integer as key from pg_locks
    where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())
      and classid in (${SHARD_LOCKS}, ${WORKER_LOCKS}) and objsubid = 2`,
};

/**
 * Who owns what, by Postgres advisory locks: one session per shard, and one that counts the worker in.
 *
 * **apart**: this worker does not count. **joined**: it counts while its session lives; a session that was lost is
 * replaced at the next `join` or `census`.
 */
export class PostgresOwnership implements Ownership {
  private readonly databaseUrl: string;
  private readonly silenceMaxMs: number;
  /** The session that counts this worker in; undefined while it is apart. */
  private member: Promise<Session> | undefined;

  constructor({ databaseUrl, silenceMaxMs = 3_000 }: OwnershipOptions) {
    this.databaseUrl = databaseUrl;
    this.silenceMaxMs = silenceMaxMs;
  }

  async join(): Promise<void> {
    const before = this.member;
    const session = await before?.catch(() => undefined);
    // Calls that overlap share one session, and a `leave` between them prevails.
    if (this.member === before && session?.isLost !== false) this.member = this.openMember();
    await this.member;
  }

  async leave(): Promise<void> {
    const { member } = this;
    this.member = undefined;
    const session = await member?.catch(() => undefined);
    await session?.close();
  }

  async census(): Promise<{ workers: number; owned: ReadonlySet<number> }> {
    if (this.member !== undefined) await this.join();
    const member = await this.member;
    if (member !== undefined) return count(member);
    const session = await this.open('census', 'STORE_UNAVAILABLE');
    try {
      return await count(session);
    } finally {
      await session.close();
    }
  }

  async acquire(shard: number): Promise<ShardSession | undefined> {
    const session = await this.open(`shard ${shard}`, 'SHARD_LOST');
    try {
      const [lock] = await session.run('lock a shard', [{ statement: LOCK_SHARD, values: [String(shard)] }]);
      if ((lock.rows as { locked: boolean }[])[0]?.locked === true)
        return new PostgresShardSession(shard, session);
    } catch (error) {
      await session.close();
      throw error;
    }
    await session.close();
    return undefined;
  }

  private async openMember(): Promise<Session> {
    const session = await this.open('worker', 'STORE_UNAVAILABLE');
    try {
      await session.run('count a worker', [{ statement: LOCK_WORKER }]);
    } catch (error) {
      await session.close();
      throw error;
    }
    return session;
  }

  private open(what: string, lostAs: FaultCode): Promise<Session> {
    const { databaseUrl, silenceMaxMs } = this;
    return Session.open({ databaseUrl, silenceMaxMs, name: `tongfen ${what}`, lostAs });
  }
}

async function count(session: Session): Promise<{ workers: number; owned: ReadonlySet<number> }> {
  const [holders] = await session.run('count workers and shards', [{ statement: SELECT_HOLDERS }]);
  const owned = new Set<number>();
  let workers = 0;
  for (const { class: lockClass, key } of holders.rows as { class: number; key: number }[]) {
    if (lockClass === WORKER_LOCKS) workers += 1;
    else owned.add(key);
  }
  return { workers, owned };
}
