// Original file: proto/tongfen/v1/network.proto

export const Status = {
  STATUS_UNSPECIFIED: 'STATUS_UNSPECIFIED',
  ACTIVE: 'ACTIVE',
  /**
   * Nothing new is cleared for it. For a participant: every call is PERMISSION_DENIED.
   */
  BLOCKED: 'BLOCKED',
} as const;

export type Status =
  | 'STATUS_UNSPECIFIED'
  | 0
  | 'ACTIVE'
  | 1
  /**
   * Nothing new is cleared for it. For a participant: every call is PERMISSION_DENIED.
   */
  | 'BLOCKED'
  | 2

export type Status__Output = typeof Status[keyof typeof Status]
