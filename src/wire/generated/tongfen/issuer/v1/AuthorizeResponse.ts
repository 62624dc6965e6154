// Original file: proto/tongfen/issuer/v1/host.proto

import type { Decision as _tongfen_issuer_v1_Decision, Decision__Output as _tongfen_issuer_v1_Decision__Output } from '../../../tongfen/issuer/v1/Decision.ts';
import type { Reason as _tongfen_issuer_v1_Reason, Reason__Output as _tongfen_issuer_v1_Reason__Output } from '../../../tongfen/issuer/v1/Reason.ts';
import type { AccountBalance as _tongfen_issuer_v1_AccountBalance, AccountBalance__Output as _tongfen_issuer_v1_AccountBalance__Output } from '../../../tongfen/issuer/v1/AccountBalance.ts';
import type { Long } from '@grpc/proto-loader';

export interface AuthorizeResponse {
  /**
   * Of the request, as in every answer.
   */
  'messageId'?: (string);
  'transactionId'?: (string);
  'decision'?: (_tongfen_issuer_v1_Decision);
  'reason'?: (_tongfen_issuer_v1_Reason);
  /**
   * APPROVED: the amount of the request. DECLINED: 0.
   */
  'amount'?: (number | string | Long);
  /**
   * The account afterwards; unset where there is none.
   */
  'balance'?: (_tongfen_issuer_v1_AccountBalance | null);
}

export interface AuthorizeResponse__Output {
  /**
   * Of the request, as in every answer.
   */
  'messageId': (string);
  'transactionId': (string);
  'decision': (_tongfen_issuer_v1_Decision__Output);
  'reason': (_tongfen_issuer_v1_Reason__Output);
  /**
   * APPROVED: the amount of the request. DECLINED: 0.
   */
  'amount': (number);
  /**
   * The account afterwards; unset where there is none.
   */
  'balance': (_tongfen_issuer_v1_AccountBalance__Output | null);
}
