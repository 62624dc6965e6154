import {
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../fault.ts';
import { canWrite } from './postgres-user.ts';
import type { RunAs } from './supervised-server.ts';

const elsewhere = '/var/lib/tongfen';

/** A file in a home that lies elsewhere: the path of the link that it was made for. */
const madeFor = 'made-for';

/**
 * The directory that holds the private Postgres: `postgres` in the data directory. Where the user it runs as can't get
 * at that (root in a checkout that only root may enter), it lies below /var/lib/tongfen, and `postgres` points there.
 * The link is the only thing that knows the place: without it the next start begins anew and touches nothing old.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when there is one that can't be used.
 */
export function postgresHome(dataDirectory: string, runAs: RunAs | undefined): string {
  const home = join(dataDirectory, 'postgres');
  if (lstatSync(home, { throwIfNoEntry: false }) === undefined) make(home, runAs);
  const real = resolve(home);
  if (!canWrite(real, runAs)) {
    const user = runAs === undefined ? 'this user' : 'the user postgres';
    throw new Fault(
      'CONFIGURATION_INVALID',
      `${real} is closed to ${user}; give access, or remove it to start anew`,
    );
  }
  return real;
}

/**
 * Removes the home, wherever it lies. Of a link that was not made here, or copied from another data directory, only the
 * link goes: what it names belongs to somebody else.
 */
export function removePostgresHome(dataDirectory: string): void {
  const home = join(dataDirectory, 'postgres');
  const remote = remoteOf(home);
  // The initdb of a start that was killed may be at work for a moment yet.
  const retries = { maxRetries: 10, retryDelay: 50 };
  if (remote !== undefined) rmSync(remote, { recursive: true, force: true, ...retries });
  rmSync(home, { recursive: true, force: true, ...retries });
}

function remoteOf(home: string): string | undefined {
  if (lstatSync(home, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return undefined;
  const remote = readlinkSync(home);
  if (dirname(remote) !== elsewhere || lstatSync(remote, { throwIfNoEntry: false })?.isDirectory() !== true)
    return undefined;
  return readMadeFor(remote) === absolute(home) ? remote : undefined;
}

function readMadeFor(remote: string): string | undefined {
  try {
    return readFileSync(join(remote, madeFor), 'utf8').trimEnd();
  } catch {
    return undefined;
  }
}

/** The same for every way to the data directory. */
function absolute(home: string): string {
  return join(realpathSync(dirname(home)), basename(home));
}

function make(home: string, runAs: RunAs | undefined): void {
  mkdirSync(home, { mode: 0o700 });
  if (runAs === undefined) return;
  chownSync(home, runAs.uid, runAs.gid);
  if (canWrite(home, runAs)) return;
  mkdirSync(elsewhere, { recursive: true });
  const remote = mkdtempSync(join(elsewhere, `${basename(dirname(dirname(home)))}-`));
  writeFileSync(join(remote, madeFor), `${absolute(home)}\n`);
  chownSync(remote, runAs.uid, runAs.gid);
  rmdirSync(home);
  symlinkSync(remote, home);
}

function resolve(home: string): string {
  try {
    return realpathSync(home);
  } catch (error) {
    const message = `${home} points to a directory that is gone; remove it to start anew`;
    throw new Fault('CONFIGURATION_INVALID', message, { cause: error });
  }
}
