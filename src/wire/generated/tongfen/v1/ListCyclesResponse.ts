// Original file: proto/tongfen/v1/settlement.proto

import type { SettlementCycle as _tongfen_v1_SettlementCycle, SettlementCycle__Output as _tongfen_v1_SettlementCycle__Output } from '../../tongfen/v1/SettlementCycle.ts';

export interface ListCyclesResponse {
  'cycles'?: (_tongfen_v1_SettlementCycle)[];
}

export interface ListCyclesResponse__Output {
  'cycles': (_tongfen_v1_SettlementCycle__Output)[];
}
