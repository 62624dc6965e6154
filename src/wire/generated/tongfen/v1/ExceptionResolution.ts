// Original file: proto/tongfen/v1/settlement.proto

export const ExceptionResolution = {
  EXCEPTION_RESOLUTION_UNSPECIFIED: 'EXCEPTION_RESOLUTION_UNSPECIFIED',
  EXCEPTION_UPHOLD: 'EXCEPTION_UPHOLD',
  EXCEPTION_REVERSE: 'EXCEPTION_REVERSE',
} as const;

export type ExceptionResolution =
  | 'EXCEPTION_RESOLUTION_UNSPECIFIED'
  | 0
  | 'EXCEPTION_UPHOLD'
  | 1
  | 'EXCEPTION_REVERSE'
  | 2

export type ExceptionResolution__Output = typeof ExceptionResolution[keyof typeof ExceptionResolution]
