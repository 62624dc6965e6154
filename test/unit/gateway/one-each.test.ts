import { expect, test } from 'vitest';
import type { Limit } from '../../../src/gateway/limits.ts';
import { OneEach } from '../../../src/gateway/one-each.ts';

test('one of a participant comes in at a time, and so many in all', () => {
  const limits: Limit[] = [];
  const files = new OneEach({
    ...{ limit: 'reconciliation-files', one: 'file', many: 'files', max: 3, retryMs: 5_000 },
    onLimit: (limit) => limits.push(limit),
  });
  expect(files.enter('A')).toBeUndefined();
  expect(files.enter('A')).toMatchObject({
    status: 'RESOURCE_EXHAUSTED',
    message: 'one file of a participant at a time',
  });
  expect(['B', 'C'].map((caller) => files.enter(caller))).toEqual([undefined, undefined]);
  expect(files.enter('D')?.message).toBe('at most 3 files at a time');
  files.leave('B');
  expect(files.enter('D')).toBeUndefined();
  expect(limits).toEqual(['reconciliation-files', 'reconciliation-files']);
});
