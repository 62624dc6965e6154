// Original file: proto/tongfen/v1/accounts.proto

import type { CardStatus as _tongfen_v1_CardStatus, CardStatus__Output as _tongfen_v1_CardStatus__Output } from '../../tongfen/v1/CardStatus.ts';
import type { Long } from '@grpc/proto-loader';

export interface Card {
  /**
   * 16 digits.
   */
  'card'?: (number | string | Long);
  /**
   * Participant that issued it.
   */
  'issuer'?: (string);
  /**
   * The issuer's own member id, or empty.
   */
  'alias'?: (string);
  'status'?: (_tongfen_v1_CardStatus);
}

export interface Card__Output {
  /**
   * 16 digits.
   */
  'card': (number);
  /**
   * Participant that issued it.
   */
  'issuer': (string);
  /**
   * The issuer's own member id, or empty.
   */
  'alias': (string);
  'status': (_tongfen_v1_CardStatus__Output);
}
