// Original file: proto/tongfen/v1/network.proto


export interface GetProgramRequest {
  'code'?: (string);
}

export interface GetProgramRequest__Output {
  'code': (string);
}
