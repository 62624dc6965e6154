import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WorkerProcesses, workerNodeFlags } from '../../../src/cli/worker-processes.ts';
import { openLog } from '../../../src/log.ts';

/** A worker as far as its parent sees it: it says that it serves, and ends when it is told to. */
const PROGRAM = `process.send({ httpUrl: 'http://127.0.0.1:1' }); process.on('SIGTERM', () => process.exit(0));`;
/** More than the system takes for one variable of the environment (Linux: 128 KiB). */
const TOO_LONG = 'x'.repeat(4_000_000);

let directory: string;
let environment: NodeJS.ProcessEnv;
let workers: WorkerProcesses;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tongfen-workers-'));
  const program = join(directory, 'worker.mjs');
  writeFileSync(program, PROGRAM);
  environment = { ...process.env };
  const log = openLog({ level: 'silent', role: 'test' });
  workers = new WorkerProcesses({ count: 1, program, nodeFlags: [], environment, log });
  await workers.start();
});
afterEach(async () => {
  await workers.stop();
  rmSync(directory, { recursive: true });
});

function kill(): number {
  const [pid] = workers.pids;
  expect(pid).toBeDefined();
  process.kill(pid as number, 'SIGKILL');
  return pid as number;
}

test('a worker that ends by itself is started again', async () => {
  const killed = kill();
  await vi.waitFor(() => expect(workers.pids).toEqual([expect.not.toBeOneOf([killed])]), 10_000);
});

test('a worker for which the system has no room is started once there is some', async () => {
  environment['TOO_LONG'] = TOO_LONG;
  kill();
  await vi.waitFor(() => expect(workers.pids).toEqual([]), 10_000);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(workers.pids).toEqual([]);
  delete environment['TOO_LONG'];
  await vi.waitFor(() => expect(workers.pids).toHaveLength(1), 10_000);
});

test('a worker has room for the cards that it is to keep in memory', () => {
  expect(workerNodeFlags(1_000)).toContain('--max-old-space-size=640');
  expect(workerNodeFlags(300_000)).toContain('--max-old-space-size=640');
  expect(workerNodeFlags(2_000_000)).toContain('--max-old-space-size=2340');
});
