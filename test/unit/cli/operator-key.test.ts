import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { operatorKey } from '../../../src/cli/operator-key.ts';

let directory: string;
let file: string;
let made: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tongfen-operator-'));
  file = join(directory, 'operator.key');
  made = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

function create(): Promise<string> {
  made.push(`tf_key_${made.length}`);
  return Promise.resolve(made.at(-1) as string);
}

it('is made once, and kept for its owner to read', async () => {
  expect(await operatorKey(directory, create)).toBe('tf_key_0');
  expect(await operatorKey(directory, create)).toBe('tf_key_0');
  expect(made).toHaveLength(1);
  expect(statSync(file).mode & 0o077).toBe(0);
});

it('is made anew where there is a file without one, and a draft that nobody finished', async () => {
  writeFileSync(file, '');
  writeFileSync(`${file}.new`, 'tf_k');
  expect(await operatorKey(directory, create)).toBe('tf_key_0');
  expect(readFileSync(file, 'utf8')).toBe('tf_key_0\n');
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readdirSync(directory)).toEqual(['operator.key']);
});
