import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { expect, test } from 'vitest';
import { Availability } from '../../../src/queue/availability.ts';
import type { QueueWorker } from '../../../src/queue/mailbox.ts';
import { BullMailbox } from '../../../src/queue/mailbox.ts';

test('a queue whose waits fail at once, and nothing else, is looked at from time to time, and a line says so', async () => {
  let looks = 0;
  const backend = {
    getRanges: async () => [[]],
    waitForJob: async () => Promise.reject(new Error('the connection is gone')),
    disconnectBlocking: async () => {},
  };
  const worker = {
    getBackend: () => backend,
    getNextJob: async () => {
      looks += 1;
      return undefined;
    },
    close: async () => {},
  };
  const lines: string[] = [];
  const say = (line: string): number => lines.push(line);
  const logger = { info: say, warn: say } as unknown as Logger;
  const availability = new Availability('Redis', logger);
  const mailbox = new BullMailbox(worker as unknown as QueueWorker, { availability, logger });
  const drained = mailbox.drain({ itemsMax: 1, waitMs: 60_000 });
  await sleep(2_000);
  await mailbox.close();
  expect(await drained).toEqual([]);
  // One every 100 ms; a machine that stands still does fewer.
  expect(looks).toBeGreaterThan(1);
  expect(looks).toBeLessThan(30);
  expect(availability.isAway).toBe(false);
  expect(lines.filter((line) => line.includes('the connection is gone')).length).toBeLessThanOrEqual(1);
  expect(lines.filter((line) => line.includes('is back'))).toEqual([]);
});
