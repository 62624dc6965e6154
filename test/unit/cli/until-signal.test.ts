import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROCESS = fileURLToPath(new URL('stopping-process.mjs', import.meta.url));

it('ends when it has stopped, whatever was left open, and says what', async () => {
  const stopping = spawn(process.execPath, [PROCESS], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = text(stopping.stderr);
  await once(stopping.stdout, 'data');
  stopping.kill('SIGTERM');
  expect(await once(stopping, 'exit')).toEqual([0, null]);
  const lines = (await said)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ msg }) => msg)).toEqual([
    'stopping on SIGTERM',
    'stopped',
    'something was left open: ended all the same',
  ]);
  expect(lines.at(-1).open).toContain('Timeout');
});
