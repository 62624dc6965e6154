// Original file: proto/tongfen/v1/network.proto

import type { ApiKey as _tongfen_v1_ApiKey, ApiKey__Output as _tongfen_v1_ApiKey__Output } from '../../tongfen/v1/ApiKey.ts';

export interface CreateApiKeyResponse {
  'apiKey'?: (_tongfen_v1_ApiKey | null);
  /**
   * The secret itself; only its hash is kept.
   */
  'secret'?: (string);
}

export interface CreateApiKeyResponse__Output {
  'apiKey': (_tongfen_v1_ApiKey__Output | null);
  /**
   * The secret itself; only its hash is kept.
   */
  'secret': (string);
}
