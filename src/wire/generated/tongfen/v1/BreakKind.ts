// Original file: proto/tongfen/v1/reconciliation.proto

export const BreakKind = {
  BREAK_KIND_UNSPECIFIED: 'BREAK_KIND_UNSPECIFIED',
  DIFFERENT: 'DIFFERENT',
  MISSING_HERE: 'MISSING_HERE',
  MISSING_THERE: 'MISSING_THERE',
} as const;

export type BreakKind =
  | 'BREAK_KIND_UNSPECIFIED'
  | 0
  | 'DIFFERENT'
  | 1
  | 'MISSING_HERE'
  | 2
  | 'MISSING_THERE'
  | 3

export type BreakKind__Output = typeof BreakKind[keyof typeof BreakKind]
