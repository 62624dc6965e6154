// Original file: proto/tongfen/v1/network.proto


export interface CreateApiKeyRequest {
  'participant'?: (string);
}

export interface CreateApiKeyRequest__Output {
  'participant': (string);
}
