// Original file: proto/tongfen/v1/reconciliation.proto

import type { AdjustmentStatus as _tongfen_v1_AdjustmentStatus, AdjustmentStatus__Output as _tongfen_v1_AdjustmentStatus__Output } from '../../tongfen/v1/AdjustmentStatus.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface BreakAdjustment {
  /**
   * Also the id of the transaction.
   */
  'id'?: (string);
  'reconciliation'?: (number | string | Long);
  'break'?: (number | string | Long);
  'card'?: (number | string | Long);
  'program'?: (string);
  /**
   * Above zero gives points, below zero takes them.
   */
  'change'?: (number | string | Long);
  'status'?: (_tongfen_v1_AdjustmentStatus);
  'proposedBy'?: (string);
  'proposedAt'?: (_google_protobuf_Timestamp | null);
  'decidedBy'?: (string);
  'decidedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Of the transaction.
   */
  'outcome'?: (string);
}

export interface BreakAdjustment__Output {
  /**
   * Also the id of the transaction.
   */
  'id': (string);
  'reconciliation': (number);
  'break': (number);
  'card': (number);
  'program': (string);
  /**
   * Above zero gives points, below zero takes them.
   */
  'change': (number);
  'status': (_tongfen_v1_AdjustmentStatus__Output);
  'proposedBy': (string);
  'proposedAt': (_google_protobuf_Timestamp__Output | null);
  'decidedBy': (string);
  'decidedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Of the transaction.
   */
  'outcome': (string);
}
