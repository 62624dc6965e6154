import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { Fault } from '../fault.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { postgresHome } from './postgres-home.ts';
import { asArguments, postgresSettings } from './postgres-settings.ts';
import { postgresUser } from './postgres-user.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { explainExit } from './start-failure.ts';
import type { RunAs, ServerRecipe } from './supervised-server.ts';
import { Watchdog } from './watchdog.ts';

const database = 'tongfen';
const user = 'tongfen';

/**
 * Makes everything ready for a private Postgres in the data directory, on the first start the cluster itself.
 *
 * @param options.left the Postgres of an earlier owner, which no longer runs.
 * @throws {Fault} `CONFIGURATION_INVALID`, `STORE_UNAVAILABLE` when the disk is full.
 */
export async function preparePostgres(options: {
  dataDirectory: string;
  durable: boolean;
  left: ProcessIdentity | undefined;
}): Promise<ServerRecipe> {
  const { dataDirectory, durable, left } = options;
  const runAs = postgresUser(join(dataDirectory, 'postgres', 'data'));
  const home = postgresHome(dataDirectory, runAs);
  const native = postgresBinaries({ home, runAs });
  const cluster = join(home, 'data');
  if (!existsSync(cluster)) await makeCluster({ native, home, cluster, runAs, durable });
  forgetReusedPid(cluster, left);

  const password = readFileSync(join(home, 'password'), 'utf8').trim();
  const url = (port: number, name = database): string =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${name}`;
  const disk = statfsSync(home);
  const settings = postgresSettings({
    memoryBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    diskFreeBytes: disk.bavail * disk.bsize,
    durable,
  });
  return {
    name: 'postgres',
    file: join(native, 'bin', 'postgres'),
    workingDirectory: home,
    logPath: join(home, 'postgres.log'),
    runAs,
    stopSignal: 'SIGINT', // "fast": ends the sessions and writes a checkpoint
    unavailable: 'STORE_UNAVAILABLE',
    url,
    commandLine: (port) => ['-D', cluster, '-p', String(port), ...asArguments(settings)],
    input: () => '',
    ready: (port) => ready(url(port, 'postgres')),
  };
}

/**
 * Made under a name of its own and moved into place when whole: a start that is interrupted leaves nothing that looks
 * like data. (The name is another each time, since the initdb of a killed start may be at work for a moment yet.)
 */
async function makeCluster(options: {
  native: string;
  home: string;
  cluster: string;
  runAs: RunAs | undefined;
  durable: boolean;
}): Promise<void> {
  const { native, home, cluster, runAs, durable } = options;
  for (const name of readdirSync(home)) {
    if (!name.startsWith('draft-')) continue;
    // While it is removed, that initdb may add to it: until its watchdog has ended it, some moments later.
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
  const draft = join(home, `draft-${randomBytes(6).toString('hex')}`);
  const passwordPath = join(home, 'password');
  // As durable as the data: nobody reads them without it.
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordPath, password, { mode: 0o600, flush: durable });
  if (runAs !== undefined) chownSync(passwordPath, runAs.uid, runAs.gid);
  const complaints = await runInitdb({
    file: join(native, 'bin', 'initdb'),
    arguments: [
      ...['-D', draft, '--username', user, '--auth', 'scram-sha-256', '--pwfile', passwordPath],
      // The C locale is on every system, and sorts alike on all of them.
      ...['--encoding', 'UTF8', '--locale', 'C', '--no-instructions', ...(durable ? [] : ['--no-sync'])],
    ],
    home,
    runAs,
  });
  if (complaints !== undefined) throw initdbFault(home, complaints);
  renameSync(draft, cluster);
  if (durable) syncDirectory(home);
}

/** Resolves with what initdb complained about, or with undefined when it succeeded. */
async function runInitdb(options: {
  file: string;
  arguments: string[];
  home: string;
  runAs: RunAs | undefined;
}): Promise<string | undefined> {
  const { file, home, runAs } = options;
  const watchdog = new Watchdog('SIGINT');
  const initdb = spawn(file, options.arguments, {
    cwd: home,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...runAs,
  });
  if (initdb.pid !== undefined) watchdog.guard(initdb.pid);
  const exitCode = new Promise((resolve) => initdb.once('error', resolve).once('exit', resolve));
  const complaints = await text(initdb.stderr);
  const succeeded = (await exitCode) === 0;
  await watchdog.dismiss();
  return succeeded ? undefined : complaints;
}

function initdbFault(home: string, complaints: string): Fault {
  const { reason } = explainExit(complaints);
  const code = /no space left/i.test(reason) ? 'STORE_UNAVAILABLE' : 'CONFIGURATION_INVALID';
  return new Fault(code, `no private Postgres could be made in ${home}: ${reason}`);
}

/** A rename is durable only once its directory is. */
function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * Postgres takes the pid in a stale `postmaster.pid` for a living postmaster when any process of its user has that pid
 * by now (usual in containers, where pids are few), and when it is a zombie. We know better: ours is gone.
 */
function forgetReusedPid(cluster: string, left: ProcessIdentity | undefined): void {
  const path = join(cluster, 'postmaster.pid');
  if (left === undefined || !existsSync(path)) return;
  const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
  if (pid === left.pid) rmSync(path);
}

/** `url` names the database `postgres`, which is always there; ours is made when it is not. */
async function ready(url: string): Promise<string> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // A connection that breaks in use rejects the query; one that breaks between them is about to be closed anyway.
  client.on('error', () => {});
  try {
    await client.connect();
    const databases = await client.query('select from pg_database where datname = $1', [database]);
    if (databases.rowCount === 0) await client.query(`create database ${database}`);
    const version = await client.query<{ server_version: string }>('show server_version');
    return version.rows[0]?.server_version ?? '';
  } finally {
    await client.end();
  }
}
