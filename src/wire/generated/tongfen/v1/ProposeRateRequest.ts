// Original file: proto/tongfen/v1/network.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ProposeRateRequest {
  'program'?: (string);
  /**
   * Value of one point in standard points, an exact fraction: 1 to 10^9 each.
   */
  'parNumerator'?: (number | string | Long);
  'parDenominator'?: (number | string | Long);
  /**
   * What the network keeps of the program's points that are exchanged for others, in hundredths of a percent: 0 to 9999.
   */
  'spreadBasisPoints'?: (number);
  /**
   * Unset: from its approval on.
   */
  'holdsFrom'?: (_google_protobuf_Timestamp | null);
}

export interface ProposeRateRequest__Output {
  'program': (string);
  /**
   * Value of one point in standard points, an exact fraction: 1 to 10^9 each.
   */
  'parNumerator': (number);
  'parDenominator': (number);
  /**
   * What the network keeps of the program's points that are exchanged for others, in hundredths of a percent: 0 to 9999.
   */
  'spreadBasisPoints': (number);
  /**
   * Unset: from its approval on.
   */
  'holdsFrom': (_google_protobuf_Timestamp__Output | null);
}
