// Original file: proto/tongfen/v1/network.proto


export interface GetParticipantRequest {
  'code'?: (string);
}

export interface GetParticipantRequest__Output {
  'code': (string);
}
