// Original file: proto/tongfen/v1/settlement.proto

import type { CycleState as _tongfen_v1_CycleState, CycleState__Output as _tongfen_v1_CycleState__Output } from '../../tongfen/v1/CycleState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';

export interface SettlementCycle {
  'number'?: (number);
  /**
   * yyyymmdd
   */
  'businessDate'?: (number);
  'state'?: (_tongfen_v1_CycleState);
  'openedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Unset before.
   */
  'closedAt'?: (_google_protobuf_Timestamp | null);
  'settledAt'?: (_google_protobuf_Timestamp | null);
}

export interface SettlementCycle__Output {
  'number': (number);
  /**
   * yyyymmdd
   */
  'businessDate': (number);
  'state': (_tongfen_v1_CycleState__Output);
  'openedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Unset before.
   */
  'closedAt': (_google_protobuf_Timestamp__Output | null);
  'settledAt': (_google_protobuf_Timestamp__Output | null);
}
