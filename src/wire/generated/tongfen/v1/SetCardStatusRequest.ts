// Original file: proto/tongfen/v1/accounts.proto

import type { CardStatus as _tongfen_v1_CardStatus, CardStatus__Output as _tongfen_v1_CardStatus__Output } from '../../tongfen/v1/CardStatus.ts';
import type { Long } from '@grpc/proto-loader';

export interface SetCardStatusRequest {
  'card'?: (number | string | Long);
  'status'?: (_tongfen_v1_CardStatus);
}

export interface SetCardStatusRequest__Output {
  'card': (number);
  'status': (_tongfen_v1_CardStatus__Output);
}
