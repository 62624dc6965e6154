// Original file: proto/tongfen/v1/network.proto

export const Status = {
  STATUS_UNSPECIFIED: 'STATUS_UNSPECIFIED',
  ACTIVE: 'ACTIVE',
  /**
   * Nothing new is cleared for it. For a participant: every call is PERMISSION_DENIED; and for an issuer, nothing new is
   * cleared in its programs. What was accepted is followed up, and members keep what they have.
   */
  BLOCKED: 'BLOCKED',
} as const;

export type Status =
  | 'STATUS_UNSPECIFIED'
  | 0
  | 'ACTIVE'
  | 1
  /**
   * Nothing new is cleared for it. For a participant: every call is PERMISSION_DENIED; and for an issuer, nothing new is
   * cleared in its programs. What was accepted is followed up, and members keep what they have.
   */
  | 'BLOCKED'
  | 2

export type Status__Output = typeof Status[keyof typeof Status]
