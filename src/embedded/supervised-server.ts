import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { assert } from '../assert.ts';
import { Fault } from '../fault.ts';
import type { DirectoryClaim } from './directory-claim.ts';
import { freePort } from './free-port.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { identify } from './process-identity.ts';
import type { StartFailure } from './start-failure.ts';
import { explainExit } from './start-failure.ts';
import { Watchdog } from './watchdog.ts';

/** The user a server runs as, where that is not the user of this process. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export type ServiceName = 'postgres' | 'redis';

/** What is particular to one kind of server. */
export interface ServerRecipe {
  readonly name: ServiceName;
  readonly file: string;
  readonly workingDirectory: string;
  readonly logPath: string;
  readonly runAs: RunAs | undefined;
  /** What ends it in good order and at once, without waiting for its clients. */
  readonly stopSignal: 'SIGINT' | 'SIGTERM';
  readonly unavailable: 'STORE_UNAVAILABLE' | 'QUEUE_UNAVAILABLE';
  readonly commandLine: (port: number) => string[];
  /** What it reads from its standard input: for secrets, which a command line would show to everybody. */
  readonly input: (port: number) => string;
  readonly url: (port: number) => string;
  /** Resolves with the server's version once it can be used at its URL; rejects while it can't. */
  readonly ready: (port: number) => Promise<string>;
}

const portAttemptsMax = 5;
const pollMs = 25;
const busyPauseMs = 200;
const busyMsMax = 30_000;
// Postgres replays up to `max_wal_size` after a crash before it answers.
const startMsMax = 600_000;
const stopMsMax = 60_000;
const quitMsMax = 10_000;

/**
 * A server process that this process keeps running.
 *
 * **stopped**: there is none, and none is wanted. `start` chooses a port and makes it running.
 * **running**: it answered once. When it exits by itself, it is recovering.
 * **recovering**: it is launched again on its port, with growing pauses, until it answers and is running.
 * **killed**: a fault test ended it; it stays away until `restart`.
 */
export class SupervisedServer {
  readonly #recipe: ServerRecipe;
  readonly #claim: DirectoryClaim;
  readonly #logger: Logger;
  #state: 'stopped' | 'running' | 'recovering' | 'killed' = 'stopped';
  #child: ChildProcess | undefined;
  /** Resolves when the last child and its watchdog are gone. */
  #gone: Promise<void> = Promise.resolve();
  #recovery: Promise<void> = Promise.resolve();
  #stopping = new AbortController();
  #port = 0;
  #version = '';

  constructor(recipe: ServerRecipe, claim: DirectoryClaim, logger: Logger) {
    this.#recipe = recipe;
    this.#claim = claim;
    this.#logger = logger.child({ server: recipe.name });
  }

  get name(): ServiceName {
    return this.#recipe.name;
  }

  /** Where it keeps what it keeps. */
  get directory(): string {
    return this.#recipe.workingDirectory;
  }

  get url(): string {
    return this.#recipe.url(this.#port);
  }

  get version(): string {
    return this.#version;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** @throws {Fault} the recipe's `unavailable`, with the reason the server gave. No process is left then. */
  async start(): Promise<void> {
    assert(this.#state === 'stopped' && this.#child === undefined, 'a server is started once');
    rotate(this.#recipe.logPath);
    for (let attempt = 1; ; attempt++) {
      this.#port = await freePort();
      const failure = await this.#launch();
      if (failure === undefined) return this.#answered();
      if (failure.kind !== 'port taken' || attempt === portAttemptsMax) throw this.#fault(failure);
    }
  }

  /** Ends the server in good order; past 60 s less so, which its data survive. */
  async stop(): Promise<void> {
    this.#state = 'stopped';
    this.#stopping.abort();
    await this.#terminate();
    await this.#recovery;
  }

  /** SIGKILL, for fault tests. Resolves when the process is gone. */
  async kill(): Promise<void> {
    assert(this.#state === 'running' && this.#child !== undefined, 'only a running server can be killed');
    this.#state = 'killed';
    this.#child.kill('SIGKILL');
    await this.#gone;
  }

  /** Brings it back on the same port and data, after `kill` or as it runs. @throws {Fault} like `start`. */
  async restart(): Promise<void> {
    await this.stop();
    this.#stopping = new AbortController();
    const failure = await this.#launch();
    if (failure !== undefined) throw this.#fault(failure);
    this.#answered();
  }

  #answered(): void {
    this.#state = 'running';
    // It may have exited between its answer and this line.
    if (this.#child === undefined) this.#recover();
  }

  #recover(): void {
    this.#state = 'recovering';
    this.#recovery = this.#relaunch(this.#stopping.signal);
  }

  async #relaunch(stopping: AbortSignal): Promise<void> {
    for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, 5_000)) {
      await pause(pauseMs, stopping);
      if (stopping.aborted) return;
      const failure = await this.#launch();
      if (stopping.aborted) return;
      if (failure === undefined) {
        this.#logger.info('the private server is back');
        return this.#answered();
      }
      this.#logger.error({ reason: failure.reason }, 'the private server does not start; it is tried again');
    }
  }

  /** Launches until the server answers. What an earlier process holds is waited for. */
  async #launch(): Promise<StartFailure | undefined> {
    const stopping = this.#stopping.signal;
    const busyUntil = Date.now() + busyMsMax;
    for (;;) {
      const failure = await this.#launchOnce();
      if (failure?.kind !== 'busy' || Date.now() > busyUntil) return failure;
      await pause(busyPauseMs, stopping);
      if (stopping.aborted) return failure;
    }
  }

  async #launchOnce(): Promise<StartFailure | undefined> {
    const { file, logPath, ready } = this.#recipe;
    const logSize = statSync(logPath, { throwIfNoEntry: false })?.size ?? 0;
    let child: ChildProcess;
    try {
      child = this.#spawn();
    } catch (error) {
      return { kind: 'other', reason: (error as Error).message };
    }
    const giveUpAt = Date.now() + startMsMax;
    while (this.#child === child && Date.now() < giveUpAt) {
      const version = await ready(this.#port).catch(() => undefined);
      if (version !== undefined && this.#child === child) {
        this.#version = version;
        return undefined;
      }
      await Promise.race([sleep(pollMs), this.#gone]);
    }
    if (this.#child === child) {
      await this.#terminate();
      return { kind: 'other', reason: `it does not answer within ${startMsMax / 1000} s` };
    }
    await this.#gone;
    if (child.pid === undefined) return { kind: 'other', reason: `${file} can't be run` };
    return explainExit(readFileSync(logPath).subarray(logSize).toString('utf8'));
  }

  #spawn(): ChildProcess {
    const { file, workingDirectory, logPath, runAs, stopSignal, commandLine, input } = this.#recipe;
    const log = openSync(logPath, 'a', 0o600);
    const watchdog = new Watchdog(stopSignal);
    const child = spawn(file, commandLine(this.#port), {
      cwd: workingDirectory,
      // Nothing of the caller's: PGPORT, PGOPTIONS and their like would change what is started.
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      // A session of its own, so that a Ctrl-C reaches only the process that stops the servers in good order.
      detached: true,
      stdio: ['pipe', log, log],
      ...runAs,
    });
    closeSync(log);
    this.#child = child;
    this.#gone = new Promise((resolve) => {
      const left = (): void => {
        this.#left(child);
        void watchdog.dismiss().then(resolve);
      };
      child.once('exit', left);
      child.once('error', left);
    });
    if (child.pid !== undefined) {
      watchdog.guard(child.pid);
      this.#record(identify(child.pid));
    }
    child.stdin?.on('error', () => {});
    child.stdin?.end(input(this.#port));
    return child;
  }

  #left(child: ChildProcess): void {
    this.#child = undefined;
    this.#record(undefined);
    if (this.#state !== 'running') return;
    const { exitCode, signalCode } = child;
    this.#logger.error({ exitCode, signalCode }, 'the private server exited by itself; it is started again');
    this.#recover();
  }

  #record(server: ProcessIdentity | undefined): void {
    try {
      this.#claim.record(this.#recipe.name, server);
    } catch (error) {
      // Only a start after a kill -9 would have read it, and the watchdog is there for that too.
      this.#logger.warn({ err: error }, 'the process of the private server could not be noted');
    }
  }

  async #terminate(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return this.#gone;
    const steps = [
      [this.#recipe.stopSignal, stopMsMax],
      ['SIGQUIT', quitMsMax],
    ] as const;
    for (const [signal, waitMs] of steps) {
      child.kill(signal);
      await Promise.race([this.#gone, sleep(waitMs, undefined, { ref: false })]);
      if (this.#child !== child) return this.#gone;
      this.#logger.warn({ signal, waitMs }, 'the private server does not stop');
    }
    child.kill('SIGKILL');
    await this.#gone;
  }

  #fault(failure: StartFailure): Fault {
    const { name, logPath, unavailable } = this.#recipe;
    return new Fault(unavailable, `the private ${name} did not start: ${failure.reason} (see ${logPath})`);
  }
}

async function pause(pauseMs: number, stopping: AbortSignal): Promise<void> {
  await sleep(pauseMs, undefined, { signal: stopping }).catch(() => {});
}

/** Keeps the log of the run before this one. */
function rotate(logPath: string): void {
  try {
    renameSync(logPath, logPath.replace(/\.log$/, '.previous.log'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
