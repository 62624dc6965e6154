// Original file: proto/google/rpc/status.proto

import type { Any as _google_protobuf_Any, Any__Output as _google_protobuf_Any__Output } from '../../google/protobuf/Any.ts';

/**
 * The error model of gRPC (https://cloud.google.com/apis/design/errors): field numbers as published in googleapis.
 */
export interface Status {
  /**
   * A google.rpc.Code.
   */
  'code'?: (number);
  'message'?: (string);
  /**
   * Messages of error_details.proto.
   */
  'details'?: (_google_protobuf_Any)[];
}

/**
 * The error model of gRPC (https://cloud.google.com/apis/design/errors): field numbers as published in googleapis.
 */
export interface Status__Output {
  /**
   * A google.rpc.Code.
   */
  'code': (number);
  'message': (string);
  /**
   * Messages of error_details.proto.
   */
  'details': (_google_protobuf_Any__Output)[];
}
