import { expect, test } from 'vitest';
import type { Limit } from '../../../src/gateway/limits.ts';
import { FILES_MAX } from '../../../src/gateway/limits.ts';
import { Uploads } from '../../../src/gateway/uploads.ts';

test('one file of a participant comes in at a time, and so many in all', () => {
  const limits: Limit[] = [];
  const uploads = new Uploads((limit) => limits.push(limit));
  const callers = Array.from({ length: FILES_MAX }, (_, index) => `CALLER-${index}`);
  expect(uploads.enter('CALLER-0')).toBeUndefined();
  expect(uploads.enter('CALLER-0')?.status).toBe('RESOURCE_EXHAUSTED');
  expect(callers.slice(1).map((caller) => uploads.enter(caller))).toEqual(
    Array(FILES_MAX - 1).fill(undefined),
  );
  expect(uploads.enter('ANOTHER')?.message).toBe(`at most ${FILES_MAX} files at a time`);
  uploads.leave('CALLER-3');
  expect(uploads.enter('ANOTHER')).toBeUndefined();
  expect(limits).toEqual(['reconciliation-files', 'reconciliation-files']);
});
