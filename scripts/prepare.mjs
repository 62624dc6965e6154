// Makes a checkout ready to run: installs what package-lock.json says when node_modules does not hold it, and with
// --build compiles to dist/. Every npm script begins with it, so that a fresh clone needs no step before. It says what
// it does on stderr only: stdout belongs to the command that follows. Uses nothing that npm would have to install.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lock = join(root, '.tongfen', 'preparing');
const lockWaitMsMax = 15 * 60_000;

/** Something for people to put right, as opposed to a bug of this script. */
class Refusal extends Error {}

try {
  checkNode();
  await takeLock();
  try {
    if (!installed()) install();
    if (process.argv.includes('--build')) build();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(error.message.trimEnd());
  process.exitCode = 1;
}

function checkNode() {
  const { engines } = read('package.json');
  const [major, minor] = engines.node.replace('>=', '').split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  const tooOld = ownMajor < major || (ownMajor === major && ownMinor < minor);
  if (tooOld) throw new Refusal(`Node ${engines.node} is needed, this is ${process.versions.node}`);
}

/** Whether node_modules holds what package-lock.json asks for: npm notes at the end of an installation what it holds. */
function installed() {
  const held = read('node_modules/.package-lock.json')?.packages;
  if (held === undefined) return false;
  const asked = Object.entries(read('package-lock.json').packages).filter(([path]) => path !== '');
  // Of the optional packages only those for this platform are there.
  return asked.every(([path, { version, optional }]) =>
    held[path] === undefined ? optional === true : held[path].version === version,
  );
}

function install() {
  const startedAt = Date.now();
  say('installing what package-lock.json says (npm ci)…');
  // The build needs the development dependencies, and Postgres is an optional one, whatever the environment says.
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error, stdout, stderr } = spawnSync('npm', ['ci', ...flags], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Refusal(`npm ci failed:\n${error?.message ?? `${stdout}${stderr}`}`);
  say(`installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

function build() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--build', root], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Refusal(`the build failed:\n${stdout}`);
}

/** A directory is made by exactly one of those who try. The pid in it tells whether its maker still lives. */
async function takeLock() {
  const giveUpAt = Date.now() + lockWaitMsMax;
  for (let waited = false; !makeLock(); waited = true) {
    // Without a pid its maker is between two steps, or died there; a second is plenty for the former.
    if (lockOwner() === 0) await sleep(1_000);
    const owner = lockOwner();
    if (!lives(owner)) rmSync(lock, { recursive: true, force: true });
    else if (Date.now() > giveUpAt)
      throw new Refusal(`process ${owner} does not finish preparing this checkout`);
    else if (!waited) say(`waiting for process ${owner}, which prepares this checkout…`);
    await sleep(100);
  }
}

function makeLock() {
  try {
    mkdirSync(join(root, '.tongfen'), { recursive: true });
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Refusal(`this checkout can't be written: ${error.message}`);
  }
}

function lockOwner() {
  return Number(readText(join(lock, 'pid')) ?? 0);
}

function lives(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function read(path) {
  const text = readText(join(root, path));
  return text === undefined ? undefined : JSON.parse(text);
}

function say(line) {
  process.stderr.write(`tongfen: ${line}\n`);
}
