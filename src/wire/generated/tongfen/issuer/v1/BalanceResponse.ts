// Original file: proto/tongfen/issuer/v1/host.proto

import type { AccountBalance as _tongfen_issuer_v1_AccountBalance, AccountBalance__Output as _tongfen_issuer_v1_AccountBalance__Output } from '../../../tongfen/issuer/v1/AccountBalance.ts';
import type { Long } from '@grpc/proto-loader';

export interface BalanceResponse {
  'card'?: (number | string | Long);
  'program'?: (string);
  'balance'?: (_tongfen_issuer_v1_AccountBalance | null);
}

export interface BalanceResponse__Output {
  'card': (number);
  'program': (string);
  'balance': (_tongfen_issuer_v1_AccountBalance__Output | null);
}
