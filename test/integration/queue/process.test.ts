import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestQueues } from './support.ts';
import { BACKENDS, firstNumbers, numbersOf, openTestQueues, submit } from './support.ts';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));
const SHARD = 1;

describe.each(BACKENDS)('a worker process on %s', (backend) => {
  let queues: TestQueues;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    queues = await openTestQueues(backend);
  });

  afterEach(async () => {
    child?.kill('SIGKILL');
    await queues.close();
  });

  /** Starts it, and returns when it has taken what waits. */
  async function start(options: { manner: 'close' | 'wait'; count: number }): Promise<ChildProcess> {
    const process_ = spawn(process.execPath, [CHILD, JSON.stringify({ ...queues.options, ...options })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = process_;
    await once(process_.stdout, 'data');
    return process_;
  }

  test('that is killed leaves what it had to the next owner, who completes it without its lock', async () => {
    const here = await queues.connect();
    const numbers = firstNumbers(12);
    for (const number of numbers) await here.sender().send(SHARD, submit(number));
    const killed = await start({ manner: 'wait', count: numbers.length });
    killed.kill('SIGKILL');
    await once(killed, 'exit');

    const mailbox = await here.mailboxes().open(SHARD);
    const inherited = await mailbox.takeOver();
    expect(numbersOf(inherited)).toEqual(numbers);
    await mailbox.complete(inherited);
    await mailbox.close();

    const next = await here.mailboxes().open(SHARD);
    expect(await next.takeOver()).toEqual([]);
    expect(await next.drain({ itemsMax: 10, waitMs: 0 })).toEqual([]);
    await next.close();
  });

  test('ends by itself once it has closed its queues', async () => {
    const here = await queues.connect();
    await here.sender().send(SHARD, submit(1));
    const closing = await start({ manner: 'close', count: 1 });
    expect(await once(closing, 'exit')).toEqual([0, null]);
  });
});
