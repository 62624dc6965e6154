import { describe, expect, it } from 'vitest';
import { BOUNDS, judge, median } from '../../../bench/figures.ts';

const ANSWERED = {
  sent: 10,
  posted: 9,
  declined: { INSUFFICIENT_POINTS: 1 },
  dropped: 0,
  timedOut: 0,
  errored: 0,
};

describe('judge', () => {
  it.each([
    ['stream', 60_000, undefined, true],
    ['stream', 59_999, undefined, false],
    ['stream_vs_commit', 50_000, 100_000, true],
    ['stream_vs_commit', 49_999, 100_000, false],
    ['stream_vs_sql', 40_000, 2_000, true],
    ['stream_vs_sql', 40_000, 2_001, false],
    ['hot_merchant', 90_000, 100_000, true],
    ['hot_merchant', 89_999, 100_000, false],
    ['transfers', 50_000, 100_000, true],
    ['transfers', 49_999, 100_000, false],
    ['unary', 3_000, 6_000, true],
    ['unary', 2_999, 6_000, false],
    ['unary_p99_ms', 24.9, 1, true],
    ['unary_p99_ms', 25, 1, false],
    ['worker_memory_mib', 1_023, undefined, true],
    ['worker_memory_mib', 1_024, undefined, false],
    ['reconcile_1m_s', 59.9, undefined, true],
    ['reconcile_1m_s', 60, undefined, false],
    ['reconcile_gateway_mib', 511, undefined, true],
    ['reconcile_gateway_mib', 512, undefined, false],
    ['close_10m_s', 1.99, undefined, true],
    ['close_10m_s', 2, undefined, false],
    ['failover_s', 2.99, undefined, true],
    ['failover_s', 3, undefined, false],
  ])('%s of %d beside %d: holds %s', (name, value, referenceValue, holds) => {
    const reference = referenceValue === undefined ? undefined : { name: 'other', value: referenceValue };
    const figure = judge({ name, value, unit: 'transactions/s', reference, requests: ANSWERED });
    expect(figure).toMatchObject({ name, value, holds, bound: BOUNDS[name]?.limit });
    expect(figure.reference).toBe(referenceValue ?? null);
  });

  it('does not call a figure held whose reference was not measured', () => {
    expect(judge({ name: 'unary', value: 5_000, unit: 'transactions/s' }).holds).toBe(false);
  });

  it.each(['dropped', 'timedOut', 'errored'])('does not call a figure held that %s a transaction', (lost) => {
    const requests = { ...ANSWERED, [lost]: 1 };
    expect(judge({ name: 'stream', value: 99_000, unit: 'transactions/s', requests }).holds).toBe(false);
  });

  it('says with how much it was measured', () => {
    const measured = { name: 'worker_memory_mib', value: 100, unit: 'MiB' } as const;
    expect(judge({ ...measured, note: '100 cards' })).toMatchObject({ holds: true, note: '100 cards' });
    expect(judge(measured).note).toBeNull();
  });

  it('gives no verdict on a reference', () => {
    expect(judge({ name: 'commit_stage', value: 1, unit: 'transactions/s' })).toMatchObject({
      holds: null,
      bound: null,
      ratio: null,
    });
  });

  it('gives the ratio of a figure that nothing is asked of, and no verdict', () => {
    const reference = { name: 'second_before_expiry', value: 30_000 };
    const measured = { name: 'expiry_dip', value: 12_000, unit: 'transactions/s', reference } as const;
    expect(judge(measured)).toMatchObject({ holds: null, bound: null, ratio: 0.4 });
  });

  it('gives the ratio to the reference', () => {
    const reference = { name: 'no_op_unary', value: 6_000 };
    expect(judge({ name: 'unary', value: 4_500, unit: 'transactions/s', reference }).ratio).toBe(0.75);
  });
});

describe('median', () => {
  it.each([
    [[3], 3],
    [[4, 2], 3],
    [[9, 1, 5], 5],
    [[1, 100, 2, 3], 2.5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});
