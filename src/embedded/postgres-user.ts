import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../fault.ts';
import type { RunAs } from './supervised-server.ts';

/**
 * The user Postgres runs as: undefined for the user of this process. Postgres refuses to run as root, so for root it is
 * the owner of the data that are there already, else the system user `postgres`, which is made when absent.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when this is root and there is no such user and none can be made.
 */
export function postgresUser(clusterDirectory: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const data = statSync(join(clusterDirectory, 'PG_VERSION'), { throwIfNoEntry: false });
  if (data !== undefined && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  try {
    return findUser() ?? makeUser();
  } catch (error) {
    const message =
      'Postgres does not run as root and no system user "postgres" could be made for it; ' +
      'make one (useradd --system postgres), run as an ordinary user, or set DATABASE_URL';
    throw new Fault('CONFIGURATION_INVALID', message, { cause: error });
  }
}

/** Whether that user may enter the directory and everything above it, and write into it. */
export function canWrite(directory: string, runAs: RunAs | undefined): boolean {
  const script = 'cd "$1" && test -w .';
  return spawnSync('/bin/sh', ['-c', script, 'sh', directory], { stdio: 'ignore', ...runAs }).status === 0;
}

function findUser(): RunAs | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

function makeUser(): RunAs {
  const description = ['--home-dir', '/nonexistent', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  execFileSync('useradd', ['--system', '--user-group', ...description, 'postgres'], { stdio: 'pipe' });
  const user = findUser();
  if (user === undefined) throw new Error('useradd made no user');
  return user;
}
