// Original file: proto/tongfen/v1/reconciliation.proto

import type { BreakKind as _tongfen_v1_BreakKind, BreakKind__Output as _tongfen_v1_BreakKind__Output } from '../../tongfen/v1/BreakKind.ts';
import type { BreakSide as _tongfen_v1_BreakSide, BreakSide__Output as _tongfen_v1_BreakSide__Output } from '../../tongfen/v1/BreakSide.ts';
import type { Long } from '@grpc/proto-loader';

export interface Break {
  'number'?: (number | string | Long);
  'kind'?: (_tongfen_v1_BreakKind);
  /**
   * Of the file; 0 for what it does not have.
   */
  'line'?: (number | string | Long);
  'id'?: (string);
  'card'?: (number | string | Long);
  'origin'?: (string);
  'program'?: (string);
  /**
   * What the file says; unset where it says nothing.
   */
  'theirs'?: (_tongfen_v1_BreakSide | null);
  /**
   * What the journal says.
   */
  'ours'?: (_tongfen_v1_BreakSide | null);
  /**
   * What would make the member's account agree with the file: above zero gives points, below zero takes them.
   */
  'proposedChange'?: (number | string | Long);
}

export interface Break__Output {
  'number': (number);
  'kind': (_tongfen_v1_BreakKind__Output);
  /**
   * Of the file; 0 for what it does not have.
   */
  'line': (number);
  'id': (string);
  'card': (number);
  'origin': (string);
  'program': (string);
  /**
   * What the file says; unset where it says nothing.
   */
  'theirs': (_tongfen_v1_BreakSide__Output | null);
  /**
   * What the journal says.
   */
  'ours': (_tongfen_v1_BreakSide__Output | null);
  /**
   * What would make the member's account agree with the file: above zero gives points, below zero takes them.
   */
  'proposedChange': (number);
}
