// Original file: proto/tongfen/v1/settlement.proto

import type { SettlementStatus as _tongfen_v1_SettlementStatus, SettlementStatus__Output as _tongfen_v1_SettlementStatus__Output } from '../../tongfen/v1/SettlementStatus.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';

/**
 * What a party is owed by all others together, less what it owes them. Sums to zero over the parties of a cycle.
 */
export interface NetObligation {
  'party'?: (string);
  /**
   * Below zero: what it has to pay.
   */
  'amountMicro'?: (string);
  'status'?: (_tongfen_v1_SettlementStatus);
  /**
   * Who said so, when, and why; empty before.
   */
  'decidedBy'?: (string);
  'decidedAt'?: (_google_protobuf_Timestamp | null);
  'reason'?: (string);
}

/**
 * What a party is owed by all others together, less what it owes them. Sums to zero over the parties of a cycle.
 */
export interface NetObligation__Output {
  'party': (string);
  /**
   * Below zero: what it has to pay.
   */
  'amountMicro': (string);
  'status': (_tongfen_v1_SettlementStatus__Output);
  /**
   * Who said so, when, and why; empty before.
   */
  'decidedBy': (string);
  'decidedAt': (_google_protobuf_Timestamp__Output | null);
  'reason': (string);
}
