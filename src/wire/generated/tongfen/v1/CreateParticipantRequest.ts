// Original file: proto/tongfen/v1/network.proto

import type { Participant as _tongfen_v1_Participant, Participant__Output as _tongfen_v1_Participant__Output } from '../../tongfen/v1/Participant.ts';

export interface CreateParticipantRequest {
  'participant'?: (_tongfen_v1_Participant | null);
}

export interface CreateParticipantRequest__Output {
  'participant': (_tongfen_v1_Participant__Output | null);
}
