import { Fault } from '../fault.ts';
import type { ActorEnd, ActorPorts } from './actor.ts';
import { ShardActor } from './actor.ts';
import type { ActorLimits } from './actor-limits.ts';
import type { HostAnswerEnvelope } from './envelope.ts';
import type { Mailbox, Mailboxes, Ownership, ShardSession } from './ports.ts';

export interface HostPorts extends Omit<ActorPorts, 'session' | 'mailbox'> {
  readonly ownership: Ownership;
  readonly mailboxes: Mailboxes;
  readonly log: HostLog;
}

/** What the host says to whoever watches the process. */
export interface HostLog {
  shardOwned(shard: number): void;
  shardFreed(shard: number, end: ActorEnd): void;
  /** A bug: the shard stands still, owned by this process, until somebody has looked at it. */
  shardBroken(shard: number, error: unknown): void;
  /** Said once of looks that fail one after the other. */
  ownershipFailed(error: unknown): void;
}

export interface HostLimits extends ActorLimits {
  /** How often it counts workers and shards; bounds how long a free shard stays without an owner. */
  readonly balanceEveryMs: number;
}

interface Running {
  readonly actor: ShardActor;
  readonly ended: Promise<void>;
}

/**
 * The shards of one worker.
 *
 * **Balancing.** At every look it counts workers and owned shards, takes free shards while it has less than its fair
 * share (shards divided by workers, rounded up), and stops actors while it has more.
 *
 * **Stopping.** It leaves the census, so that others take over at once what it frees, and stops every actor after its
 * turn.
 */
export class ShardHost {
  readonly #ports: HostPorts;
  readonly #limits: HostLimits;
  readonly #shards: number;
  readonly #running = new Map<number, Running>();
  readonly #broken = new Set<number>();
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(ports: HostPorts, options: { shards: number; limits: HostLimits }) {
    this.#ports = ports;
    this.#shards = options.shards;
    this.#limits = options.limits;
  }

  /** Shards that an actor of this worker runs. */
  get owned(): readonly number[] {
    return [...this.#running.keys()];
  }

  /** Shards that a bug has stopped here. */
  get broken(): readonly number[] {
    return [...this.#broken];
  }

  start(): void {
    this.#loop = this.#balanceUntilStopped();
  }

  /** Brings what an issuer's host answered to its shard: at once where that runs here, else through its queue. */
  async hear(shard: number, answer: HostAnswerEnvelope): Promise<void> {
    const running = this.#running.get(shard);
    if (running === undefined) await this.#ports.sender.send(shard, answer);
    else running.actor.hear(answer);
  }

  /** Finishes turns under way, frees all shards. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    for (const { actor } of this.#running.values()) actor.stop();
    await Promise.all([...this.#running.values()].map((running) => running.ended));
  }

  async #balanceUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    let hasJoined = false;
    let isFailing = false;
    while (!signal.aborted) {
      try {
        // A session that was lost no longer counts: joining again is what makes it count.
        await this.#ports.ownership.join();
        hasJoined = true;
        await this.#balance();
        isFailing = false;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (!isFailing) this.#ports.log.ownershipFailed(error);
        isFailing = true;
      }
      await this.#ports.clock.sleep(this.#limits.balanceEveryMs, signal);
    }
    if (hasJoined) await this.#ports.ownership.leave();
  }

  async #balance(): Promise<void> {
    const census = await this.#ports.ownership.census();
    const share = Math.ceil(this.#shards / Math.max(census.workers, 1));
    const surplus = [...this.#running.values()].slice(share);
    for (const { actor } of surplus) actor.stop();

    for (const shard of this.#free(census.owned)) {
      if (this.#running.size >= share || this.#stopping.signal.aborted) return;
      const session = await this.#ports.ownership.acquire(shard);
      if (session !== undefined) await this.#run(session);
    }
  }

  /** Shards without an owner, from a random one on, so that workers that start together don't all try the same. */
  #free(owned: ReadonlySet<number>): number[] {
    const free: number[] = [];
    for (let shard = 0; shard < this.#shards; shard += 1) {
      if (!owned.has(shard) && !this.#running.has(shard)) free.push(shard);
    }
    const start = Math.floor(Math.random() * free.length);
    return [...free.slice(start), ...free.slice(0, start)];
  }

  async #run(session: ShardSession): Promise<void> {
    const { shard } = session;
    let mailbox: Mailbox;
    try {
      mailbox = await this.#ports.mailboxes.open(shard);
    } catch (error) {
      await session.release();
      throw error;
    }
    const actor = new ShardActor(
      { ...this.#ports, session, mailbox },
      { shards: this.#shards, limits: this.#limits },
    );
    this.#ports.log.shardOwned(shard);
    this.#running.set(shard, { actor, ended: this.#runToEnd(actor, session, mailbox) });
  }

  async #runToEnd(actor: ShardActor, session: ShardSession, mailbox: Mailbox): Promise<void> {
    const { shard } = session;
    let end: ActorEnd;
    try {
      end = await actor.run();
    } catch (error) {
      // The shard stays owned, so that no other worker runs into the same bug.
      this.#broken.add(shard);
      this.#ports.log.shardBroken(shard, error);
      return;
    }
    // A queue that is away must not keep the shard owned by nobody: each of the two is done whatever becomes of the other.
    const report = (error: unknown): void => this.#ports.log.ownershipFailed(error);
    await mailbox.close().catch(report);
    await session.release().catch(report);
    this.#running.delete(shard);
    this.#ports.log.shardFreed(shard, end);
  }
}
