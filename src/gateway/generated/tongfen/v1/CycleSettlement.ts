// Original file: proto/tongfen/v1/settlement.proto

import type { SettlementCycle as _tongfen_v1_SettlementCycle, SettlementCycle__Output as _tongfen_v1_SettlementCycle__Output } from '../../tongfen/v1/SettlementCycle.ts';
import type { BilateralObligation as _tongfen_v1_BilateralObligation, BilateralObligation__Output as _tongfen_v1_BilateralObligation__Output } from '../../tongfen/v1/BilateralObligation.ts';
import type { NetObligation as _tongfen_v1_NetObligation, NetObligation__Output as _tongfen_v1_NetObligation__Output } from '../../tongfen/v1/NetObligation.ts';

export interface CycleSettlement {
  'cycle'?: (_tongfen_v1_SettlementCycle | null);
  'bilateral'?: (_tongfen_v1_BilateralObligation)[];
  'net'?: (_tongfen_v1_NetObligation)[];
}

export interface CycleSettlement__Output {
  'cycle': (_tongfen_v1_SettlementCycle__Output | null);
  'bilateral': (_tongfen_v1_BilateralObligation__Output)[];
  'net': (_tongfen_v1_NetObligation__Output)[];
}
