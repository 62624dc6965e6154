// Original file: proto/tongfen/v1/settlement.proto

import type { ExceptionResolution as _tongfen_v1_ExceptionResolution, ExceptionResolution__Output as _tongfen_v1_ExceptionResolution__Output } from '../../tongfen/v1/ExceptionResolution.ts';

export interface ResolveExceptionRequest {
  'exception'?: (string);
  'resolution'?: (_tongfen_v1_ExceptionResolution);
}

export interface ResolveExceptionRequest__Output {
  'exception': (string);
  'resolution': (_tongfen_v1_ExceptionResolution__Output);
}
