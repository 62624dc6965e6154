// Original file: proto/tongfen/v1/reconciliation.proto

export const AdjustmentStatus = {
  ADJUSTMENT_STATUS_UNSPECIFIED: 'ADJUSTMENT_STATUS_UNSPECIFIED',
  ADJUSTMENT_PROPOSED: 'ADJUSTMENT_PROPOSED',
  ADJUSTMENT_REJECTED: 'ADJUSTMENT_REJECTED',
  /**
   * Not posted yet: to be approved again.
   */
  ADJUSTMENT_APPROVED: 'ADJUSTMENT_APPROVED',
  ADJUSTMENT_POSTED: 'ADJUSTMENT_POSTED',
  /**
   * Approved, and declined by the ledger; see outcome.
   */
  ADJUSTMENT_DECLINED: 'ADJUSTMENT_DECLINED',
} as const;

export type AdjustmentStatus =
  | 'ADJUSTMENT_STATUS_UNSPECIFIED'
  | 0
  | 'ADJUSTMENT_PROPOSED'
  | 1
  | 'ADJUSTMENT_REJECTED'
  | 2
  /**
   * Not posted yet: to be approved again.
   */
  | 'ADJUSTMENT_APPROVED'
  | 3
  | 'ADJUSTMENT_POSTED'
  | 4
  /**
   * Approved, and declined by the ledger; see outcome.
   */
  | 'ADJUSTMENT_DECLINED'
  | 5

export type AdjustmentStatus__Output = typeof AdjustmentStatus[keyof typeof AdjustmentStatus]
