// Original file: proto/tongfen/v1/network.proto

import type { Exposure as _tongfen_v1_Exposure, Exposure__Output as _tongfen_v1_Exposure__Output } from '../../tongfen/v1/Exposure.ts';

export interface ListExposuresResponse {
  'exposures'?: (_tongfen_v1_Exposure)[];
}

export interface ListExposuresResponse__Output {
  'exposures': (_tongfen_v1_Exposure__Output)[];
}
