import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { saveWhole } from '../../../src/cli/save-whole.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'save-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

async function* pieces(end?: Error): AsyncGenerator<Buffer> {
  yield Buffer.from('#settlement,1,');
  if (end !== undefined) throw end;
  yield Buffer.from('#total,0,0\n');
}

it('writes a file piece by piece, in the place of an earlier one', async () => {
  const file = join(directory, 'cycle-1.csv');
  writeFileSync(file, 'earlier');
  await saveWhole(file, pieces());
  expect(readFileSync(file, 'utf8')).toBe('#settlement,1,#total,0,0\n');
  expect(readdirSync(directory)).toEqual(['cycle-1.csv']);
});

it('leaves what was there when the pieces end too soon', async () => {
  const file = join(directory, 'cycle-1.csv');
  writeFileSync(file, 'earlier');
  const refused = new Error('there is no such cycle');
  await expect(saveWhole(file, pieces(refused))).rejects.toBe(refused);
  expect(readFileSync(file, 'utf8')).toBe('earlier');
  expect(readdirSync(directory)).toEqual(['cycle-1.csv']);
});

it('leaves a device what it is, and a link a link', async () => {
  const [device, link, file] = ['device', 'link', 'cycle-1.csv'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  symlinkSync('/dev/null', device);
  writeFileSync(file, 'earlier');
  symlinkSync(file, link);
  await saveWhole(device, pieces());
  await saveWhole(link, pieces());
  expect([device, link].map((path) => lstatSync(path).isSymbolicLink())).toEqual([true, true]);
  expect(readFileSync(file, 'utf8')).toBe('#settlement,1,#total,0,0\n');
  expect(readdirSync(directory).sort()).toEqual(['cycle-1.csv', 'device', 'link']);
});

it('says which file can not be written', async () => {
  const file = join(directory, 'nowhere', 'cycle-1.csv');
  await expect(saveWhole(file, pieces())).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: expect.stringContaining(`${file} can't be written`) as string,
  });
});
