// Original file: proto/tongfen/v1/accounts.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ListStatementRequest {
  'card'?: (number | string | Long);
  /**
   * One program only; empty for all that the caller may see.
   */
  'program'?: (string);
  /**
   * Ledger time, from (inclusive) and to (exclusive); unset for no bound. Nothing lies between two of the wrong order.
   */
  'from'?: (_google_protobuf_Timestamp | null);
  'to'?: (_google_protobuf_Timestamp | null);
  /**
   * 1 to 500; 0 for 50.
   */
  'pageSize'?: (number);
  /**
   * From the page before; empty for the first.
   */
  'pageToken'?: (string);
}

export interface ListStatementRequest__Output {
  'card': (number);
  /**
   * One program only; empty for all that the caller may see.
   */
  'program': (string);
  /**
   * Ledger time, from (inclusive) and to (exclusive); unset for no bound. Nothing lies between two of the wrong order.
   */
  'from': (_google_protobuf_Timestamp__Output | null);
  'to': (_google_protobuf_Timestamp__Output | null);
  /**
   * 1 to 500; 0 for 50.
   */
  'pageSize': (number);
  /**
   * From the page before; empty for the first.
   */
  'pageToken': (string);
}
