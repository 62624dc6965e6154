import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The program that knows the commands `gateway` and `worker`. */
export const PROGRAM = join(import.meta.dirname, '..', 'src', 'main.js');

/** How long a process may take to finish what is under way before it is killed. */
const STOP_WITHIN_MS = 10_000;

/** A process of the bench: it says once that it is ready, and ends with this process. */
export class BenchProcess<Ready> {
  readonly name: string;
  readonly ready: Ready;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  /**
   * Starts it and waits until it is ready.
   *
   * @param file compiled module to run
   */
  static async start<Ready>(
    name: string,
    file: string,
    options: {
      args?: readonly string[];
      environment?: NodeJS.ProcessEnv;
      nodeFlags?: readonly string[];
    } = {},
  ): Promise<BenchProcess<Ready>> {
    const child = fork(file, [...(options.args ?? [])], {
      env: { ...process.env, ...options.environment },
      execArgv: [...process.execArgv, ...(options.nodeFlags ?? [])],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ready = once(child, 'message').then(([message]) => message as Ready);
    const ended = once(child, 'exit');
    const message = await Promise.race([ready, ended.then(() => undefined)]);
    if (message === undefined) throw new Error(`the ${name} ended before it was ready`);
    return new BenchProcess(name, message, child, ended);
  }

  private constructor(name: string, ready: Ready, child: ChildProcess, ended: Promise<unknown>) {
    this.name = name;
    this.ready = ready;
    this.#child = child;
    this.#ended = ended;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Asks it something, one question at a time. */
  ask<Question extends object, Answer>(question: Question): Promise<Answer> {
    const answer = once(this.#child, 'message').then(([message]) => message as Answer);
    this.#child.send(question);
    const ended = this.#ended.then(() => Promise.reject(new Error(`the ${this.name} ended`)));
    return Promise.race([answer, ended]);
  }

  /** Ends it without a warning. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.#ended;
    clearTimeout(killer);
  }
}
