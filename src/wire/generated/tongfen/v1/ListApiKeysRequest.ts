// Original file: proto/tongfen/v1/network.proto


export interface ListApiKeysRequest {
  'participant'?: (string);
}

export interface ListApiKeysRequest__Output {
  'participant': (string);
}
