// Original file: proto/tongfen/v1/settlement.proto

import type { Liability as _tongfen_v1_Liability, Liability__Output as _tongfen_v1_Liability__Output } from '../../tongfen/v1/Liability.ts';

export interface GetLiabilityResponse {
  'liabilities'?: (_tongfen_v1_Liability)[];
}

export interface GetLiabilityResponse__Output {
  'liabilities': (_tongfen_v1_Liability__Output)[];
}
