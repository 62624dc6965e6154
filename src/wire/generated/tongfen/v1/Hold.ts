// Original file: proto/tongfen/v1/accounts.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface Hold {
  /**
   * Id of the authorization.
   */
  'id'?: (string);
  'amount'?: (number | string | Long);
  'merchant'?: (string);
  'expiresAt'?: (_google_protobuf_Timestamp | null);
}

export interface Hold__Output {
  /**
   * Id of the authorization.
   */
  'id': (string);
  'amount': (number);
  'merchant': (string);
  'expiresAt': (_google_protobuf_Timestamp__Output | null);
}
