import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assert } from '../assert.ts';
import { Fault } from '../fault.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { identify, isRunning } from './process-identity.ts';

const processIdentity = z.object({ pid: z.number(), startedAt: z.string() });
const claimFile = z.object({ owner: processIdentity, servers: z.record(z.string(), processIdentity) });
type ClaimFile = z.infer<typeof claimFile>;

/** What is written in a data directory for a claim begins with this name. */
export const CLAIM_FILE = 'running.json';

/**
 * The right of one process to run servers on a data directory, kept as `running.json` in it: who owns the directory,
 * and which servers it has started. A process that was killed leaves the file behind; the next one reads in it which
 * servers may be orphans. (Two starts that find the same file of a dead owner in the same millisecond could both take
 * it; Postgres' own lock on its data then stops the second.)
 */
export class DirectoryClaim {
  /** Servers of a dead owner. Some may still run; the claim does not stop them. */
  readonly left: Readonly<ClaimFile['servers']>;
  readonly #path: string;
  readonly #content: ClaimFile;

  private constructor(path: string, content: ClaimFile, left: ClaimFile['servers']) {
    this.#path = path;
    this.#content = content;
    this.left = left;
  }

  /** @throws {Fault} `CONFIGURATION_INVALID` when another process runs on this directory. */
  static take(dataDirectory: string): DirectoryClaim {
    const owner = identify(process.pid);
    assert(owner !== undefined, 'this process runs');
    const path = join(dataDirectory, CLAIM_FILE);
    for (let left: ClaimFile['servers'] = {}; ; ) {
      // A claim that a dead owner left is replaced by one that still names its servers.
      const content: ClaimFile = { owner, servers: { ...left } };
      if (create(path, content)) return new DirectoryClaim(path, content, left);
      const previous = read(path);
      if (previous !== undefined && isRunning(previous.owner)) {
        const use = `in use by process ${previous.owner.pid}; stop that one, or use another directory`;
        throw new Fault('CONFIGURATION_INVALID', `${dataDirectory} is ${use}`);
      }
      left = previous?.servers ?? left;
      rmSync(path, { force: true });
    }
  }

  /** Notes which process serves `name` now, or that none does. */
  record(name: string, server: ProcessIdentity | undefined): void {
    if (server === undefined) delete this.#content.servers[name];
    else this.#content.servers[name] = server;
    renameSync(write(this.#path, this.#content), this.#path);
  }

  release(): void {
    rmSync(this.#path, { force: true });
  }
}

/** False when there is one already. A hard link is made whole or not at all, so nobody reads a claim half written. */
function create(path: string, content: ClaimFile): boolean {
  const draft = write(path, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function write(path: string, content: ClaimFile): string {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  return draft;
}

/** Undefined when the file is gone or says nothing that can be read; whoever wrote that has no claim. */
function read(path: string): ClaimFile | undefined {
  try {
    return claimFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
