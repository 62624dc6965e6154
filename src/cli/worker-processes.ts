import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Logger } from '../log.ts';

/** What a worker process tells its parent once it serves. */
export interface WorkerReady {
  readonly httpUrl: string;
}

export interface WorkerProcessesOptions {
  readonly count: number;
  /** The program that knows the command `worker`. */
  readonly program: string;
  /** For Node itself. */
  readonly nodeFlags: string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly log: Logger;
}

/** A worker that ends by itself is started again after this time, so that one that can't start does not spin. */
const RESTART_AFTER_MS = 500;

/**
 * What Node is told for a worker: without a limit it lets garbage grow with what the cache keeps, to more than a GiB. The
 * cards of a full cache and a turn of every shard take less than half of this, and a larger cache has more. With room for the transactions of several
 * turns among what is young, collecting garbage takes 5% less of a worker's time.
 */
export function workerNodeFlags(cacheCardsMax: number): string[] {
  const heapMib = HEAP_MIB + Math.ceil(Math.max(0, cacheCardsMax - HEAP_CARDS) / CARDS_PER_MIB);
  return [`--max-old-space-size=${heapMib}`, '--max-semi-space-size=64'];
}

const HEAP_MIB = 640;
const HEAP_CARDS = 300_000;
/** A card takes half a kilobyte, and its garbage as much. */
const CARDS_PER_MIB = 1_000;

/** How long a worker may take to finish its turns before it is killed. */
const STOP_WITHIN_MS = 15_000;

/**
 * The worker processes of `tongfen serve`. One that ends is started again; all of them end with this process, because
 * they hear when its channel closes.
 */
export class WorkerProcesses {
  readonly #options: WorkerProcessesOptions;
  readonly #children: (ChildProcess | undefined)[];
  readonly #httpUrls: (string | undefined)[];
  /** By place. */
  readonly #restarts = new Map<number, NodeJS.Timeout>();
  #isStopping = false;

  constructor(options: WorkerProcessesOptions) {
    this.#options = options;
    this.#children = Array.from({ length: options.count }, () => undefined);
    this.#httpUrls = Array.from({ length: options.count }, () => undefined);
  }

  get pids(): number[] {
    return this.#children.flatMap((child) => child?.pid ?? []);
  }

  get httpUrls(): string[] {
    return this.#httpUrls.flatMap((url) => url ?? []);
  }

  /** Starts them all; resolves when each of them serves. Rejects when one ends before. */
  async start(): Promise<void> {
    await Promise.all(this.#children.map((_, index) => this.#startOne(index)));
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const timer of this.#restarts.values()) clearTimeout(timer);
    await Promise.all(this.#children.map((child) => stopChild(child)));
  }

  async #startOne(index: number): Promise<void> {
    const { program, nodeFlags, environment, log } = this.#options;
    const child = fork(program, ['worker'], {
      execArgv: nodeFlags,
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#children[index] = child;
    const ended = endOf(child).then((end) => {
      this.#children[index] = undefined;
      if (this.#isStopping) return;
      log.error({ pid: child.pid, ...end }, 'a worker ended by itself; it is started again');
      this.#startLater(index);
    });
    const ready = once(child, 'message').then(([message]) => {
      this.#httpUrls[index] = (message as WorkerReady).httpUrl;
      return true;
    });
    const isReady = await Promise.race([ready, ended.then(() => false)]);
    if (!isReady && !this.#isStopping) throw new Error('a worker process ended before it served');
  }

  #startLater(index: number): void {
    if (this.#isStopping || this.#restarts.has(index)) return;
    const start = async (): Promise<void> => {
      this.#restarts.delete(index);
      try {
        await this.#startOne(index);
      } catch (error) {
        this.#options.log.error(error, 'a worker did not start');
        if (this.#children[index] === undefined) this.#startLater(index);
      }
    };
    this.#restarts.set(
      index,
      setTimeout(() => void start(), RESTART_AFTER_MS),
    );
  }
}

/** How it ended; where the system had no room for a process, with that error. */
async function endOf(child: ChildProcess): Promise<object> {
  try {
    const [code, signal] = await once(child, 'exit');
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  } catch (error) {
    return { err: error };
  }
}

async function stopChild(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(killer);
}
