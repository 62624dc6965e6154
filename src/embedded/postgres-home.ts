import { chownSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../fault.ts';
import { canWrite } from './postgres-user.ts';
import type { RunAs } from './supervised-server.ts';

const elsewhere = '/var/lib/tongfen';

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

function make(home: string, runAs: RunAs | undefined): void {
  mkdirSync(home, { mode: 0o700 });
  if (runAs === undefined) return;
  chownSync(home, runAs.uid, runAs.gid);
  if (canWrite(home, runAs)) return;
  mkdirSync(elsewhere, { recursive: true });
  const remote = mkdtempSync(join(elsewhere, `${basename(dirname(dirname(home)))}-`));
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
