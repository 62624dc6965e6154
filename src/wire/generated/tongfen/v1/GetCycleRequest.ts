// Original file: proto/tongfen/v1/network.proto


export interface GetCycleRequest {
}

export interface GetCycleRequest__Output {
}
