// Original file: proto/tongfen/v1/network.proto


export interface MerchantPrograms {
  'codes'?: (string)[];
}

export interface MerchantPrograms__Output {
  'codes': (string)[];
}
