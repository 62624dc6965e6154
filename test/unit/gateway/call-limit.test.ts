import { expect, test } from 'vitest';
import { CallLimit } from '../../../src/gateway/call-limit.ts';
import type { Limit } from '../../../src/gateway/limits.ts';
import { FILES_MAX } from '../../../src/gateway/limits.ts';
import { Refusal } from '../../../src/gateway/refusal.ts';

test('one of a participant comes in at a time, and so many in all', async () => {
  const limits: Limit[] = [];
  const files = new CallLimit('reconciliation-files', (limit) => limits.push(limit));
  const ends: (() => void)[] = [];
  const handIn = (participant: string): Promise<unknown> =>
    files.within(participant, () => new Promise<void>((resolve) => ends.push(resolve)));
  const callers = Array.from({ length: FILES_MAX }, (_, index) => `P${index}`);
  const first = callers.map(handIn);

  const again = await handIn('P0');
  expect(again).toBeInstanceOf(Refusal);
  expect(again).toMatchObject({
    status: 'RESOURCE_EXHAUSTED',
    message: 'one file of a participant at a time',
  });
  expect(await handIn('OTHER')).toMatchObject({ message: `at most ${FILES_MAX} files at a time` });
  expect(limits).toEqual(['reconciliation-files', 'reconciliation-files']);

  ends[0]?.();
  await first[0];
  const another = handIn('OTHER');
  expect(ends).toHaveLength(FILES_MAX + 1);
  for (const end of ends) end();
  expect(await Promise.all([...first, another])).toEqual(Array(FILES_MAX + 1).fill(undefined));
});

test('what fails leaves its place to the next', async () => {
  const reports = new CallLimit('liability-reports', () => {});
  await expect(reports.within('P', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await reports.within('P', async () => 'made')).toBe('made');
});
