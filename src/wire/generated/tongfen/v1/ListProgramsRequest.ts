// Original file: proto/tongfen/v1/network.proto


export interface ListProgramsRequest {
}

export interface ListProgramsRequest__Output {
}
