// Original file: proto/tongfen/v1/settlement.proto

export const SettlementStatus = {
  SETTLEMENT_STATUS_UNSPECIFIED: 'SETTLEMENT_STATUS_UNSPECIFIED',
  SETTLEMENT_PENDING: 'SETTLEMENT_PENDING',
  /**
   * The operator says that it did not settle; it still may.
   */
  SETTLEMENT_FAILED: 'SETTLEMENT_FAILED',
  SETTLEMENT_SETTLED: 'SETTLEMENT_SETTLED',
} as const;

export type SettlementStatus =
  | 'SETTLEMENT_STATUS_UNSPECIFIED'
  | 0
  | 'SETTLEMENT_PENDING'
  | 1
  /**
   * The operator says that it did not settle; it still may.
   */
  | 'SETTLEMENT_FAILED'
  | 2
  | 'SETTLEMENT_SETTLED'
  | 3

export type SettlementStatus__Output = typeof SettlementStatus[keyof typeof SettlementStatus]
