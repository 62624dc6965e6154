import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot, packageVersion } from '../../../src/package-root.ts';

const tongfen = (...words: string[]): string =>
  execFileSync(process.execPath, [join(packageRoot(), 'dist', 'src', 'main.js'), ...words], {
    encoding: 'utf8',
  });

it('says which version it is', () => {
  expect(tongfen('--version')).toBe(`${packageVersion()}\n`);
});

it.each([
  'serve',
  'submit',
  'settle',
  'settle close',
  'reconcile',
  'reconcile file',
  'issuer',
  'conform',
  'bench',
])('breaks the help of tongfen %s where a terminal of 80 columns ends', (command) => {
  const lines = tongfen(...command.split(' '), '--help').split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});
