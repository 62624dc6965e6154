// Original file: proto/tongfen/v1/network.proto

import type { MerchantPrograms as _tongfen_v1_MerchantPrograms, MerchantPrograms__Output as _tongfen_v1_MerchantPrograms__Output } from '../../tongfen/v1/MerchantPrograms.ts';
import type { Status as _tongfen_v1_Status, Status__Output as _tongfen_v1_Status__Output } from '../../tongfen/v1/Status.ts';

export interface UpdateMerchantRequest {
  'code'?: (string);
  'name'?: (string);
  /**
   * Replaces the programs it accepts.
   */
  'programs'?: (_tongfen_v1_MerchantPrograms | null);
  'status'?: (_tongfen_v1_Status);
  '_name'?: "name";
  '_status'?: "status";
}

export interface UpdateMerchantRequest__Output {
  'code': (string);
  'name'?: (string);
  /**
   * Replaces the programs it accepts.
   */
  'programs': (_tongfen_v1_MerchantPrograms__Output | null);
  'status'?: (_tongfen_v1_Status__Output);
  '_name'?: "name";
  '_status'?: "status";
}
