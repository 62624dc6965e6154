import { expect, it } from 'vitest';
import { parseStat } from '../../../bench/process-usage.ts';
import { medianUsage, usageBetween } from '../../../bench/usage.ts';

it('reads the parent and the CPU time of a process whose name looks like more fields', () => {
  const stat = '4242 (a) b (c d) S 17 4242 4242 0 -1 4194304 100 0 0 0 250 50 3 2 20 0 11 0 12345 0 0';
  expect(parseStat(stat)).toEqual({ parent: 17, cpuMs: 3_050 });
});

it('divides CPU time by transactions and by wall time, and sees what others took', () => {
  const before = { atMs: 1_000, ofProcesses: { gateway: 500, worker: 700 }, ofMachine: 10_000 };
  const after = { atMs: 3_000, ofProcesses: { gateway: 1_500, worker: 1_200 }, ofMachine: 12_000 };
  expect(usageBetween(before, after, 100_000)).toEqual({
    microsPerTransaction: { gateway: 10, worker: 5 },
    cores: { gateway: 0.5, worker: 0.25, others: 0.25 },
  });
});

it('takes the median of each process over the rounds that have figures', () => {
  const round = (micros: number) => ({ microsPerTransaction: { worker: micros }, cores: { worker: 1 } });
  expect(medianUsage([round(3), undefined, round(9), round(4)])?.microsPerTransaction).toEqual({ worker: 4 });
  expect(medianUsage([undefined])).toBeUndefined();
});
