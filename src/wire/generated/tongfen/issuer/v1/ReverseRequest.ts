// Original file: proto/tongfen/issuer/v1/host.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ReverseRequest {
  'messageId'?: (string);
  'transactionId'?: (string);
  'card'?: (number | string | Long);
  'program'?: (string);
  'ledgerTime'?: (_google_protobuf_Timestamp | null);
}

export interface ReverseRequest__Output {
  'messageId': (string);
  'transactionId': (string);
  'card': (number);
  'program': (string);
  'ledgerTime': (_google_protobuf_Timestamp__Output | null);
}
