// Original file: proto/tongfen/v1/network.proto


export interface ListMerchantsRequest {
}

export interface ListMerchantsRequest__Output {
}
