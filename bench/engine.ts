import { workerNodeFlags } from '../src/cli/worker-processes.ts';
import { readConfig } from '../src/config.ts';
import type { EmbeddedServices } from '../src/embedded/start.ts';
import { BenchProcess, PROGRAM } from './child-process.ts';
import { EXTERNAL_ISSUER, SHARDS } from './network-plan.ts';

export interface Backends {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
}

interface GatewayReady {
  readonly grpcAddress: string;
}

export function startGateway(backends: Backends): Promise<BenchProcess<GatewayReady>> {
  return BenchProcess.start('gateway', PROGRAM, { args: ['gateway'], environment: settingsOf(backends) });
}

/** A worker as `tongfen serve` starts it. */
export function startWorker(backends: Backends): Promise<BenchProcess<unknown>> {
  return BenchProcess.start('worker', PROGRAM, {
    args: ['worker'],
    environment: {
      ...settingsOf(backends),
      TONGFEN_HOST_TOKENS: `${EXTERNAL_ISSUER.code}=${EXTERNAL_ISSUER.credential}`,
    },
    nodeFlags: workerNodeFlags(readConfig({}).cacheCardsMax),
  });
}

function settingsOf({ databaseUrl, redisUrl = '' }: Backends): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    TONGFEN_SHARDS: String(SHARDS),
    TONGFEN_GRPC_ADDRESS: '127.0.0.1:0',
    TONGFEN_HTTP_ADDRESS: '127.0.0.1:0',
    TONGFEN_CUT_OVER: 'manual',
    TONGFEN_LOG_LEVEL: 'error',
  };
}

/** The engine as it runs in production: a gateway and workers, each a process. */
export class Engine {
  readonly workers: BenchProcess<unknown>[] = [];
  readonly #gateway: BenchProcess<GatewayReady>;
  readonly #backends: Backends;

  /** Starts a gateway and one worker. */
  static async start(backends: Backends): Promise<Engine> {
    const starts = [startGateway(backends), startWorker(backends)] as const;
    try {
      const [gateway, worker] = await Promise.all(starts);
      return new Engine(backends, gateway, worker);
    } catch (error) {
      await Promise.allSettled(starts.map(async (start) => (await start).stop()));
      throw error;
    }
  }

  private constructor(
    backends: Backends,
    gateway: BenchProcess<GatewayReady>,
    worker: BenchProcess<unknown>,
  ) {
    this.#backends = backends;
    this.#gateway = gateway;
    this.workers.push(worker);
  }

  get grpcAddress(): string {
    return this.#gateway.ready.grpcAddress;
  }

  get gatewayPid(): number {
    return this.#gateway.pid;
  }

  async addWorker(): Promise<BenchProcess<unknown>> {
    const worker = await startWorker(this.#backends);
    this.workers.push(worker);
    return worker;
  }

  /** The processes that take part in clearing, by name. */
  pids(services: EmbeddedServices): Record<string, number | undefined> {
    return {
      gateway: this.gatewayPid,
      worker: this.workers[0]?.pid,
      redis: services.redisPid,
      postgres: services.postgresPid,
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.#gateway, ...this.workers].map((child) => child.stop()));
  }
}
