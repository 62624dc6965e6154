import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { assert } from '../assert.ts';
import { Fault } from '../fault.ts';
import type { Network } from '../ledger/network.ts';
import type { NetworkSource } from '../shard/ports.ts';
import { NETWORK_CHANNEL } from './directory-change.ts';
import { storeFault } from './faults.ts';
import { NetworkClock } from './network-clock.ts';
import type { ReadNetwork } from './network-source-read.ts';
import { readNetwork, readVersion } from './network-source-read.ts';
import type { QueuePlace } from './queue-agreement.ts';
import { agreeOnQueues, sessionName } from './queue-agreement.ts';
import { SharedRun } from './shared-run.ts';

/** How often the version is asked for, whether a notification came or not. */
const POLL_MS = 500;

/** What was read longer ago is asked for again before it is used. The poll keeps it younger, while nothing stalls or fails. */
const RECENT_MS = 1_000;

/** Pause before a look that follows one that failed: who asks while Postgres is away does not drown it in connections. */
const FAILING_PAUSE_MS = 100;

/** How long changes are collected after a notification: a thousand changes in a row are a few reloads, not a thousand. */
const COLLECT_MS = 50;

/** Silence after which the connection counts as dead. */
const SILENCE_MAX_MS = 3_000;

/** Reads what belongs to the same version as the network, in its transaction. Must change nothing when it throws. */
export type ChangeHandler = (client: pg.ClientBase) => Promise<void>;

export interface NetworkSourceOptions {
  readonly databaseUrl: string;
  /** Where this process has its queues; undefined for one without. */
  readonly queues?: QueuePlace;
  /** Hears of the first look that fails after one that did not; more follow by themselves until one succeeds. */
  readonly onFault?: (fault: Fault) => void;
}

/**
 * The reference data, followed in Postgres over one connection of its own, which listens for notifications and asks for
 * the version every half a second, and for the time with it. So a connection that is silently dead, or on which
 * notifications don't come, is found out by the same question.
 *
 * **new**: `onChange` may be called, `start` reads the first snapshot.
 *
 * **following**: `current` is the snapshot of the last look. A look whose connection fails makes another. One that fails
 * all the same keeps the snapshot and changes nothing else.
 *
 * **closed**: by `close`, for good.
 */
export class PostgresNetworkSource implements NetworkSource {
  /** The network's time, once the source is started. */
  readonly clock = new NetworkClock();
  readonly #options: NetworkSourceOptions;
  readonly #handlers: ChangeHandler[] = [];
  readonly #looks = new SharedRun(() => this.#look());
  #network: Network | undefined;
  #client: pg.Client | undefined;
  /** What `#client` has read. */
  #read: ReadNetwork | undefined;
  #poll: NodeJS.Timeout | undefined;
  #collecting: NodeJS.Timeout | undefined;
  /** When the snapshot was known to be the latest, by the monotonic clock. */
  #seenAtMs = Number.NEGATIVE_INFINITY;
  #isFailing = false;
  #isClosed = false;

  constructor(options: NetworkSourceOptions) {
    this.#options = options;
  }

  /** Calls `handler` with the first snapshot and with every one that follows. Before `start`. */
  onChange(handler: ChangeHandler): void {
    assert(this.#network === undefined, 'handlers of changes are there before the first snapshot');
    this.#handlers.push(handler);
  }

  /** @throws {Fault} `STORE_UNAVAILABLE`; `CONFIGURATION_INVALID` when other processes have their queues elsewhere */
  async start(): Promise<void> {
    await this.#looks.run();
    if (!this.#isClosed) this.#poll = setInterval(() => this.#keepUp(), POLL_MS);
  }

  current(): Network {
    assert(this.#network !== undefined, 'the reference data is read before it is asked for');
    return this.#network;
  }

  /** How long ago the snapshot was known to be the latest, milliseconds. */
  ageMs(): number {
    return performance.now() - this.#seenAtMs;
  }

  /**
   * What was committed more than a second before the call is in the answer. Who says `failingMsMax` takes what is known for
   * so long while Postgres does not answer; then, too, it is a fault.
   *
   * @throws {Fault} `STORE_UNAVAILABLE`
   */
  async recent({ failingMsMax = 0 } = {}): Promise<Network> {
    const isExcused = (): boolean => this.ageMs() <= failingMsMax;
    if (this.ageMs() <= RECENT_MS || (this.#isFailing && isExcused())) return this.current();
    const look = this.#looks.run();
    try {
      await (isExcused() ? Promise.race([look, delay(RECENT_MS)]) : look);
    } catch (fault) {
      if (!isExcused()) throw fault;
    }
    return this.current();
  }

  /** What is committed before the call is in the answer. @throws {Fault} `STORE_UNAVAILABLE` */
  async refresh(): Promise<Network> {
    await this.#looks.run();
    return this.current();
  }

  /** Resolves when nothing is open or under way any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#poll);
    clearTimeout(this.#collecting);
    // Not `end`, which waits for a server that may be silent, and leaves a `connect` under way without an end.
    this.#client?.connection.stream.destroy();
    // This look finds the source closed, once the one under way has ended.
    await this.#looks.run().catch(() => {});
  }

  #keepUp(): void {
    // Who is to hear of a look that fails has heard.
    this.#looks.run().catch(() => {});
  }

  async #look(): Promise<void> {
    if (this.#isFailing) await delay(FAILING_PAUSE_MS);
    if (this.#isClosed) throw new Fault('STORE_UNAVAILABLE', 'The reference data is not followed any more');
    const hadConnection = this.#client !== undefined;
    try {
      await this.#ask().catch((error: unknown) => {
        if (!hadConnection || this.#isClosed) throw error;
        return this.#ask();
      });
      this.#isFailing = false;
    } catch (error) {
      const fault = storeFault(error, 'read the reference data');
      const isFollowing = this.#network !== undefined && !this.#isClosed;
      if (isFollowing && !this.#isFailing) this.#options.onFault?.(fault);
      this.#isFailing = true;
      throw fault;
    }
  }

  async #ask(): Promise<void> {
    try {
      const { queues } = this.#options;
      const client = this.#client ?? (await this.#connect());
      if (this.#network === undefined && queues !== undefined) await agreeOnQueues(client, queues);
      const askedAtMs = performance.now();
      const { version, databaseMs } = await readVersion(client);
      this.clock.read({ databaseMs, askedAtMs, answeredAtMs: performance.now() });
      // Another connection may lead to a server that has lost changes, and counts others by the same version.
      const isRead = this.#read !== undefined && version === this.#network?.version;
      if (!isRead) this.#network = await this.#load(client);
      this.#seenAtMs = askedAtMs;
    } catch (error) {
      this.#client?.connection.stream.destroy();
      this.#client = undefined;
      throw error;
    }
  }

  async #load(client: pg.ClientBase): Promise<Network> {
    await client.query('begin isolation level repeatable read read only');
    const read = await readNetwork(client, this.#read);
    for (const handler of this.#handlers) await handler(client);
    await client.query('commit');
    this.#read = read;
    return read.network;
  }

  async #connect(): Promise<pg.Client> {
    const { databaseUrl, queues } = this.#options;
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: queues === undefined ? 'tongfen reference data' : sessionName(queues),
      connectionTimeoutMillis: SILENCE_MAX_MS,
      query_timeout: SILENCE_MAX_MS,
      keepAlive: true,
    });
    // Set before it is connected, so that `close` finds it in any state.
    this.#client = client;
    this.#read = undefined;
    const forget = () => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    client.on('notification', () => {
      this.#collecting ??= setTimeout(() => {
        this.#collecting = undefined;
        this.#keepUp();
      }, COLLECT_MS);
    });
    await client.connect();
    await client.query(`listen ${NETWORK_CHANNEL}`);
    return client;
  }
}
