// Original file: proto/tongfen/v1/network.proto

import type { Participant as _tongfen_v1_Participant, Participant__Output as _tongfen_v1_Participant__Output } from '../../tongfen/v1/Participant.ts';

export interface ListParticipantsResponse {
  'participants'?: (_tongfen_v1_Participant)[];
}

export interface ListParticipantsResponse__Output {
  'participants': (_tongfen_v1_Participant__Output)[];
}
