// Original file: proto/tongfen/v1/network.proto


export interface ListRatesRequest {
  'program'?: (string);
}

export interface ListRatesRequest__Output {
  'program': (string);
}
