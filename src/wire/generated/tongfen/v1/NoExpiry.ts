// Original file: proto/tongfen/v1/network.proto


export interface NoExpiry {
}

export interface NoExpiry__Output {
}
