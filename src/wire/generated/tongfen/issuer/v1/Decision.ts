// Original file: proto/tongfen/issuer/v1/host.proto

export const Decision = {
  DECISION_UNSPECIFIED: 'DECISION_UNSPECIFIED',
  APPROVED: 'APPROVED',
  DECLINED: 'DECLINED',
} as const;

export type Decision =
  | 'DECISION_UNSPECIFIED'
  | 0
  | 'APPROVED'
  | 1
  | 'DECLINED'
  | 2

export type Decision__Output = typeof Decision[keyof typeof Decision]
