// Original file: proto/tongfen/v1/reconciliation.proto

import type { Break as _tongfen_v1_Break, Break__Output as _tongfen_v1_Break__Output } from '../../tongfen/v1/Break.ts';

export interface ListBreaksResponse {
  'breaks'?: (_tongfen_v1_Break)[];
}

export interface ListBreaksResponse__Output {
  'breaks': (_tongfen_v1_Break__Output)[];
}
