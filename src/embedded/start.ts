import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { assert } from '../assert.ts';
import { isSystemError } from '../errors.ts';
import { Fault } from '../fault.ts';
import { describe } from './describe.ts';
import { CLAIM_FILE, DirectoryClaim } from './directory-claim.ts';
import { endOrphan } from './orphan.ts';
import { preparePostgres } from './postgres.ts';
import { removePostgresHome } from './postgres-home.ts';
import { findRedisServer, redisRecipe } from './redis.ts';
import type { ServiceName } from './supervised-server.ts';
import { SupervisedServer } from './supervised-server.ts';

export interface EmbeddedOptions {
  /** Where the data of private services are kept from one start to the next. Made when absent. */
  readonly dataDirectory: string;
  /** A Postgres to use instead of a private one. It is not contacted here. */
  readonly databaseUrl?: string | undefined;
  /** A Redis to use instead of a private one. It is not contacted here. */
  readonly redisUrl?: string | undefined;
  /** `auto` (default): a private Redis if there is a `redis-server` on the PATH. `never`: none. */
  readonly redis?: 'auto' | 'never' | undefined;
  /** Removes everything that is in the data directory, once nobody else runs on it. Default false: goes on with it. */
  readonly fresh?: boolean | undefined;
  /** Removes the data directory at the end. Default false. */
  readonly ephemeral?: boolean | undefined;
  /** False gives up what a power failure would leave, for faster tests. Default true. */
  readonly durable?: boolean | undefined;
  readonly logger: Logger;
}

export interface EmbeddedServices {
  readonly databaseUrl: string;
  /** Undefined when there is no Redis: the queues are then to live in Postgres. */
  readonly redisUrl: string | undefined;
  /** One line for people that says which services these are. Holds no password. */
  readonly description: string;
  /** Undefined for a service that is not private, and while one is down. */
  readonly postgresPid: number | undefined;
  readonly redisPid: number | undefined;
  /** Kills a private service with SIGKILL, for fault tests. It stays away until `restart`. */
  kill(service: ServiceName): Promise<void>;
  /** Brings a private service back on the same port and data. */
  restart(service: ServiceName): Promise<void>;
  /** Stops every private service in good order. No process of theirs is left. */
  stop(): Promise<void>;
}

/**
 * Sees to it that there is a Postgres and, where possible, a Redis: those whose URLs are given, else private ones on
 * ports of the loopback interface that the system chooses (docs/decisions/0002-embedded-services.md). A
 * private service that exits by itself is brought back; all of them end with this process, however it ends.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` (the directory is in use or can't be used, no Postgres for this platform),
 *   `STORE_UNAVAILABLE`, `QUEUE_UNAVAILABLE` (a private service does not start). No process is left then.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServices> {
  const { databaseUrl, redisUrl, redis = 'auto', fresh = false, durable = true, logger } = options;
  const redisServer = redisUrl === undefined && redis === 'auto' ? findRedisServer() : undefined;
  if (databaseUrl !== undefined && redisServer === undefined) return new Services(options, []);

  const dataDirectory = resolve(options.dataDirectory);
  const servers: SupervisedServer[] = [];
  let claim: DirectoryClaim | undefined;
  try {
    if (fresh) refuseLink(dataDirectory);
    mkdirSync(dataDirectory, { recursive: true });
    claim = DirectoryClaim.take(dataDirectory);
    for (const [name, orphan] of Object.entries(claim.left)) await endOrphan(name, orphan);
    if (fresh) empty(dataDirectory);
    if (databaseUrl === undefined) {
      const recipe = await preparePostgres({ dataDirectory, durable, left: claim.left['postgres'] });
      servers.push(new SupervisedServer(recipe, claim, logger));
    }
    if (redisServer !== undefined) {
      const recipe = redisRecipe({ file: redisServer, directory: join(dataDirectory, 'redis') });
      servers.push(new SupervisedServer(recipe, claim, logger));
    }
    const starts = await Promise.allSettled(servers.map((server) => server.start()));
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return new Services(options, servers, claim);
  } catch (error) {
    await Promise.all(servers.map((server) => server.stop()));
    claim?.release();
    throw asFault(error, dataDirectory);
  }
}

/** What a link names may be somebody's files, none of them ours to remove. */
function refuseLink(dataDirectory: string): void {
  if (lstatSync(dataDirectory, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  const message = `${dataDirectory} is a link, and everything behind it would be removed; remove the link itself`;
  throw new Fault('CONFIGURATION_INVALID', message);
}

/** Removes what earlier starts have left, but for the claim, which is ours by now. */
function empty(dataDirectory: string): void {
  removePostgresHome(dataDirectory);
  for (const name of readdirSync(dataDirectory)) {
    if (!name.startsWith(CLAIM_FILE)) rmSync(join(dataDirectory, name), { recursive: true, force: true });
  }
}

/** What the system says about a file; Postgres and Redis speak for themselves. */
function asFault(error: unknown, dataDirectory: string): unknown {
  if (!isSystemError(error)) return error;
  if (error.code === 'ENOSPC')
    return new Fault('STORE_UNAVAILABLE', `no space left for ${dataDirectory}`, { cause: error });
  return new Fault('CONFIGURATION_INVALID', `${dataDirectory} can't be used: ${error.message}`, {
    cause: error,
  });
}

class Services implements EmbeddedServices {
  readonly description: string;
  readonly #options: EmbeddedOptions;
  readonly #servers: readonly SupervisedServer[];
  readonly #claim: DirectoryClaim | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: EmbeddedOptions, servers: readonly SupervisedServer[], claim?: DirectoryClaim) {
    this.#options = options;
    this.#servers = servers;
    this.#claim = claim;
    this.description = describe({ options, postgres: this.#find('postgres'), redis: this.#find('redis') });
  }

  get databaseUrl(): string {
    return this.#options.databaseUrl ?? this.#private('postgres').url;
  }

  get redisUrl(): string | undefined {
    return this.#options.redisUrl ?? this.#find('redis')?.url;
  }

  get postgresPid(): number | undefined {
    return this.#find('postgres')?.pid;
  }

  get redisPid(): number | undefined {
    return this.#find('redis')?.pid;
  }

  kill(service: ServiceName): Promise<void> {
    return this.#private(service).kill();
  }

  restart(service: ServiceName): Promise<void> {
    return this.#private(service).restart();
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()));
    this.#claim?.release();
    if (this.#options.ephemeral !== true || this.#claim === undefined) return;
    removePostgresHome(this.#options.dataDirectory);
    rmSync(this.#options.dataDirectory, { recursive: true, force: true });
  }

  #find(service: ServiceName): SupervisedServer | undefined {
    return this.#servers.find((server) => server.name === service);
  }

  #private(service: ServiceName): SupervisedServer {
    const server = this.#find(service);
    assert(server !== undefined, `the ${service} is a private one`);
    return server;
  }
}
