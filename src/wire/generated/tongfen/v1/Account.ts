// Original file: proto/tongfen/v1/accounts.proto

import type { Lot as _tongfen_v1_Lot, Lot__Output as _tongfen_v1_Lot__Output } from '../../tongfen/v1/Lot.ts';
import type { Hold as _tongfen_v1_Hold, Hold__Output as _tongfen_v1_Hold__Output } from '../../tongfen/v1/Hold.ts';
import type { Long } from '@grpc/proto-loader';

export interface Account {
  'program'?: (string);
  /**
   * All amounts in the program's smallest unit.
   */
  'posted'?: (number | string | Long);
  'held'?: (number | string | Long);
  /**
   * What the member may spend: posted less held. Below zero after a clawback of points already spent.
   */
  'available'?: (number | string | Long);
  /**
   * Points that no hold pins, first to expire first.
   */
  'lots'?: (_tongfen_v1_Lot)[];
  'holds'?: (_tongfen_v1_Hold)[];
}

export interface Account__Output {
  'program': (string);
  /**
   * All amounts in the program's smallest unit.
   */
  'posted': (number);
  'held': (number);
  /**
   * What the member may spend: posted less held. Below zero after a clawback of points already spent.
   */
  'available': (number);
  /**
   * Points that no hold pins, first to expire first.
   */
  'lots': (_tongfen_v1_Lot__Output)[];
  'holds': (_tongfen_v1_Hold__Output)[];
}
