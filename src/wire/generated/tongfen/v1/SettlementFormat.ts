// Original file: proto/tongfen/v1/settlement.proto

export const SettlementFormat = {
  SETTLEMENT_FORMAT_UNSPECIFIED: 'SETTLEMENT_FORMAT_UNSPECIFIED',
  CSV: 'CSV',
  /**
   * In the manner of ISO 20022 camt.054; the schema is docs/settlement-file.xsd.
   */
  XML: 'XML',
} as const;

export type SettlementFormat =
  | 'SETTLEMENT_FORMAT_UNSPECIFIED'
  | 0
  | 'CSV'
  | 1
  /**
   * In the manner of ISO 20022 camt.054; the schema is docs/settlement-file.xsd.
   */
  | 'XML'
  | 2

export type SettlementFormat__Output = typeof SettlementFormat[keyof typeof SettlementFormat]
