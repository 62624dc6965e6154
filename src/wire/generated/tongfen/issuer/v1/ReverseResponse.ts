// Original file: proto/tongfen/issuer/v1/host.proto

import type { AccountBalance as _tongfen_issuer_v1_AccountBalance, AccountBalance__Output as _tongfen_issuer_v1_AccountBalance__Output } from '../../../tongfen/issuer/v1/AccountBalance.ts';
import type { Long } from '@grpc/proto-loader';

export interface ReverseResponse {
  'messageId'?: (string);
  'transactionId'?: (string);
  /**
   * What this message undid: the points that were set aside, taken or given; 0 where there was nothing to undo.
   */
  'amount'?: (number | string | Long);
  /**
   * Unset where there is no such account.
   */
  'balance'?: (_tongfen_issuer_v1_AccountBalance | null);
}

export interface ReverseResponse__Output {
  'messageId': (string);
  'transactionId': (string);
  /**
   * What this message undid: the points that were set aside, taken or given; 0 where there was nothing to undo.
   */
  'amount': (number);
  /**
   * Unset where there is no such account.
   */
  'balance': (_tongfen_issuer_v1_AccountBalance__Output | null);
}
