// Makes the types in src/wire/generated from proto/tongfen. With --check it changes nothing, and fails with the
// names of the files that are not what it would make.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated = 'src/wire/generated';
// They say what `loadSync` is told at run time; see src/wire/contract.ts.
const options = [
  ...['--longs=Number', '--enums=String', '--defaults', '--oneofs', '--includeComments'],
  ...['--grpcLib=@grpc/grpc-js', '--targetFileExtension=.ts', '--importFileExtension=.ts'],
];

process.chdir(root);
const fresh = mkdtempSync(join(tmpdir(), 'tongfen-generated-'));
try {
  generate(fresh);
  if (process.argv.includes('--check')) check();
  else replace();
} finally {
  rmSync(fresh, { recursive: true });
}

function generate(outDir) {
  const tool = 'node_modules/@grpc/proto-loader/build/bin/proto-loader-gen-types.js';
  const files = filesIn('proto/tongfen').map((name) => `tongfen/${name}`);
  // The tool takes what follows --includeDirs for more of them, so the files come first.
  const args = [tool, ...files, ...options, `--outDir=${outDir}`, '--includeDirs=proto'];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error('proto-loader-gen-types failed');
}

function check() {
  const names = [...new Set([...filesIn(fresh), ...filesIn(generated)])];
  const different = names.filter((name) => read(join(fresh, name)) !== read(join(generated, name)));
  if (different.length === 0) return;
  console.error('Not what the proto files say (npm run generate makes it so):');
  for (const name of different) console.error(`  ${join(generated, name)}`);
  process.exitCode = 1;
}

function replace() {
  rmSync(generated, { recursive: true, force: true });
  cpSync(fresh, generated, { recursive: true });
}

function filesIn(folder) {
  const names = readdirSync(folder, { recursive: true });
  return names.filter((name) => statSync(join(folder, name)).isFile()).sort();
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
