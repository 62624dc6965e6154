// Original file: proto/tongfen/v1/network.proto

export const Role = {
  ROLE_UNSPECIFIED: 'ROLE_UNSPECIFIED',
  ISSUER: 'ISSUER',
  ACQUIRER: 'ACQUIRER',
  OPERATOR: 'OPERATOR',
} as const;

export type Role =
  | 'ROLE_UNSPECIFIED'
  | 0
  | 'ISSUER'
  | 1
  | 'ACQUIRER'
  | 2
  | 'OPERATOR'
  | 3

export type Role__Output = typeof Role[keyof typeof Role]
