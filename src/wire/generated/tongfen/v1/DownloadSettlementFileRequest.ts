// Original file: proto/tongfen/v1/settlement.proto

import type { SettlementFormat as _tongfen_v1_SettlementFormat, SettlementFormat__Output as _tongfen_v1_SettlementFormat__Output } from '../../tongfen/v1/SettlementFormat.ts';

export interface DownloadSettlementFileRequest {
  'cycle'?: (number);
  /**
   * Empty for the caller itself.
   */
  'participant'?: (string);
  'format'?: (_tongfen_v1_SettlementFormat);
}

export interface DownloadSettlementFileRequest__Output {
  'cycle': (number);
  /**
   * Empty for the caller itself.
   */
  'participant': (string);
  'format': (_tongfen_v1_SettlementFormat__Output);
}
