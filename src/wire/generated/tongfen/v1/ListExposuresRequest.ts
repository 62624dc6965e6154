// Original file: proto/tongfen/v1/network.proto


export interface ListExposuresRequest {
}

export interface ListExposuresRequest__Output {
}
