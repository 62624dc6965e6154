// Original file: proto/tongfen/v1/network.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';

export interface ApiKey {
  /**
   * Names the key; not secret.
   */
  'keyId'?: (string);
  'participant'?: (string);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Unset while it is valid.
   */
  'revokedAt'?: (_google_protobuf_Timestamp | null);
}

export interface ApiKey__Output {
  /**
   * Names the key; not secret.
   */
  'keyId': (string);
  'participant': (string);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Unset while it is valid.
   */
  'revokedAt': (_google_protobuf_Timestamp__Output | null);
}
