// Original file: proto/tongfen/v1/reconciliation.proto

import type { BreakAdjustment as _tongfen_v1_BreakAdjustment, BreakAdjustment__Output as _tongfen_v1_BreakAdjustment__Output } from '../../tongfen/v1/BreakAdjustment.ts';

export interface ListAdjustmentsResponse {
  'adjustments'?: (_tongfen_v1_BreakAdjustment)[];
}

export interface ListAdjustmentsResponse__Output {
  'adjustments': (_tongfen_v1_BreakAdjustment__Output)[];
}
