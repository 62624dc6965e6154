import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Waits for the pid, then for a line. Instead of the line comes an end of file when this process is gone, even by
 * kill -9: its end of the pipe is closed by the kernel, and nobody else holds it.
 */
const script = 'read -r pid || exit 0; read -r done || kill -s "$1" "$pid"';

/** Ends a server when this process ends without having done so itself. */
export class Watchdog {
  readonly #shell;

  /** Made before the server is, so that there is no moment in which the server is alone. */
  constructor(signal: 'SIGINT' | 'SIGTERM') {
    this.#shell = spawn('/bin/sh', ['-c', script, 'tongfen-watchdog', signal.slice('SIG'.length)], {
      cwd: '/',
      // In a session of its own: a Ctrl-C is for the process that stops the servers in good order.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // A watchdog that was killed protects no more, and is no reason to stop.
    this.#shell.on('error', () => {});
    this.#shell.stdin.on('error', () => {});
  }

  guard(pid: number): void {
    this.#shell.stdin.write(`${pid}\n`);
  }

  /** The server is gone, or was never there. */
  async dismiss(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#shell;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const exited = once(this.#shell, 'exit');
    this.#shell.stdin.end('\n');
    await exited;
  }
}
