import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assert } from '../assert.ts';
import { Fault } from '../fault.ts';
import { identify, isRunning } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';

const processIdentity = z.object({ pid: z.number(), startedAt: z.string() });
const claimFile = z.object({ owner: processIdentity, servers: z.record(z.string(), processIdentity) });
type ClaimFile = z.infer<typeof claimFile>;

/**
 * The right of one process to run servers on a data directory, kept as `running.json` in it: who owns the directory,
 * and which servers it has started. A process that was killed leaves the file behind; the next one reads in it which
 * servers may be orphans. (Two starts that find the same file of a dead owner in the same millisecond could both take
 * it; Postgres' own lock on its data then stops the second.)
 */
export class DirectoryClaim {
  /** Servers of a dead owner. Some may still run; the claim does not stop them. */
  readonly left: Readonly<Record<string, ProcessIdentity>>;
  readonly #path: string;
  readonly #content: ClaimFile;

  private constructor(path: string, content: ClaimFile, left: Record<string, ProcessIdentity>) {
    this.#path = path;
    this.#content = content;
    this.left = left;
  }

  /** @throws {Fault} `CONFIGURATION_INVALID` when another process runs on this directory, or it can't be written. */
  static take(dataDirectory: string): DirectoryClaim {
    const owner = identify(process.pid);
    assert(owner !== undefined, 'this process runs');
    const path = join(dataDirectory, 'running.json');
    const draft = `${path}.${process.pid}`;
    try {
      mkdirSync(dataDirectory, { recursive: true });
      let left: Record<string, ProcessIdentity> = {};
      for (;;) {
        const content: ClaimFile = { owner, servers: left };
        writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
        if (linked(draft, path)) return new DirectoryClaim(path, content, left);
        const previous = read(path);
        if (previous !== undefined && isRunning(previous.owner)) {
          const message = `${dataDirectory} is in use by the process ${previous.owner.pid}; stop it, or use another data directory`;
          throw new Fault('CONFIGURATION_INVALID', message);
        }
        left = previous?.servers ?? {};
        rmSync(path, { force: true });
      }
    } catch (error) {
      if (error instanceof Fault) throw error;
      const message = `the data directory ${dataDirectory} can't be used: ${(error as Error).message}`;
      throw new Fault('CONFIGURATION_INVALID', message, { cause: error });
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** Notes which process serves `name` now, or that none does. */
  record(name: string, server: ProcessIdentity | undefined): void {
    if (server === undefined) delete this.#content.servers[name];
    else this.#content.servers[name] = server;
    const draft = `${this.#path}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(this.#content), { mode: 0o600 });
    renameSync(draft, this.#path);
  }

  release(): void {
    rmSync(this.#path, { force: true });
  }
}

/** A hard link is made whole or not at all, so nobody ever reads a claim half written. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined when the file is gone or says nothing that can be read; whoever wrote that has no claim. */
function read(path: string): ClaimFile | undefined {
  try {
    return claimFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
