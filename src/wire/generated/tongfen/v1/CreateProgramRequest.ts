// Original file: proto/tongfen/v1/network.proto

import type { Program as _tongfen_v1_Program, Program__Output as _tongfen_v1_Program__Output } from '../../tongfen/v1/Program.ts';

export interface CreateProgramRequest {
  'program'?: (_tongfen_v1_Program | null);
}

export interface CreateProgramRequest__Output {
  'program': (_tongfen_v1_Program__Output | null);
}
