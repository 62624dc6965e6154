import { expect, test } from 'vitest';
import { postgresSettings } from '../../../src/embedded/postgres-settings.ts';

const gigabyte = 1024 ** 3;

test.each([
  { memory: 64, disk: 500, sharedBuffers: '4096MB', maxWalSize: '8192MB' },
  { memory: 4, disk: 16, sharedBuffers: '1024MB', maxWalSize: '4096MB' },
  { memory: 0.5, disk: 1, sharedBuffers: '128MB', maxWalSize: '1024MB' },
])('fits memory of $memory GB and $disk GB of free disk', ({ memory, disk, sharedBuffers, maxWalSize }) => {
  const machine = { memoryBytes: memory * gigabyte, diskFreeBytes: disk * gigabyte, durable: true };
  expect(postgresSettings(machine)).toMatchObject({
    shared_buffers: sharedBuffers,
    max_wal_size: maxWalSize,
  });
});

test('gives up only what a power failure would leave, and only when told to', () => {
  const machine = { memoryBytes: 8 * gigabyte, diskFreeBytes: 8 * gigabyte };
  const durability = (durable: boolean) => {
    const { fsync, synchronous_commit, full_page_writes } = postgresSettings({ ...machine, durable });
    return { fsync, synchronous_commit, full_page_writes };
  };
  expect(durability(true)).toEqual({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
  expect(durability(false)).toEqual({ fsync: 'off', synchronous_commit: 'on', full_page_writes: 'on' });
});

test('keeps statements and their data out of the log', () => {
  const settings = postgresSettings({ memoryBytes: gigabyte, diskFreeBytes: gigabyte, durable: true });
  expect(settings).toMatchObject({ log_min_error_statement: 'panic', log_error_verbosity: 'terse' });
});
