// Original file: proto/tongfen/v1/network.proto


export interface ListParticipantsRequest {
}

export interface ListParticipantsRequest__Output {
}
