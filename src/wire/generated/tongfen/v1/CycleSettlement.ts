// Original file: proto/tongfen/v1/settlement.proto

import type { SettlementCycle as _tongfen_v1_SettlementCycle, SettlementCycle__Output as _tongfen_v1_SettlementCycle__Output } from '../../tongfen/v1/SettlementCycle.ts';
import type { BilateralObligation as _tongfen_v1_BilateralObligation, BilateralObligation__Output as _tongfen_v1_BilateralObligation__Output } from '../../tongfen/v1/BilateralObligation.ts';
import type { NetObligation as _tongfen_v1_NetObligation, NetObligation__Output as _tongfen_v1_NetObligation__Output } from '../../tongfen/v1/NetObligation.ts';
import type { SettlementException as _tongfen_v1_SettlementException, SettlementException__Output as _tongfen_v1_SettlementException__Output } from '../../tongfen/v1/SettlementException.ts';

export interface CycleSettlement {
  'cycle'?: (_tongfen_v1_SettlementCycle | null);
  'bilateral'?: (_tongfen_v1_BilateralObligation)[];
  'net'?: (_tongfen_v1_NetObligation)[];
  /**
   * Those of the cycle in which the issuer disputed, its own and all for the operator: known while the cycle is open, too.
   */
  'exceptions'?: (_tongfen_v1_SettlementException)[];
}

export interface CycleSettlement__Output {
  'cycle': (_tongfen_v1_SettlementCycle__Output | null);
  'bilateral': (_tongfen_v1_BilateralObligation__Output)[];
  'net': (_tongfen_v1_NetObligation__Output)[];
  /**
   * Those of the cycle in which the issuer disputed, its own and all for the operator: known while the cycle is open, too.
   */
  'exceptions': (_tongfen_v1_SettlementException__Output)[];
}
