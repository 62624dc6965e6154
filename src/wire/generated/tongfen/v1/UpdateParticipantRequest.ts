// Original file: proto/tongfen/v1/network.proto

import type { Status as _tongfen_v1_Status, Status__Output as _tongfen_v1_Status__Output } from '../../tongfen/v1/Status.ts';

export interface UpdateParticipantRequest {
  'code'?: (string);
  'name'?: (string);
  'certificateName'?: (string);
  'rateLimit'?: (number);
  'rateBurst'?: (number);
  'status'?: (_tongfen_v1_Status);
  '_name'?: "name";
  '_certificateName'?: "certificateName";
  '_rateLimit'?: "rateLimit";
  '_rateBurst'?: "rateBurst";
  '_status'?: "status";
}

export interface UpdateParticipantRequest__Output {
  'code': (string);
  'name'?: (string);
  'certificateName'?: (string);
  'rateLimit'?: (number);
  'rateBurst'?: (number);
  'status'?: (_tongfen_v1_Status__Output);
  '_name'?: "name";
  '_certificateName'?: "certificateName";
  '_rateLimit'?: "rateLimit";
  '_rateBurst'?: "rateBurst";
  '_status'?: "status";
}
