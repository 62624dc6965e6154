import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../src/package-root.ts';

const PROGRAM = join(packageRoot(), 'dist', 'src', 'main.js');

export type Role = 'gateway' | 'worker';

/** Where a process of the engine can be reached, in its own words. */
interface Ready {
  readonly httpUrl: string;
  /** Of a gateway. */
  readonly grpcAddress?: string;
}

/** A line of a process' log. */
export interface LogLine {
  /** As pino counts: 40 a warning, 50 an error, 60 what ends the process; 100 a line that is none of its log. */
  readonly level: number;
  readonly text: string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const WARNING = 40;
const ERROR = 50;
const NOT_LOGGED = 100;

/** A process that is told to stop and does not is killed after this time, and fails its test by how it ended. */
const STOP_MS_MAX = 30_000;

/** One process of the engine: `tongfen gateway` or `tongfen worker`, as the build has it. */
export class EngineProcess {
  readonly role: Role;
  readonly pid: number;
  readonly httpUrl: string;
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;
  readonly #grpcAddress: string | undefined;
  readonly #log: LogLine[];

  private constructor(options: {
    role: Role;
    child: ChildProcess;
    exited: Promise<Exit>;
    ready: Ready;
    log: LogLine[];
  }) {
    const { role, child, exited, ready, log } = options;
    this.role = role;
    this.pid = child.pid as number;
    this.httpUrl = ready.httpUrl;
    this.exited = exited;
    this.#child = child;
    this.#grpcAddress = ready.grpcAddress;
    this.#log = log;
  }

  /** Resolves when it serves. Rejects with what it said when it ends before. */
  static async start(role: Role, environment: NodeJS.ProcessEnv): Promise<EngineProcess> {
    const child = fork(PROGRAM, [role], {
      env: { PATH: process.env['PATH'], ...environment },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const log: LogLine[] = [];
    createInterface({ input: child.stderr! }).on('line', (line) => log.push(readLine(line)));
    const exited = once(child, 'exit').then(([code, signal]): Exit => ({ code, signal }));
    // Both may come at once: who begins to wait when it has exited waits for ever.
    const closed = once(child, 'close');
    const ready = once(child, 'message').then(([message]) => message as Ready);
    const first = await Promise.race([ready, exited]);
    if ('httpUrl' in first) return new EngineProcess({ role, child, exited, ready: first, log });
    await closed;
    throw new Error(`a ${role} did not start: ${log.map(({ text }) => text).join('\n')}`);
  }

  /** Of a gateway: `host:port`. */
  get grpcAddress(): string {
    if (this.#grpcAddress === undefined) throw new Error(`a ${this.role} has no gRPC address`);
    return this.#grpcAddress;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Warnings and worse, and what came to its standard error by another way than its log. */
  get complaints(): readonly LogLine[] {
    return this.#log.filter(({ level }) => level >= WARNING);
  }

  /** What no process may say whatever happens around it: an error of its own, or something that nobody caught. */
  get bugs(): readonly LogLine[] {
    return this.#log.filter(({ level }) => level >= ERROR);
  }

  /** The last lines of its log, for who wants to know why it ended as it did. */
  get lastWords(): string {
    return this.#log
      .slice(-5)
      .map(({ text }) => text)
      .join(' | ');
  }

  /** Ends it with SIGKILL: it does not notice. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  /** Asks it to stop with SIGTERM, and waits until it has. */
  async terminate(): Promise<Exit> {
    this.#child.kill('SIGCONT');
    this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS_MAX);
    const exit = await this.exited;
    clearTimeout(killer);
    return exit;
  }

  /** Stops its execution with SIGSTOP: its connections stay, and it does nothing. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  /** Goes on where `freeze` stopped it, knowing nothing of the time between. */
  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** The samples of one metric, each with its labels as Prometheus writes them. */
  async metric(name: string): Promise<ReadonlyMap<string, number>> {
    const response = await fetch(`${this.httpUrl}/metrics`);
    const samples = new Map<string, number>();
    for (const line of (await response.text()).split('\n')) {
      const [, key, value] = /^([^#\s]\S*?(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
      if (key === name || key?.startsWith(`${name}{`)) samples.set(key.slice(name.length), Number(value));
    }
    return samples;
  }
}

function readLine(line: string): LogLine {
  try {
    const { level, msg, err } = JSON.parse(line) as { level: number; msg: string; err?: { message: string } };
    return { level, text: err === undefined ? msg : `${msg}: ${err.message}` };
  } catch {
    return { level: NOT_LOGGED, text: line };
  }
}
