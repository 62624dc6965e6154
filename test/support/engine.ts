import { expect } from 'vitest';
import type { Role } from './engine-process.ts';
import { EngineProcess } from './engine-process.ts';

export interface EngineOptions {
  readonly databaseUrl: string;
  /** Undefined: the queues live in Postgres. */
  readonly redisUrl: string | undefined;
  readonly shards: number;
  /** Default 1 */
  readonly gateways?: number;
  /** Default 2 */
  readonly workers?: number;
  /** Settings of all processes, as environment variables. */
  readonly settings?: NodeJS.ProcessEnv;
}

/**
 * The processes of a network, each its own, so that any of them can be killed. Whoever starts it stops it, whatever has
 * happened to it in between.
 */
export class Engine {
  readonly #environment: NodeJS.ProcessEnv;
  /** All that ever ran, in the order in which they were started. */
  readonly #processes: EngineProcess[] = [];

  private constructor({ databaseUrl, redisUrl, shards, settings }: EngineOptions) {
    this.#environment = {
      DATABASE_URL: databaseUrl,
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      TONGFEN_SHARDS: String(shards),
      TONGFEN_GRPC_ADDRESS: '127.0.0.1:0',
      TONGFEN_CUT_OVER: 'manual',
      ...settings,
    };
  }

  /** Resolves when all processes serve; they may still be sharing out the shards. */
  static async start(options: EngineOptions): Promise<Engine> {
    const { gateways = 1, workers = 2 } = options;
    const engine = new Engine(options);
    const starts = await Promise.allSettled([
      ...Array.from({ length: gateways }, () => engine.add('gateway')),
      ...Array.from({ length: workers }, () => engine.add('worker')),
    ]);
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed === undefined) return engine;
    await engine.#end();
    throw failed.reason;
  }

  get gateways(): readonly EngineProcess[] {
    return this.#running('gateway');
  }

  get workers(): readonly EngineProcess[] {
    return this.#running('worker');
  }

  /** Also those that are gone. */
  get everStarted(): readonly EngineProcess[] {
    return this.#processes;
  }

  /** All gateways, for a client that spreads its calls over them. */
  get address(): string {
    return `ipv4:${this.gateways.map((gateway) => gateway.grpcAddress).join(',')}`;
  }

  /** Starts another process. */
  async add(role: Role, settings: NodeJS.ProcessEnv = {}): Promise<EngineProcess> {
    const process = await EngineProcess.start(role, { ...this.#environment, ...settings });
    this.#processes.push(process);
    return process;
  }

  /** Starts one in the place of one that is gone: a gateway where its clients look for it. */
  replace(gone: EngineProcess): Promise<EngineProcess> {
    return this.add(gone.role, gone.role === 'gateway' ? { TONGFEN_GRPC_ADDRESS: gone.grpcAddress } : {});
  }

  /**
   * Ends all that runs, as an operator would, and checks that each process ended well and is gone, and that none of all
   * that ever ran has met a bug.
   */
  async stop(): Promise<void> {
    const running = this.#processes.filter((process) => process.isRunning);
    await this.#end();
    for (const { role, exited, lastWords } of running)
      expect(await exited, `${role}: ${lastWords}`).toEqual({ code: 0, signal: null });
    for (const { pid } of this.#processes) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(this.#processes.flatMap(({ bugs }) => bugs)).toEqual([]);
  }

  #end() {
    // Gateways first: what they have in flight is still answered.
    return Promise.all(
      this.gateways
        .map((gateway) => gateway.terminate())
        .concat(
          this.workers.map(async (worker) => {
            await Promise.all(this.gateways.map((gateway) => gateway.exited));
            return worker.terminate();
          }),
        ),
    );
  }

  #running(role: Role): EngineProcess[] {
    return this.#processes.filter((process) => process.role === role && process.isRunning);
  }
}
