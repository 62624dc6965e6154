import { expect, it } from 'vitest';
import type { Machine } from '../../../bench/machine.ts';
import { formatNumber, jsonOf, textOf } from '../../../bench/report.ts';
import { Results } from '../../../bench/results.ts';

const MACHINE: Machine = {
  cores: 2,
  cpu: 'Some CPU',
  memoryMib: 8_192,
  system: 'Linux 6',
  node: 'v20.11.0',
  postgres: '18.4',
  fsync: 'on',
  synchronousCommit: 'on',
  queueBackend: 'redis',
  queues: 'Postgres 18.4 and queues on Redis 7',
  bullmq: '6.7.0',
  date: '2026-11-21T00:00:00.000Z',
};

function someResults(): Results {
  const results = new Results();
  results.add({
    name: 'stream',
    value: 81_234.5,
    unit: 'transactions/s',
    requests: {
      sent: 9,
      posted: 6,
      declined: { INSUFFICIENT_POINTS: 2 },
      dropped: 1,
      timedOut: 0,
      errored: 0,
    },
  });
  results.add({
    name: 'unary',
    value: 4_000,
    unit: 'transactions/s',
    reference: { name: 'no_op_unary', value: 6_000 },
  });
  results.addUsage('stream', {
    microsPerTransaction: { gateway: 4.25, worker: 6 },
    cores: { gateway: 0.5, worker: 0.75, others: 0.125 },
  });
  return results;
}

it('exports every figure with what it is judged by, beside the machine', () => {
  const exported = JSON.parse(jsonOf(someResults(), MACHINE, { seconds: 42, quick: true }));
  expect(exported).toMatchObject({ machine: MACHINE, seconds: 42, quick: true });
  expect(exported.figures).toMatchObject([
    {
      name: 'stream',
      value: 81_234.5,
      unit: 'transactions/s',
      reference: null,
      ratio: null,
      bound: 60_000,
      // It is fast enough, and one transaction has no answer.
      holds: false,
      requests: { dropped: 1, declined: { INSUFFICIENT_POINTS: 2 } },
    },
    { name: 'unary', reference: 6_000, ratio: 4_000 / 6_000, bound: 0.5, holds: true },
  ]);
  expect(exported.processes).toMatchObject([
    { load: 'stream', usage: { microsPerTransaction: { worker: 6 } } },
  ]);
});

it('prints a row for each figure, what was declined, and where the time went', () => {
  const text = textOf(someResults(), MACHINE, { seconds: 42, quick: true });
  expect(text).toMatch(/stream\s.*81,235\s.*transactions\/s.*≥ 60,000.*NO, 1 without a result/);
  expect(text).toMatch(/unary\s.*4,000.*6,000.*0\.667.*ratio ≥ 0\.5.*yes/);
  expect(text).toMatch(/2 INSUFFICIENT_POINTS/);
  expect(text).toMatch(/stream\s.*4\.25\s.*6\s.*10\.3\s.*1\.25\s.*0\.125/);
  expect(text).toMatch(/below their bounds: stream\n/);
});

it('says which part of a run failed, and keeps the figures of the others', () => {
  const results = someResults();
  results.failed('failover', new Error('shards did not change hands'));
  const ran = { seconds: 42, quick: true };
  expect(textOf(results, MACHINE, ran)).toContain('failover failed: shards did not change hands');
  expect(JSON.parse(jsonOf(results, MACHINE, ran))).toMatchObject({
    figures: [{ name: 'stream' }, { name: 'unary' }],
    errors: [{ part: 'failover', message: 'shards did not change hands' }],
  });
});

it.each([
  [118_000.4, '118,000'],
  [12, '12'],
  [999.96, '1000'],
  [0.456_78, '0.457'],
  [24.96, '25'],
])('writes %d as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});
