import { build } from 'hdr-histogram-js';
import type { Refusal } from '../client/refusal.ts';
import type { Decline } from '../ledger/outcome.ts';
import type { Result } from '../ledger/transaction.ts';

/** Longest latency that is told apart, in milliseconds; longer ones count as it. */
const LATENCY_MS_MAX = 120_000;

/** What a run comes to. */
export class Figures {
  readonly #latencies = build({
    highestTrackableValue: LATENCY_MS_MAX * 1_000,
    numberOfSignificantValueDigits: 2,
  });
  readonly declined = new Map<Decline, number>();
  readonly refused = new Map<Refusal['status'], number>();
  done = 0;
  posted = 0;
  /** Submitted again with the same id. */
  repeated = 0;
  /** Of these, those that were not answered as before. */
  mismatches = 0;

  /** So many transactions were answered together. */
  answered(count: number, latencyMs: number): void {
    this.done += count;
    const microseconds = Math.round(Math.min(Math.max(latencyMs, 0.001), LATENCY_MS_MAX) * 1_000);
    this.#latencies.recordValueWithCount(microseconds, count);
  }

  result({ outcome }: Result): void {
    if (outcome === 'POSTED') this.posted += 1;
    else this.declined.set(outcome, (this.declined.get(outcome) ?? 0) + 1);
  }

  refusal({ status }: Refusal): void {
    this.refused.set(status, (this.refused.get(status) ?? 0) + 1);
  }

  get declinedInAll(): number {
    return [...this.declined.values()].reduce((sum, count) => sum + count, 0);
  }

  latencyMs(percentile: number): number {
    return this.#latencies.getValueAtPercentile(percentile) / 1_000;
  }
}
