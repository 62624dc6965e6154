import type { Clock } from '../../src/shard/ports.ts';
import type { Strike } from './weather.ts';
import type { World } from './world.ts';

export interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A process of the operating system. After a crash none of its promises settles and nothing that it does reaches
 * anybody; what it had sent before is still on its way.
 */
export class SimulatedProcess {
  readonly name: string;
  readonly world: World;
  readonly clock: Clock;
  /** What it can't reach for the moment. */
  readonly unreachable = new Set<'store' | 'queue'>();
  readonly #crash: Strike | undefined;
  readonly #onCrash: (() => void)[] = [];
  #isAlive = true;

  /** @param crash the kind of crash that may strike it at any call */
  constructor(world: World, name: string, crash?: Strike) {
    this.world = world;
    this.name = name;
    this.#crash = crash;
    const skewMs = crash === undefined ? 0 : world.weather.skewMs();
    this.clock = {
      nowMs: () => Math.floor(world.scheduler.nowMs + skewMs),
      sleep: (ms, signal) =>
        this.wait(({ resolve }) => {
          const end = (): void => {
            signal?.removeEventListener('abort', end);
            resolve();
          };
          if (signal?.aborted === true) end();
          signal?.addEventListener('abort', end, { once: true });
          world.scheduler.after(ms + world.prng.next(), end);
        }),
    };
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** A promise that settles unless the process has crashed by then. */
  wait<T = void>(begin: (settle: Settle<T>) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      begin({
        resolve: (value) => {
          if (this.#isAlive) resolve(value);
        },
        reject: (error) => {
          if (this.#isAlive) reject(error);
        },
      });
    });
  }

  /** Rejects after a moment. */
  refuse(error: Error): Promise<never> {
    return this.wait(({ reject }) =>
      this.world.scheduler.after(this.world.weather.latencyMs(), () => reject(error)),
    );
  }

  crash(): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.world.trace?.(`${this.name} CRASHES`);
    for (const action of this.#onCrash) action();
  }

  onCrash(action: () => void): void {
    this.#onCrash.push(action);
  }

  /** Ends it without the noise of a crash: it has nothing left to do. */
  end(): void {
    this.#isAlive = false;
  }

  /** A moment at which it may crash. */
  mayCrash(): void {
    if (this.#isAlive && this.#crash !== undefined && this.world.weather.strikes(this.#crash)) this.crash();
  }
}
