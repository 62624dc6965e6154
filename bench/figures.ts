import type { Requests } from './load/tally.ts';

/** What a figure has to reach. */
export interface Bound {
  /** The figure itself, or its ratio to its reference. */
  readonly on: 'value' | 'ratio';
  readonly relation: 'at least' | 'below';
  readonly limit: number;
}

/** What has to be reached for the engine to be called fast. Figures that are not named here are references. */
export const BOUNDS: Readonly<Record<string, Bound>> = {
  stream: { on: 'value', relation: 'at least', limit: 60_000 },
  stream_vs_commit: { on: 'ratio', relation: 'at least', limit: 0.5 },
  stream_vs_sql: { on: 'ratio', relation: 'at least', limit: 20 },
  hot_merchant: { on: 'ratio', relation: 'at least', limit: 0.9 },
  transfers: { on: 'ratio', relation: 'at least', limit: 0.5 },
  unary: { on: 'ratio', relation: 'at least', limit: 0.5 },
  unary_p99_ms: { on: 'value', relation: 'below', limit: 25 },
  worker_memory_mib: { on: 'value', relation: 'below', limit: 1_024 },
  exchange: { on: 'ratio', relation: 'at least', limit: 0.4 },
  capped: { on: 'ratio', relation: 'at least', limit: 0.9 },
  external_added_ms: { on: 'value', relation: 'below', limit: 5 },
  cutover_dip: { on: 'ratio', relation: 'at least', limit: 0.5 },
  reconcile_1m_s: { on: 'value', relation: 'below', limit: 60 },
  reconcile_gateway_mib: { on: 'value', relation: 'below', limit: 512 },
  close_10m_s: { on: 'value', relation: 'below', limit: 2 },
  failover_s: { on: 'value', relation: 'below', limit: 3 },
};

export type Unit = 'transactions/s' | 'ms' | 's' | 'MiB';

export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** What it is compared with, of the same unit. */
  readonly reference?: { readonly name: string; readonly value: number } | undefined;
  /** What became of the transactions behind it; undefined where there are none of ours. */
  readonly requests?: Requests | undefined;
  /** With how much it was measured, where runs differ. */
  readonly note?: string | undefined;
  /** What it consists of, one value a round or a shard, in its unit. */
  readonly rounds?: readonly number[] | undefined;
}

/** A measured figure with its verdict, as it is printed and exported. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  readonly reference: number | null;
  readonly ratio: number | null;
  readonly bound: number | null;
  /** Null for a reference. A figure holds only if every one of its transactions was answered. */
  readonly holds: boolean | null;
  readonly referenceName: string | null;
  readonly boundOn: Bound['on'] | null;
  readonly boundRelation: Bound['relation'] | null;
  readonly requests: Requests | null;
  readonly rounds: readonly number[] | null;
  readonly note: string | null;
}

export function judge(measured: Measured): Figure {
  const { name, value, unit, reference, requests, rounds } = measured;
  const bound = BOUNDS[name];
  const ratio = reference === undefined ? null : value / reference.value;
  const judged = bound?.on === 'ratio' ? ratio : value;
  return {
    name,
    value,
    unit,
    reference: reference?.value ?? null,
    ratio,
    bound: bound?.limit ?? null,
    holds:
      bound === undefined
        ? null
        : judged !== null && isWithin(judged, bound) && (requests === undefined || isComplete(requests)),
    referenceName: reference?.name ?? null,
    boundOn: bound?.on ?? null,
    boundRelation: bound?.relation ?? null,
    requests: requests ?? null,
    rounds: rounds ?? null,
    note: measured.note ?? null,
  };
}

function isWithin(judged: number, { relation, limit }: Bound): boolean {
  return relation === 'at least' ? judged >= limit : judged < limit;
}

function isComplete({ dropped, timedOut, errored }: Requests): boolean {
  return dropped === 0 && timedOut === 0 && errored === 0;
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
