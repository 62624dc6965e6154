// Original file: proto/tongfen/v1/network.proto

import type { Merchant as _tongfen_v1_Merchant, Merchant__Output as _tongfen_v1_Merchant__Output } from '../../tongfen/v1/Merchant.ts';

export interface ListMerchantsResponse {
  'merchants'?: (_tongfen_v1_Merchant)[];
}

export interface ListMerchantsResponse__Output {
  'merchants': (_tongfen_v1_Merchant__Output)[];
}
