// Original file: proto/tongfen/v1/network.proto

import type { Rate as _tongfen_v1_Rate, Rate__Output as _tongfen_v1_Rate__Output } from '../../tongfen/v1/Rate.ts';

export interface ListRatesResponse {
  'rates'?: (_tongfen_v1_Rate)[];
}

export interface ListRatesResponse__Output {
  'rates': (_tongfen_v1_Rate__Output)[];
}
