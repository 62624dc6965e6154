// Original file: proto/tongfen/v1/network.proto


export interface ApproveRateRequest {
  'program'?: (string);
  'version'?: (number);
}

export interface ApproveRateRequest__Output {
  'program': (string);
  'version': (number);
}
