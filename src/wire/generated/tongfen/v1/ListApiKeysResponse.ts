// Original file: proto/tongfen/v1/network.proto

import type { ApiKey as _tongfen_v1_ApiKey, ApiKey__Output as _tongfen_v1_ApiKey__Output } from '../../tongfen/v1/ApiKey.ts';

export interface ListApiKeysResponse {
  'apiKeys'?: (_tongfen_v1_ApiKey)[];
}

export interface ListApiKeysResponse__Output {
  'apiKeys': (_tongfen_v1_ApiKey__Output)[];
}
