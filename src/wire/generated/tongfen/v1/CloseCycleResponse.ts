// Original file: proto/tongfen/v1/settlement.proto

import type { CycleSettlement as _tongfen_v1_CycleSettlement, CycleSettlement__Output as _tongfen_v1_CycleSettlement__Output } from '../../tongfen/v1/CycleSettlement.ts';

export interface CloseCycleResponse {
  'settlement'?: (_tongfen_v1_CycleSettlement | null);
  /**
   * The network had left the cycle before this was asked: nothing was cut over now.
   */
  'alreadyLeft'?: (boolean);
}

export interface CloseCycleResponse__Output {
  'settlement': (_tongfen_v1_CycleSettlement__Output | null);
  /**
   * The network had left the cycle before this was asked: nothing was cut over now.
   */
  'alreadyLeft': (boolean);
}
