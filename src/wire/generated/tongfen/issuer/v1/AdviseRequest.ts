// Original file: proto/tongfen/issuer/v1/host.proto

import type { Transaction as _tongfen_issuer_v1_Transaction, Transaction__Output as _tongfen_issuer_v1_Transaction__Output } from '../../../tongfen/issuer/v1/Transaction.ts';
import type { AdviceCause as _tongfen_issuer_v1_AdviceCause, AdviceCause__Output as _tongfen_issuer_v1_AdviceCause__Output } from '../../../tongfen/issuer/v1/AdviceCause.ts';

export interface AdviseRequest {
  'messageId'?: (string);
  /**
   * With the amount that is captured.
   */
  'transaction'?: (_tongfen_issuer_v1_Transaction | null);
  'cause'?: (_tongfen_issuer_v1_AdviceCause);
}

export interface AdviseRequest__Output {
  'messageId': (string);
  /**
   * With the amount that is captured.
   */
  'transaction': (_tongfen_issuer_v1_Transaction__Output | null);
  'cause': (_tongfen_issuer_v1_AdviceCause__Output);
}
