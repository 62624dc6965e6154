import { afterEach, expect, test, vi } from 'vitest';
import { uuid7 } from '../../../src/client/uuid7.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('an identifier is a UUID of version 7 that begins with the time', () => {
  const before = Date.now();
  const id = uuid7();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBeGreaterThanOrEqual(before);
});

test('identifiers ascend, however many there are in a millisecond and wherever the clock goes', () => {
  vi.useFakeTimers();
  vi.setSystemTime(2_000_000_000_000);
  const ids: string[] = [];
  for (let index = 0; index < 20_000; index += 1) {
    if (index === 10_000) vi.setSystemTime(1_999_999_000_000);
    if (index === 15_000) vi.setSystemTime(2_000_000_060_000);
    ids.push(uuid7());
  }
  expect(ids).toEqual([...new Set(ids)].sort());
});
