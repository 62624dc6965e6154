import { build } from 'hdr-histogram-js';
import { CallError } from '../../src/client/refusal.ts';
import type { Requests } from './tally.ts';
import { Tally } from './tally.ts';

/** Milliseconds; since the reading before. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly count: number;
}

/** What a load has done so far, read at one moment of its own clock. */
export interface Reading {
  /**
   * When the last answer came, or now if none has come since the reading before. Answers to a stream come by the batch: the
   * rate between two moments in the middle of nowhere would be wrong by a batch at either end.
   */
  readonly atMs: number;
  /** Posted or declined. */
  readonly answered: number;
  readonly requests: Requests;
  readonly latencies: Latencies;
}

/** Latencies are kept in microseconds, to three digits. */
const MICROS = 1_000;

/** What a load writes down. */
export class LoadRecord {
  readonly tally = new Tally();
  #answeredAtMs: number | undefined;
  readonly #latencies = build({ lowestDiscernibleValue: 1, highestTrackableValue: 120_000 * MICROS });

  /** Of a call, whole. */
  latency(ms: number): void {
    this.#answeredAtMs = performance.now();
    this.#latencies.recordValue(Math.max(1, Math.round(ms * MICROS)));
  }

  /** A call of so many transactions failed as a whole. */
  failed(error: unknown, count: number): void {
    const status = error instanceof CallError ? error.refusal.status : 'INTERNAL';
    this.tally.refused(status, count);
  }

  read(): Reading {
    const latencies = {
      p50: this.#latencies.getValueAtPercentile(50) / MICROS,
      p99: this.#latencies.getValueAtPercentile(99) / MICROS,
      max: this.#latencies.maxValue / MICROS,
      count: this.#latencies.totalCount,
    };
    this.#latencies.reset();
    const atMs = this.#answeredAtMs ?? performance.now();
    this.#answeredAtMs = undefined;
    return {
      atMs,
      answered: this.tally.answered,
      requests: this.tally.requests(),
      latencies,
    };
  }
}
