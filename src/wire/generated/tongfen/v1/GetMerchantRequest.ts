// Original file: proto/tongfen/v1/network.proto


export interface GetMerchantRequest {
  'code'?: (string);
}

export interface GetMerchantRequest__Output {
  'code': (string);
}
