// Original file: proto/tongfen/v1/network.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What a program's points are worth. Of the rates that are approved and whose moment has come the last version holds.
 */
export interface Rate {
  'program'?: (string);
  'version'?: (number);
  'parNumerator'?: (number | string | Long);
  'parDenominator'?: (number | string | Long);
  'spreadBasisPoints'?: (number);
  'holdsFrom'?: (_google_protobuf_Timestamp | null);
  'proposedBy'?: (string);
  'proposedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Empty and unset until it is approved.
   */
  'approvedBy'?: (string);
  'approvedAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * What a program's points are worth. Of the rates that are approved and whose moment has come the last version holds.
 */
export interface Rate__Output {
  'program': (string);
  'version': (number);
  'parNumerator': (number);
  'parDenominator': (number);
  'spreadBasisPoints': (number);
  'holdsFrom': (_google_protobuf_Timestamp__Output | null);
  'proposedBy': (string);
  'proposedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Empty and unset until it is approved.
   */
  'approvedBy': (string);
  'approvedAt': (_google_protobuf_Timestamp__Output | null);
}
