// Original file: proto/tongfen/v1/accounts.proto

export const CardStatus = {
  CARD_STATUS_UNSPECIFIED: 'CARD_STATUS_UNSPECIFIED',
  CARD_STATUS_ACTIVE: 'CARD_STATUS_ACTIVE',
  CARD_STATUS_BLOCKED: 'CARD_STATUS_BLOCKED',
} as const;

export type CardStatus =
  | 'CARD_STATUS_UNSPECIFIED'
  | 0
  | 'CARD_STATUS_ACTIVE'
  | 1
  | 'CARD_STATUS_BLOCKED'
  | 2

export type CardStatus__Output = typeof CardStatus[keyof typeof CardStatus]
