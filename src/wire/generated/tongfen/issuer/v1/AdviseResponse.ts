// Original file: proto/tongfen/issuer/v1/host.proto

import type { AdviceAnswer as _tongfen_issuer_v1_AdviceAnswer, AdviceAnswer__Output as _tongfen_issuer_v1_AdviceAnswer__Output } from '../../../tongfen/issuer/v1/AdviceAnswer.ts';
import type { Reason as _tongfen_issuer_v1_Reason, Reason__Output as _tongfen_issuer_v1_Reason__Output } from '../../../tongfen/issuer/v1/Reason.ts';
import type { AccountBalance as _tongfen_issuer_v1_AccountBalance, AccountBalance__Output as _tongfen_issuer_v1_AccountBalance__Output } from '../../../tongfen/issuer/v1/AccountBalance.ts';
import type { Long } from '@grpc/proto-loader';

export interface AdviseResponse {
  'messageId'?: (string);
  'transactionId'?: (string);
  'answer'?: (_tongfen_issuer_v1_AdviceAnswer);
  'reason'?: (_tongfen_issuer_v1_Reason);
  /**
   * ACCEPTED: the amount of the request. DISPUTED: 0.
   */
  'amount'?: (number | string | Long);
  'balance'?: (_tongfen_issuer_v1_AccountBalance | null);
}

export interface AdviseResponse__Output {
  'messageId': (string);
  'transactionId': (string);
  'answer': (_tongfen_issuer_v1_AdviceAnswer__Output);
  'reason': (_tongfen_issuer_v1_Reason__Output);
  /**
   * ACCEPTED: the amount of the request. DISPUTED: 0.
   */
  'amount': (number);
  'balance': (_tongfen_issuer_v1_AccountBalance__Output | null);
}
