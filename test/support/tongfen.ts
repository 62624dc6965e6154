import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../../src/package-root.ts';

/** The commands as they are built. */
const PROGRAM = join(packageRoot(), 'dist', 'src', 'main.js');

/** A process of `tongfen` in a directory, which knows nothing of this one but where programs are. */
export function spawnTongfen(
  words: readonly string[],
  { cwd, settings = {} }: { cwd: string; settings?: NodeJS.ProcessEnv },
): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...words], {
    cwd,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a process printed, once it has ended. */
export interface Ended {
  readonly out: string;
  readonly error: string;
  /** Null when a signal ended it. */
  readonly code: number | null;
}

/** Reads a process to its end; to be called as soon as it is there. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  const [out, error, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { out, error, code };
}

/** A directory to work in, which only this user may enter, as a home often is. */
export function newWorkingDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'tongfen-commands-'));
}
