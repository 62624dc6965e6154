// Original file: proto/tongfen/v1/reconciliation.proto

import type { ReconciliationHeader as _tongfen_v1_ReconciliationHeader, ReconciliationHeader__Output as _tongfen_v1_ReconciliationHeader__Output } from '../../tongfen/v1/ReconciliationHeader.ts';

export interface ReconcileRequest {
  /**
   * First, and once.
   */
  'header'?: (_tongfen_v1_ReconciliationHeader | null);
  /**
   * The file, UTF-8, piece by piece.
   */
  'content'?: (Buffer | Uint8Array | string);
  'part'?: "header"|"content";
}

export interface ReconcileRequest__Output {
  /**
   * First, and once.
   */
  'header'?: (_tongfen_v1_ReconciliationHeader__Output | null);
  /**
   * The file, UTF-8, piece by piece.
   */
  'content'?: (Buffer);
  'part'?: "header"|"content";
}
