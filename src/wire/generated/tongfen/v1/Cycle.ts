// Original file: proto/tongfen/v1/network.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';

export interface Cycle {
  'number'?: (number);
  /**
   * yyyymmdd
   */
  'businessDate'?: (number);
  'openedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * In the answer of CutOver: the network was in this cycle already, and nothing was cut over for this request.
   */
  'alreadyCutOver'?: (boolean);
}

export interface Cycle__Output {
  'number': (number);
  /**
   * yyyymmdd
   */
  'businessDate': (number);
  'openedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * In the answer of CutOver: the network was in this cycle already, and nothing was cut over for this request.
   */
  'alreadyCutOver': (boolean);
}
