import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import type { EmbeddedServices } from '../../src/embedded/start.ts';
import { startEmbedded } from '../../src/embedded/start.ts';
import type { BackendName } from '../support/backends.ts';
import { Engine } from '../support/engine.ts';
import type { EngineProcess, Role } from '../support/engine-process.ts';
import type { TestNetwork } from '../support/network.ts';
import { setUpNetwork } from '../support/network.ts';
import { expectBooksRight } from '../support/running-network.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { brokenPromises } from './kept.ts';
import type { Caller } from './load.ts';
import { Load } from './load.ts';
import { isLongRun } from './seeds.ts';

export interface FaultWorldOptions {
  readonly gateways: number;
  readonly workers: number;
  readonly shards?: number;
  /** Settings of all processes, as environment variables. */
  readonly settings?: NodeJS.ProcessEnv;
  /** Who submits; default: those of `Load`. */
  readonly callers?: readonly Caller[];
  /** Where the services keep their data; default: a directory of its own. */
  readonly dataDirectory?: string;
  /** True: each process has its own connections to the servers, through proxies. */
  readonly hasProxies?: boolean;
}

/** A process, and what lies between it and the servers. */
export interface ProcessProxies {
  readonly process: EngineProcess;
  readonly postgres: TcpProxy;
  readonly redis: TcpProxy | undefined;
}

const CARDS = 120;

/** Lines of complaint that a process may write during a test: more is a storm, which hides what matters. */
const COMPLAINTS_MAX = 200;

/** A network of processes on servers of its own, durable ones, all of which may be killed. */
export class FaultWorld {
  readonly services: EmbeddedServices;
  readonly engine: Engine;
  readonly network: TestNetwork;
  /** By role of the process, then by its number. */
  readonly proxies: readonly ProcessProxies[];
  readonly #address: string;
  readonly #callers: readonly Caller[] | undefined;
  /** Ids that callers of all tests so far have submitted. */
  readonly #ids = new Set<string>();

  private constructor(
    parts: Pick<FaultWorld, 'services' | 'engine' | 'network' | 'proxies'>,
    callers: readonly Caller[] | undefined,
  ) {
    this.services = parts.services;
    this.engine = parts.engine;
    this.network = parts.network;
    this.proxies = parts.proxies;
    this.#address = parts.engine.address;
    this.#callers = callers;
  }

  static async start(backend: BackendName, options: FaultWorldOptions): Promise<FaultWorld> {
    const { gateways, workers, shards = 4, settings, callers } = options;
    const { dataDirectory = newDirectory(), hasProxies = false } = options;
    const services = await startEmbedded({
      dataDirectory,
      redis: backend === 'redis' ? 'auto' : 'never',
      ephemeral: true,
      durable: true,
      logger: pino({ level: 'silent' }),
    });
    const { databaseUrl, redisUrl } = services;
    const usual = { databaseUrl, redisUrl, shards, ...(settings === undefined ? {} : { settings }) };
    const engine = await Engine.start(
      hasProxies ? { ...usual, gateways: 0, workers: 0 } : { ...usual, gateways, workers },
    );
    const proxies: ProcessProxies[] = [];
    if (hasProxies) {
      const roles = [...Array<Role>(gateways).fill('gateway'), ...Array<Role>(workers).fill('worker')];
      for (const role of roles) proxies.push(await addBehindProxies(engine, role, services));
    }
    const network = await setUpNetwork({ databaseUrl, address: engine.address, cards: CARDS });
    return new FaultWorld({ services, engine, network, proxies }, callers);
  }

  /** Has callers submit, makes things go wrong meanwhile, and checks that nothing of it is lost, doubled or altered. */
  async underLoad(seed: number, goWrong: (load: Load) => Promise<unknown>): Promise<Load> {
    const callers = this.#callers === undefined ? {} : { callers: this.#callers };
    const load = new Load({ network: this.network, address: this.#address, seed, ...callers });
    await load.resumes();
    await goWrong(load);
    await load.resumes();
    await load.stop();
    const { databaseUrl } = this.services;
    for (const { transaction } of load.submitted) this.#ids.add(transaction.id);
    const broken = await brokenPromises(load, {
      ids: this.#ids,
      databaseUrl,
      network: this.network,
      address: this.#address,
    });
    expect(broken).toEqual({});
    // The audit reads everything from the beginning, so that once at the end is enough to find what is wrong.
    if (isLongRun) await expectBooksRight(databaseUrl);
    return load;
  }

  async stop(): Promise<void> {
    this.network.close();
    try {
      await this.engine.stop();
      await expectBooksRight(this.services.databaseUrl);
      for (const { role, complaints } of this.engine.everStarted)
        expect(complaints.length, `complaints of a ${role}`).toBeLessThan(COMPLAINTS_MAX);
    } finally {
      for (const { postgres, redis } of this.proxies) await Promise.all([postgres.close(), redis?.close()]);
      await this.services.stop();
    }
  }
}

async function addBehindProxies(
  engine: Engine,
  role: Role,
  { databaseUrl, redisUrl }: EmbeddedServices,
): Promise<ProcessProxies> {
  const postgres = await TcpProxy.to(databaseUrl);
  const redis = redisUrl === undefined ? undefined : await TcpProxy.to(redisUrl);
  const urls = { DATABASE_URL: postgres.url, ...(redis === undefined ? {} : { REDIS_URL: redis.url }) };
  return { process: await engine.add(role, urls), postgres, redis };
}

/** A directory that the user of Postgres can enter. */
function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tongfen-fault-'));
  chmodSync(directory, 0o755);
  return directory;
}
