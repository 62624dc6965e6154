// Original file: proto/tongfen/v1/network.proto

import type { Merchant as _tongfen_v1_Merchant, Merchant__Output as _tongfen_v1_Merchant__Output } from '../../tongfen/v1/Merchant.ts';

export interface CreateMerchantRequest {
  'merchant'?: (_tongfen_v1_Merchant | null);
}

export interface CreateMerchantRequest__Output {
  'merchant': (_tongfen_v1_Merchant__Output | null);
}
